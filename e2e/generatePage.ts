/** The Generate screen as a reader uses it. */
import type { Locator, Page } from '@playwright/test';

export class GeneratePage {
  readonly prompt: Locator;
  readonly generate: Locator;
  /** The shipped model's column. */
  readonly column: Locator;
  readonly tokens: Locator;
  /** The likeliest tokens at the inspected place. */
  readonly alternatives: Locator;
  readonly verdict: Locator;

  constructor(readonly page: Page) {
    this.prompt = page.getByRole('textbox', { name: 'Prompt' });
    this.generate = page.getByRole('button', { name: 'Generate', exact: true });
    this.column = page.getByRole('region', { name: 'Model 1', exact: true });
    this.tokens = this.column.getByRole('listbox', { name: /^Tokens of completion 1/ });
    this.alternatives = this.column.getByRole('listbox', { name: /^Next tokens at this place/ });
    this.verdict = this.column.locator('.verdict');
  }

  async open(details = ''): Promise<void> {
    await this.page.goto(`/#v=1&screen=generate${details}`);
  }

  /** Moves inside the tokens by keyboard, to the token of this number. */
  async goTo(number: number): Promise<void> {
    await this.tokens.focus();
    await this.page.keyboard.press('Home');
    for (let i = 1; i < number; i += 1) await this.page.keyboard.press('ArrowRight');
  }
}
