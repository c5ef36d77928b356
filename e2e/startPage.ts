/** The Start screen and what stands on every screen, as a reader uses them. */
import type { Locator, Page } from '@playwright/test';

export class StartPage {
  readonly navigation: Locator;
  readonly heading: Locator;
  readonly offline: Locator;
  readonly sent: Locator;
  readonly language: Locator;

  constructor(readonly page: Page) {
    this.navigation = page.getByRole('navigation');
    this.heading = page.getByRole('heading', { level: 1 });
    this.offline = page.getByTestId('offline');
    this.sent = page.getByTestId('sent');
    this.language = page.locator('select.language');
  }

  async open(hash = ''): Promise<void> {
    await this.page.goto(`/${hash}`);
  }

  link(name: string): Locator {
    return this.navigation.getByRole('link', { name, exact: true });
  }

  /** The names of the links that are not wholly in sight. */
  async cutLinks(): Promise<string[]> {
    return this.navigation.getByRole('listitem').evaluateAll((items) =>
      items
        .filter((item) => {
          const list = item.parentElement?.getBoundingClientRect();
          const { left, right } = item.getBoundingClientRect();
          return list === undefined || left < list.left - 1 || right > list.right + 1;
        })
        .map((item) => item.textContent),
    );
  }

  /** The names of all screens, in the order of the navigation. */
  async screens(): Promise<string[]> {
    return this.navigation.getByRole('link').allTextContents();
  }
}
