import { expect, test } from '@playwright/test';
import { StartPage } from './startPage.ts';

test('pairs of the corpus show their mask, which follows the level and what is edited', async ({
  page,
}) => {
  const start = new StartPage(page);
  await start.open('#v=1&screen=data');
  const table = page.getByRole('grid', { name: 'Pairs' });
  await expect(table.getByRole('row').nth(3)).toBeVisible({ timeout: 60_000 });
  const marked = page.getByTestId('marked-secure');
  await expect(marked).toContainText(/\d/);
  const before = await marked.textContent();

  // By keyboard: into the table, two rows down.
  await table.getByRole('row').nth(1).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(table.getByRole('row', { selected: true })).toBeVisible();

  await page.getByRole('radio', { name: 'line' }).click();
  await expect(page).toHaveURL(/diffLevel=line/);
  await expect(marked).not.toHaveText(before ?? '');

  const vulnerable = page.getByRole('textbox', { name: 'Vulnerable side' });
  const secure = page.getByRole('textbox', { name: 'Repaired side' });
  await vulnerable.fill(await secure.inputValue());
  await expect(page.getByText('Both sides are the same at this level.')).toBeVisible();
  await expect(marked).toContainText(/^0 of/);
  await page.getByRole('button', { name: 'Undo the edits' }).click();
  await expect(marked).not.toContainText(/^0 of/);
});
