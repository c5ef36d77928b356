import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { TrainPage } from './trainPage.ts';

const explanationSchema = z.object({
  position: z.number(),
  token: z.string(),
  advantage: z.number(),
  outcomeAdvantage: z.number(),
  tokenAdvantage: z.number(),
  isInLoss: z.boolean(),
  cause: z.string(),
});

test('a token tells why, under the pointer and under the keyboard', async ({ page }) => {
  const train = new TrainPage(page);
  await train.openAfterOneStep();
  await train.token(1).hover();
  await expect(train.inspector).toContainText('token 1');
  const hovered = await train.cause.textContent();
  await page.mouse.move(0, 0);
  await train.tokens.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(train.inspector).toContainText('token 1');
  await expect(train.cause).toHaveText(hovered ?? '');
  await expect(page.locator('p[role="status"].visually-hidden')).toContainText(hovered ?? '');
  await page.keyboard.press('Enter');
  await expect(train.inspector).toContainText('pinned');
  await page.keyboard.press('Escape');
  await expect(train.inspector).not.toContainText('pinned');
  await page.keyboard.press('t');
  await expect(page.getByRole('region', { name: 'Table of tokens' })).toBeVisible();
});

test('the advantage on the screen is the one of the explanation', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const train = new TrainPage(page);
  await train.openAfterOneStep();
  const shown = await train.advantages();
  for (const index of [0, Math.floor(shown.length / 2), shown.length - 1]) {
    await train.token(index).click();
    await train.press('Copy as JSON');
    await expect(train.button('Copied')).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const told = explanationSchema.parse(JSON.parse(text));
    expect(told.position).toBe(index);
    expect(told.advantage).toBe(shown[index]);
    const sum = told.isInLoss ? told.outcomeAdvantage + told.tokenAdvantage : 0;
    expect(told.advantage).toBeCloseTo(sum, 5);
    await train.button('Copied').blur();
    await page.keyboard.press('Escape');
  }
});

test('the outcome alone is one flat colour', async ({ page }) => {
  const train = new TrainPage(page);
  await train.openAfterOneStep();
  await train.showLayer('Outcome only');
  expect((await train.coloursInLoss()).size).toBeLessThanOrEqual(1);
  await expect(train.tokens.locator('[data-credit]')).toHaveCount(0);
  await train.showLayer('Token-level');
  await expect(train.tokens).toHaveAttribute('data-layer', 'token');
});
