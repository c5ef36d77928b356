/** The training screen as a reader uses it. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Settings that make a step short; what they teach is beside the point of a journey. */
export const shortRun =
  '#v=1&promptsPerStep=2&numGenerations=2&maxCompletionLength=32&evalPrompts=8&evalSteps=1000';

export class TrainPage {
  readonly tokens: Locator;
  readonly inspector: Locator;
  readonly cause: Locator;
  readonly advantage: Locator;
  readonly state: Locator;
  readonly alert: Locator;
  readonly adapter: Locator;

  constructor(readonly page: Page) {
    this.tokens = page.getByRole('listbox', { name: /^Tokens of the completion/ });
    this.inspector = page.getByRole('complementary', { name: 'Why this token' });
    this.cause = this.inspector.getByTestId('cause');
    this.advantage = this.inspector.getByTestId('advantage');
    this.state = page.getByTestId('trainer-state');
    this.alert = page.getByRole('alert');
    this.adapter = page.getByTestId('adapter');
  }

  /** Opens the page; `search` may ask for a fault, `hash` sets the run. */
  async open({ search = '', hash = '' }: { search?: string; hash?: string } = {}): Promise<void> {
    await this.page.goto(`/${search}${hash}`);
  }

  /** Opens the page with a short run, does one step and waits for its rollouts. */
  async openAfterOneStep(): Promise<void> {
    await this.open({ hash: shortRun });
    await this.press('One step');
    await expect(this.state).toHaveText('Paused', { timeout: 120_000 });
    await expect(this.tokens).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  /** Opens the section of own pairs, if it is not open, and chooses a file. */
  async importPairs(file: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
    const section = this.button('Your own pairs');
    if ((await section.getAttribute('aria-expanded')) === 'false') await section.click();
    await this.page.locator('input[type=file]').setInputFiles(file);
  }

  async showLayer(name: 'Token-level' | 'Outcome only'): Promise<void> {
    await this.page.getByRole('radio', { name }).click();
  }

  token(index: number): Locator {
    return this.tokens.locator(`[data-index="${index}"]`);
  }

  /** The advantage of every token as the page shows it [T]. */
  async advantages(): Promise<number[]> {
    return this.tokens
      .getByRole('option')
      .evaluateAll((tokens) => tokens.map((e) => Number(e.getAttribute('data-advantage'))));
  }

  /** The rows of a chart's table, the step first. */
  async tableOf(chart: string): Promise<string[][]> {
    const rows = this.page.getByRole('figure').filter({ hasText: chart }).locator('tbody tr');
    return rows.evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent)),
    );
  }

  /** Background colours of all tokens in the loss. */
  async coloursInLoss(): Promise<Set<string>> {
    const colours = await this.tokens
      .locator('[data-index]:not([data-outside])')
      .evaluateAll((tokens) => tokens.map((e) => getComputedStyle(e).backgroundColor));
    return new Set(colours);
  }
}
