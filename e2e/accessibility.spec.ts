import { expect, test, type Page } from '@playwright/test';
import { expectNoViolations, expectNoViolationsInBothThemes } from './accessibility.ts';
import { takeSlowerBackend, withoutWebGpu } from './slowerBackend.ts';
import { StartPage } from './startPage.ts';
import { shortRun, TrainPage } from './trainPage.ts';

test.use(withoutWebGpu);

const isWiderThanWindow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

test('training, before a run and with its numbers, in both themes, wide and narrow', async ({
  page,
}) => {
  const train = new TrainPage(page);
  await train.open({ hash: shortRun });
  await takeSlowerBackend(page);
  await train.press('Settings');
  await expectNoViolationsInBothThemes(page);
  await train.press('Settings');
  await train.press('One step');
  await expect(train.state).toHaveText('Paused', { timeout: 120_000 });
  await train.tokens.focus();
  await page.keyboard.press('t');
  for (const title of ['Reward', 'KL', 'Entropy']) {
    const chart = page.getByRole('figure').filter({ hasText: new RegExp(`^${title}`) });
    await chart.getByText('Meaning and numbers').click();
    await expect(chart.getByRole('row')).toHaveCount(2);
    await expect(chart.getByRole('cell').first()).toHaveText(/\d/);
  }
  await expectNoViolationsInBothThemes(page);

  await page.setViewportSize({ width: 360, height: 740 });
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

test('every screen passes the accessibility check, in both themes, narrow and wide', async ({
  page,
}) => {
  const start = new StartPage(page);
  await start.open();
  await takeSlowerBackend(page);
  for (const name of await start.screens()) {
    await start.link(name).click();
    await expect(start.heading).toHaveText(name);
    await expectNoViolationsInBothThemes(page);
    await page.setViewportSize({ width: 360, height: 740 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, `${name} at 360 pixels`).toBeLessThanOrEqual(360);
    await page.setViewportSize({ width: 1280, height: 720 });
  }
});
