/** The Library screen as a reader uses it. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

interface SavedFile {
  readonly name: string;
  readonly buffer: Buffer;
  readonly text: string;
}

export class LibraryPage {
  readonly runs: Locator;
  readonly alert: Locator;
  /** The offer to go on with a run that a reload cut off. */
  readonly offer: Locator;

  constructor(readonly page: Page) {
    this.runs = page.getByRole('region', { name: 'Runs' }).locator('li.entry');
    this.alert = page.getByRole('alert');
    this.offer = page.getByTestId('resume');
  }

  /** Goes there by the navigation, so that the run on the page stays. */
  async show(screen: 'Library' | 'Compare' | 'Train'): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('link', { name: screen })
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
  }

  /** Waits on Library until the newest run can go on from this step, which is kept a moment after it; back on Train. */
  async keeps(step: number): Promise<void> {
    await this.show('Library');
    await expect(this.run(0)).toContainText(`Resume from step ${step}`);
    await this.show('Train');
  }

  run(index: number): Locator {
    return this.runs.nth(index);
  }

  /** Leaves the page as a reader does who confirms the warning. */
  async reload(): Promise<void> {
    this.page.once('dialog', (dialog) => void dialog.accept());
    await this.page.reload();
  }

  /** Saves a run as a file; gives what is in it. */
  async export(index: number, kind: string): Promise<SavedFile> {
    await this.run(index)
      .getByRole('button', { name: /^Export/ })
      .click();
    const saving = this.page.waitForEvent('download');
    await this.page.getByRole('menuitem', { name: kind }).click();
    const download = await saving;
    const buffer = await readFile(await download.path());
    return { name: download.suggestedFilename(), buffer, text: buffer.toString('utf8') };
  }

  async openBundle(file: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
    await this.page.locator('input[type=file]').setInputFiles(file);
  }
}
