import { expect, test } from '@playwright/test';
import { expectNoViolationsInBothThemes } from './accessibility.ts';
import { takeSlowerBackend, withoutWebGpu } from './slowerBackend.ts';
import { GeneratePage } from './generatePage.ts';

test.use(withoutWebGpu);

test('the shipped model writes, the tests run, and another token is written on from', async ({
  page,
}) => {
  const screen = new GeneratePage(page);
  await screen.open('&split=unseen-phrasings&number=2');
  await takeSlowerBackend(page);
  await expect(screen.prompt).toHaveValue(/^\/\/ .+\nfunction /);
  await expect(screen.generate).toBeEnabled({ timeout: 120_000 });
  await screen.generate.click();
  await expect(screen.verdict).toContainText(/works|does not work/, { timeout: 60_000 });
  await expect(page).toHaveURL(/screen=generate&models=base&split=unseen-phrasings&number=2/);
  const before = await screen.tokens.textContent();

  await screen.goTo(3);
  await page.keyboard.press('Tab');
  await expect(screen.alternatives.getByRole('option')).toHaveCount(8);
  const second = screen.alternatives.getByRole('option', { disabled: false }).first();
  await second.focus();
  await page.keyboard.press('Enter');
  await expect(screen.tokens).toBeFocused();
  await expect(page.getByText('You chose a token of it.')).toBeVisible({ timeout: 60_000 });
  await expect(screen.tokens).not.toHaveText(before ?? '');
  await expect(screen.verdict).toBeVisible();
  await expectNoViolationsInBothThemes(page);

  await screen.prompt.fill('function greet(name) {');
  await expect(page.getByText('no tests can run')).toBeVisible();
  await expect(page.getByText('of an earlier prompt')).toBeVisible();
  await screen.generate.click();
  await expect(screen.column.getByText('no tests', { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await page.reload();
  await expect(screen.prompt).toHaveValue('function greet(name) {');
});
