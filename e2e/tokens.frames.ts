/**
 * What the Token rewards screen costs the page for each move of the cursor and each hover, with 64 rollouts of 512
 * tokens: `npm run frames`. At 60 frames a second a frame has 16.7 ms. Training is in a worker and draws nothing here; what
 * is printed is processor time of the page's main thread, which other work on the machine changes little.
 */
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { rolloutSchema, type Rollout } from '../src/core/rollout.ts';
import { readBundle, writeBundle } from '../src/storage/bundle.ts';
import { packRollouts, unpackRollouts } from '../src/storage/packedRollouts.ts';
import { LibraryPage } from './libraryPage.ts';
import { TokensPage } from './tokensPage.ts';
import { TrainPage } from './trainPage.ts';

const length = 512;
const moves = 200;

/** The same rollout with its tokens again and again, and all that belongs to each of them. */
function lengthen(rollout: Rollout): Rollout {
  const count = rollout.tokens.length;
  const again = <T>(values: readonly T[]) => Array.from({ length }, (_, t) => values[t % count]);
  const longer = Object.entries(rollout).map(([key, value]) => [
    key,
    Array.isArray(value) &&
    value.length === count &&
    key !== 'groupRewards' &&
    key !== 'rewardParts'
      ? again<unknown>(value)
      : value,
  ]);
  const tokens = again(rollout.tokens);
  return rolloutSchema.parse({
    ...Object.fromEntries(longer),
    tokens,
    completion: tokens.join(''),
  });
}

async function mainThreadSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
}

/** Milliseconds of the main thread for each of `moves` acts. */
async function cost(page: Page, act: (i: number) => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await mainThreadSeconds(session);
  for (let i = 0; i < moves; i += 1) {
    await act(i);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  const after = await mainThreadSeconds(session);
  await session.detach();
  return (1000 * (after - before)) / moves;
}

/** Middles of the tokens in the window. */
const placesOfTokens = (screen: TokensPage) =>
  screen.tokens.locator('[data-index]').evaluateAll((all) =>
    all
      .map((token) => token.getBoundingClientRect())
      .filter(({ top, bottom }) => top >= 0 && bottom <= innerHeight)
      .map(({ x, y, width, height }): [number, number] => [x + width / 2, y + height / 2]),
  );

test('64 rollouts of 512 tokens', async ({ page }) => {
  test.setTimeout(1_200_000);
  const train = new TrainPage(page);
  const library = new LibraryPage(page);
  const screen = new TokensPage(page);
  await train.open({ hash: '#v=1&screen=train&maxSteps=1&evalSteps=1000' });
  await expect(train.button('Start')).toBeEnabled({ timeout: 120_000 });
  await train.press('Start');
  await expect(train.state).toHaveText('Running');
  await expect(train.state).toHaveText('Stopped', { timeout: 300_000 });
  await library.show('Library');
  const { buffer } = await library.export(0, 'Run bundle');
  const bundle = readBundle(buffer);
  const rollouts = new Map(
    [...bundle.rollouts].map(([step, packed]) => [
      step,
      packRollouts(unpackRollouts(packed).map(lengthen)),
    ]),
  );
  await library.openBundle({
    name: 'long.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(writeBundle({ ...bundle, rollouts })),
  });
  const imported = page.locator('li.entry').filter({ hasText: 'Imported' });
  await imported.getByRole('button', { name: /^Show/ }).click();
  await train.show('Token rewards');
  await expect(screen.tokens.locator('[data-index]')).toHaveCount(length);
  await screen.tokens.focus();
  await screen.press('Home');
  const arrow = await cost(page, () => page.keyboard.press('ArrowRight'));
  const places = await placesOfTokens(screen);
  const hover = await cost(page, (i) => page.mouse.move(...places[i % places.length]));
  const rest = await cost(page, () => Promise.resolve());
  console.log(
    `Main thread, ms: ${arrow.toFixed(1)} for a move of the cursor, ${hover.toFixed(1)} for a hover, ${rest.toFixed(1)} for a frame at rest; each over ${moves}.`,
  );
});
