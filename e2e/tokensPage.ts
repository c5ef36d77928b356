/** The Token rewards screen as a reader uses it. */
import { expect, type Locator, type Page } from '@playwright/test';
import { TrainPage } from './trainPage.ts';

export class TokensPage {
  readonly tokens: Locator;
  readonly inspector: Locator;
  readonly cause: Locator;
  readonly table: Locator;
  /** What a screen reader hears of the last move. */
  readonly spoken: Locator;

  constructor(readonly page: Page) {
    this.tokens = page.getByRole('listbox', { name: /^Tokens of the completion/ });
    this.inspector = page.getByRole('complementary', { name: 'Why this token' });
    this.cause = this.inspector.getByTestId('cause');
    this.table = page.getByRole('region', { name: 'Table of tokens' });
    this.spoken = page.getByRole('status').filter({ hasText: 'Advantage' });
  }

  /** One step of a short run on Train, then its rollouts here; by keyboard alone. */
  async openAfterOneStep(): Promise<void> {
    await new TrainPage(this.page).openAfterOneStep();
    await this.page.getByRole('link', { name: 'Open in Token rewards' }).focus();
    await this.page.keyboard.press('Enter');
    await expect(this.page).toHaveTitle(/^Token rewards/);
    await expect(this.tokens).toBeVisible();
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** The number that each token of a list of tokens shows [T]. */
  async values(tokens: Locator = this.tokens): Promise<number[]> {
    return tokens
      .locator('[data-index]')
      .evaluateAll((all) => all.map((e) => Number(e.getAttribute('data-value'))));
  }

  /** Background colours of the tokens in the loss. */
  async coloursInLoss(tokens: Locator): Promise<Set<string>> {
    const colours = await tokens
      .locator('[data-index]:not([data-outside])')
      .evaluateAll((all) => all.map((e) => getComputedStyle(e).backgroundColor));
    return new Set(colours);
  }
}
