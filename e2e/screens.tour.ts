/**
 * Pictures of every screen, in both themes and in a narrow window, for docs/screens: `npm run screenshots`. Two short
 * runs of the shipped model fill them, so it takes a few minutes.
 */
import { mkdir } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { TrainPage } from './trainPage.ts';

const folder = 'docs/screens';

const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

/** The steps of a run are few, its groups those of the default, so that the pictures show what a user sees. */
const run = (seed: number) => `#v=1&screen=train&maxSteps=5&evalSteps=1&seed=${seed}`;

/** The fonts are there, nothing is loading, and no pointer rests on anything. */
async function settle(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

async function picture(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settle(page);
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
}

test('pictures of every screen', async ({ page }) => {
  test.setTimeout(1_800_000);
  await mkdir(folder, { recursive: true });
  await page.setViewportSize(wide);
  const train = new TrainPage(page);
  for (const seed of [1, 2]) {
    await train.open({ hash: run(seed) });
    await expect(train.button('Start')).toBeEnabled({ timeout: 120_000 });
    await train.press('Start');
    await expect(train.state).toHaveText('Running');
    await expect(train.state).toHaveText('Stopped', { timeout: 800_000 });
  }
  const links = page.getByRole('navigation', { name: 'Screens' }).getByRole('link');
  for (const name of await links.allTextContents()) {
    await train.show(name);
    await page.setViewportSize(wide);
    await picture(page, fileName(name));
    await page.setViewportSize(narrow);
    await picture(page, `${fileName(name)}-narrow`);
  }
});

const fileName = (screen: string) => screen.toLowerCase().replaceAll(' ', '-');
