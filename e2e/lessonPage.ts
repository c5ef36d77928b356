/** The ten-minute lesson as a reader uses it. */
import { expect, type Locator, type Page } from '@playwright/test';

export class LessonPage {
  readonly panel: Locator;
  readonly title: Locator;
  readonly task: Locator;
  /** What a screen reader hears of the progress. */
  readonly spoken: Locator;
  readonly verdict: Locator;
  readonly note: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByRole('region', { name: 'Ten-minute lesson' });
    this.title = this.panel.getByRole('heading', { level: 2 });
    this.task = this.panel.locator('.lesson-task');
    this.spoken = page.getByTestId('lesson-status');
    this.verdict = this.panel.locator('.lesson-verdict');
    this.note = this.panel.locator('.lesson-note');
  }

  /** Chooses an answer and has it checked, by keyboard alone. */
  async predict(answer: string): Promise<void> {
    const choice = this.panel.getByRole('radio', { name: answer, exact: true });
    await choice.focus();
    await this.page.keyboard.press('Space');
    await expect(choice).toBeChecked();
    await this.panel.getByRole('button', { name: 'Check' }).focus();
    await this.page.keyboard.press('Enter');
  }

  /** Turns to the next card by keyboard; its title takes the focus. */
  async next(title: string, number: number): Promise<void> {
    await this.panel.getByRole('button', { name: 'Next card' }).focus();
    await this.page.keyboard.press('Enter');
    await expect(this.title).toHaveText(title);
    await expect(this.title).toBeFocused();
    await expect(this.spoken).toContainText(`Card ${number} of 10`);
  }
}
