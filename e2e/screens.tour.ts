/**
 * Pictures of every screen, in both themes and in a narrow window, for docs/screens: `npm run screenshots`. Two short
 * runs of the shipped model fill them, so it takes a few minutes.
 */
import { mkdir } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { GeneratePage } from './generatePage.ts';
import { TrainPage } from './trainPage.ts';

const folder = 'docs/screens';

const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

/** The steps of a run are few, its groups those of the default, so that the pictures show what a user sees. */
const run = '#v=1&screen=train&maxSteps=10&evalSteps=2';

/** The outcome alone, then token rewards too: Compare has two curves, and the later run is the one that is shown. */
const runs = [`${run}&tokenAdvantageWeight=0`, run];

// As in any browser, the page is kept for use without network.
test.use({ serviceWorkers: 'allow' });

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
    await page.evaluate(() => scrollTo({ top: 0 }));
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
}

/** What a reader does on a screen before there is something to see. */
const preparations: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'Token rewards': async (page) => {
    await page.getByRole('listbox', { name: /^Tokens of the completion/ }).focus();
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Enter');
  },
  Generate: async (page) => {
    const screen = new GeneratePage(page);
    await screen.generate.click();
    // The shipped model, and what the run made of it.
    await expect(page.locator('.verdict')).toHaveCount(2, { timeout: 120_000 });
    await screen.goTo(5);
  },
  Vul2Safe: async (page) => {
    await page.getByRole('button', { name: 'Open the worked example' }).click();
    await expect(page.getByText('3 of 3 items ended')).toBeVisible();
  },
};

test('pictures of every screen', async ({ page }) => {
  test.setTimeout(1_800_000);
  await mkdir(folder, { recursive: true });
  await page.setViewportSize(wide);
  const train = new TrainPage(page);
  for (const hash of runs) {
    await train.open({ hash });
    await expect(train.button('Start')).toBeEnabled({ timeout: 120_000 });
    await train.press('Start');
    await expect(train.state).toHaveText('Running');
    await expect(train.state).toHaveText('Stopped', { timeout: 800_000 });
  }
  const links = page.getByRole('navigation', { name: 'Screens' }).getByRole('link');
  const names = await links.allTextContents();
  for (const name of names) {
    await train.show(name);
    await preparations[name]?.(page);
    await picture(page, fileName(name));
  }
  await page.setViewportSize(narrow);
  for (const name of names) {
    await train.show(name);
    await picture(page, `${fileName(name)}-narrow`);
  }
  await train.show('Start');
  await page.getByRole('button', { name: 'Begin the lesson' }).click();
  await picture(page, 'lesson-narrow');
  await page.setViewportSize(wide);
  await picture(page, 'lesson');
});

const fileName = (screen: string) => screen.toLowerCase().replaceAll(' ', '-');
