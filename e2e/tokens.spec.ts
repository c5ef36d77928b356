import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { expectNoViolationsInBothThemes } from './accessibility.ts';
import { TokensPage } from './tokensPage.ts';

const explanationSchema = z.object({
  position: z.number(),
  token: z.string(),
  advantage: z.number(),
  outcomeAdvantage: z.number(),
  tokenAdvantage: z.number(),
  isInLoss: z.boolean(),
  cause: z.string(),
  formulas: z.array(z.string()),
});

test('a token tells why, by keyboard alone, and the outcome alone tells less', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const screen = new TokensPage(page);
  await screen.openAfterOneStep();
  await screen.tokens.focus();
  await screen.press('Home', 'ArrowRight');
  await expect(screen.inspector).toContainText('token 1');
  await expect(screen.spoken).toContainText((await screen.cause.textContent()) ?? '');
  const shown = await screen.values();
  await screen.press('End', 'Enter');
  const last = shown.length - 1;
  await expect(screen.inspector).toContainText(`token ${last}`);
  await expect(screen.inspector).toContainText('pinned');

  await page.getByRole('button', { name: 'Copy as JSON' }).focus();
  await screen.press('Enter');
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const told = explanationSchema.parse(JSON.parse(text));
  expect(told.position).toBe(last);
  expect(told.advantage).toBe(shown[last]);
  const sum = told.isInLoss ? told.outcomeAdvantage + told.tokenAdvantage : 0;
  expect(told.advantage).toBeCloseTo(sum, 5);

  await screen.tokens.focus();
  await screen.press('Escape', '?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await screen.press('Escape');
  await expect(screen.tokens).toBeFocused();
  await expect(screen.inspector).not.toContainText('pinned');
  await screen.press('t');
  await expect(screen.table.getByRole('row')).toHaveCount(shown.length + 1);
  await expectNoViolationsInBothThemes(page);

  // The outcome alone is one flat colour beside the tokens' own, also in a narrow window.
  await screen.press('t');
  await expect(screen.table).toHaveCount(0);
  await page.getByRole('button', { name: 'Contrast' }).click();
  await expect(page).toHaveURL(/screen=tokens&contrast=1/);
  const outcome = page.locator('.contrast [data-layer="outcome"]');
  expect((await screen.coloursInLoss(outcome)).size).toBeLessThanOrEqual(1);
  await expect(outcome.locator('[data-credit]')).toHaveCount(0);
  expect(await screen.values()).toEqual(shown);
  await page.setViewportSize({ width: 360, height: 740 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await expectNoViolationsInBothThemes(page);
});
