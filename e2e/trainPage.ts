/** The training screen as a reader uses it. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Settings that make a step short; what they teach is beside the point of a journey. */
export const shortRun =
  '#v=1&screen=train&promptsPerStep=2&numGenerations=2&maxCompletionLength=32&evalPrompts=8&evalSteps=1000';

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

  /** Opens the Train screen; `search` may ask for a fault, `hash` sets the screen and the run. */
  async open({
    search = '',
    hash = '#v=1&screen=train',
  }: { search?: string; hash?: string } = {}): Promise<void> {
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

  /** Shows a screen by its link. */
  async show(screen: string): Promise<void> {
    await this.page
      .getByRole('navigation')
      .getByRole('link', { name: screen, exact: true })
      .click();
  }

  /** Chooses a file of pairs on the Data screen. */
  async importPairs(file: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
    await this.show('Data');
    await expect(this.button('Choose a file of pairs')).toBeVisible();
    await this.page.locator('input[type=file]').setInputFiles(file);
  }

  token(index: number): Locator {
    return this.tokens.locator(`[data-index="${index}"]`);
  }

  /** The rows of a chart's table, the step first. */
  async tableOf(chart: string): Promise<string[][]> {
    const rows = this.page.getByRole('figure').filter({ hasText: chart }).locator('tbody tr');
    return rows.evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent)),
    );
  }
}
