import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { StartPage } from './startPage.ts';
import { TrainPage } from './trainPage.ts';

test('screens change by keyboard, take the focus, name the page and keep the settings', async ({
  page,
}) => {
  const start = new StartPage(page);
  await start.open('#v=1&seed=7');
  await expect(page).toHaveTitle('Start · PatchGrad');
  await start.link('Train').focus();
  await page.keyboard.press('Enter');
  await expect(start.heading).toHaveText('Train');
  await expect(start.heading).toBeFocused();
  await expect(page).toHaveTitle('Train · PatchGrad');
  await expect(start.link('Train')).toHaveAttribute('aria-current', 'page');
  await expect(page).toHaveURL(/#v=1&screen=train&seed=7$/);

  const train = new TrainPage(page);
  await train.press('Settings');
  await page.getByRole('textbox', { name: 'Seed' }).fill('8');
  await page.goBack();
  await expect(start.heading).toHaveText('Start');
  await expect(page).toHaveURL(/#v=1&seed=8$/);
  await page.goForward();
  await expect(start.heading).toHaveText('Train');
});

test('the first paint needs at most 300 kB of scripts, workers apart', async ({ page }) => {
  const start = new StartPage(page);
  await start.open();
  await expect(start.heading).toBeVisible();
  const scripts = await page.evaluate(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
    return performance
      .getEntriesByType('resource')
      .filter(({ name, startTime }) => /\.js$/u.test(name) && startTime <= paint)
      .map(({ name }) => name)
      .filter((name) => !/[wW]orker-/u.test(name));
  });
  const bodies = await Promise.all(
    scripts.map(async (address) => (await page.request.get(address)).body()),
  );
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  expect(scripts.length).toBeGreaterThan(3);
  expect(bytes).toBeLessThanOrEqual(300_000);
});

test('a run goes on while screens change', async ({ page }) => {
  const start = new StartPage(page);
  const train = new TrainPage(page);
  await train.openAfterOneStep();
  await start.link('Start').click();
  await expect(page.getByRole('link', { name: /^Paused/ })).toBeVisible();
  await page.getByRole('button', { name: 'Go to the run' }).click();
  await expect(train.tokens).toBeVisible();
  await expect(train.state).toHaveText('Paused');
});

test('the start says what this machine can do, and that nothing was sent', async ({ page }) => {
  const start = new StartPage(page);
  await start.open();
  await expect(page.getByText('This is a software adapter')).toBeVisible({ timeout: 60_000 });
  await expect(start.sent).toContainText('0 bytes sent');
  await page.getByRole('textbox', { name: 'Link' }).fill('hello');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('There is no experiment in this text.')).toBeVisible();
  const link = `${page.url()}#v=1&screen=train&seed=9`;
  await page.getByRole('textbox', { name: 'Link' }).fill(link);
  await page.keyboard.press('Enter');
  await expect(start.heading).toHaveText('Train');
  await expect(page.getByRole('button', { name: /Seed is 9/ })).toBeVisible();
  // The adapter's badge stands beside the links and takes none of their room.
  for (const language of ['de', 'en']) {
    await start.language.selectOption(language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    for (const width of [1920, 1440, 1366, 1024]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await start.cutLinks(), `${language}, ${width} pixels`).toEqual([]);
    }
  }
});

test('a link to a screen that is not there leads to the start and says so', async ({ page }) => {
  const start = new StartPage(page);
  await start.open('#v=1&screen=kitchen');
  await expect(start.heading).toHaveText('Start');
  await expect(page.getByText('“kitchen”')).toBeVisible();
});

test('speaks German when asked, and remembers it', async ({ page }) => {
  const start = new StartPage(page);
  await start.open();
  await start.language.selectOption('de');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('button', { name: 'Training starten' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Training starten' })).toBeVisible();
});
