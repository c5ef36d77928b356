/** The Vul2Safe screen as a reader uses it. */
import { expect, type Locator, type Page } from '@playwright/test';

export class Vul2SafePage {
  readonly state: Locator;
  readonly items: Locator;
  readonly story: Locator;
  readonly threshold: Locator;
  readonly passing: Locator;

  constructor(readonly page: Page) {
    this.state = page.getByTestId('v2s-state');
    this.items = page.getByRole('listbox', { name: 'Items' });
    this.story = page.locator('.v2s-story');
    this.threshold = page.getByRole('slider', { name: 'Threshold' });
    this.passing = page.getByTestId('v2s-passing');
  }

  async open(hash = '#v=1&screen=vul2safe'): Promise<void> {
    await this.page.goto(`/${hash}`);
    await expect(this.page.getByRole('heading', { level: 1, name: 'Vul2Safe' })).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  async chooseSet(name: 'Your set' | 'Worked example'): Promise<void> {
    await this.page.getByRole('radio', { name }).click();
  }

  /** Names the endpoint and lets it be checked. */
  async connect(endpoint: string, model: string): Promise<void> {
    await this.page.getByLabel('Endpoint').fill(endpoint);
    await this.page.getByRole('combobox', { name: 'Model' }).fill(model);
    await this.press('Check the connection');
    await expect(this.page.getByText('The model can be used.')).toBeVisible();
  }

  async addFile(name: string, lines: readonly object[]): Promise<void> {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await this.page
      .locator('.v2s-source input[type=file]')
      .first()
      .setInputFiles({ name, mimeType: 'application/jsonl', buffer: Buffer.from(text) });
    await expect(this.page.getByText(`${lines.length} items were added.`)).toBeVisible();
  }

  /** The item whose row says this. */
  async choose(text: string | RegExp): Promise<void> {
    await this.items.getByRole('option').filter({ hasText: text }).first().click();
  }

  /** How many of the set have ended. */
  async ended(): Promise<number> {
    return Number(
      await this.page
        .getByRole('progressbar', { name: 'Ended items' })
        .getAttribute('aria-valuenow'),
    );
  }
}
