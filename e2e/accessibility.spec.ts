import { expect, test, type Page } from '@playwright/test';
import { expectNoViolations } from './accessibility.ts';
import { TrainPage } from './trainPage.ts';

const isWiderThanWindow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

/** Both themes of what is on the screen. */
async function expectNoViolationsInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoViolations(page);
  }
}

test('the empty page and its settings, in both themes', async ({ page }) => {
  const train = new TrainPage(page);
  await train.open();
  await expect(train.state).toHaveText('Ready');
  await train.press('Settings');
  await expectNoViolationsInBothThemes(page);
});

test('a run, with its tables open, in both themes', async ({ page }) => {
  const train = new TrainPage(page);
  await train.openAfterOneStep();
  await train.tokens.focus();
  await page.keyboard.press('t');
  await page.getByText('Meaning and numbers').first().click();
  await expectNoViolationsInBothThemes(page);
});

test('nothing is wider than a window of 360 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const train = new TrainPage(page);
  await train.openAfterOneStep();
  expect(await isWiderThanWindow(page)).toBe(false);
  await train.press('Settings');
  expect(await isWiderThanWindow(page)).toBe(false);
  await expectNoViolations(page);
});

test('the theme can be switched and is remembered', async ({ page }) => {
  const train = new TrainPage(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await train.open();
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await train.press('Dark');
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(train.button('Dark')).toHaveAttribute('aria-pressed', 'true');
  expect(await paper()).toBe(dark);
});
