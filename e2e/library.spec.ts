import { expect, test, type Page } from '@playwright/test';
import { expectNoViolationsInBothThemes } from './accessibility.ts';
import { LibraryPage } from './libraryPage.ts';
import { takeSlowerBackend, withoutWebGpu } from './slowerBackend.ts';
import { TrainPage } from './trainPage.ts';

test.use(withoutWebGpu);

const tinyRun =
  '#v=1&screen=train&promptsPerStep=1&numGenerations=2&maxCompletionLength=16&evalPrompts=8&evalSteps=2&saveSteps=1000';

const setup = (page: Page) => ({ train: new TrainPage(page), library: new LibraryPage(page) });

test('a reload costs nothing: the run goes on, and opens in another browser', async ({
  page,
  browser,
}) => {
  const { train, library } = setup(page);
  await train.open({ hash: `${tinyRun}&maxSteps=3` });
  await takeSlowerBackend(page);
  for (const step of ['1', '2']) {
    await train.press('One step');
    await expect
      .poll(() => train.tableOf('Reward').then((rows) => rows.at(-1)?.[0]), { timeout: 120_000 })
      .toBe(step);
    await expect(train.state).toHaveText('Paused');
  }
  const before = await train.tableOf('Reward');
  await library.keeps(2);
  await library.reload();
  await takeSlowerBackend(page);
  await expect(library.offer).toContainText('interrupted after step 2');
  await library.offer.getByRole('button', { name: 'Resume from step 2' }).click();
  await expect(train.state).toHaveText('Stopped', { timeout: 150_000 });
  const after = await train.tableOf('Reward');
  expect(after.map(([step]) => step)).toEqual(['1', '2', '3']);
  expect(after.slice(0, 2)).toEqual(before);

  await library.show('Library');
  await expect(library.runs).toHaveCount(1);
  await expect(library.run(0)).toContainText(/Stopped.*step 3 of 3/);
  const csv = await library.export(0, 'Metrics, CSV');
  expect(csv.text.split('\r\n').map((line) => line.split(',')[0])).toEqual([
    'step',
    '0',
    '1',
    '2',
    '3',
    '',
  ]);
  const completions = await library.export(0, 'Completions, JSONL');
  expect(Object.keys(JSON.parse(completions.text.split('\n')[0]) as object)).toEqual(
    expect.arrayContaining(['step', 'prompt', 'completion', 'advantage', 'token_rewards']),
  );
  const { name, buffer } = await library.export(0, 'Run bundle');

  const elsewhere = await browser.newContext();
  const other = setup(await elsewhere.newPage());
  await other.train.open({ hash: '#v=1&screen=library' });
  await takeSlowerBackend(other.train.page);
  await other.library.openBundle({
    name: 'notes.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('no zip'),
  });
  await expect(other.library.alert).toHaveAttribute('data-code', 'bundle-invalid');
  // The other door to it.
  await other.train.show('Start');
  await other.train.page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/zip', buffer });
  await expect(other.library.run(0)).toContainText(/step 3 of 3.*Imported/);
  await other.library.run(0).getByRole('button', { name: /^Show/ }).click();
  await expect(other.train.state).toBeVisible();
  expect(await other.train.tableOf('Reward')).toEqual(after);
  await elsewhere.close();
});

test('two runs compared: what differs, one band of two seeds, and the figure as a file', async ({
  page,
}) => {
  const { train, library } = setup(page);
  for (const seed of [1, 2]) {
    await train.open({ hash: `${tinyRun}&maxSteps=1&seed=${seed}` });
    // The second address changes the settings and loads nothing.
    if (seed === 1) await takeSlowerBackend(page);
    await expect(train.button('Start')).toBeEnabled({ timeout: 120_000 });
    await train.press('Start');
    // The first run has stopped, too.
    await expect(train.state).toHaveText('Running');
    await expect(train.state).toHaveText('Stopped', { timeout: 150_000 });
  }
  await library.show('Library');
  await expect(library.runs).toHaveCount(2);
  for (const i of [0, 1]) await library.run(i).getByRole('checkbox').press('Space');
  await expectNoViolationsInBothThemes(page);
  await page.getByRole('link', { name: 'Compare 2 runs' }).click();
  const table = page.getByRole('region', { name: 'Runs' }).getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveText([
    'Run',
    'State',
    'Steps',
    'func-sec@1',
    'Seed',
  ]);
  await page.getByLabel('Metric').selectOption('reward');
  await expect(page.getByRole('img', { name: /^reward by step, 1 line/ })).toBeVisible();
  await expect(page.getByText('mean of 2 seeds')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Overlay' })).toContainText('seeds 1, 2');
  await expect(page.getByRole('img', { name: /^func-sec@1 by weakness/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'The same prompt' })).toBeVisible();
  for (const kind of ['SVG', 'PNG']) {
    const saving = page.waitForEvent('download');
    await page
      .getByRole('button', { name: `Save as ${kind}` })
      .first()
      .click();
    expect((await saving).suggestedFilename()).toBe(`patchgrad-reward.${kind.toLowerCase()}`);
  }
  await expectNoViolationsInBothThemes(page);
  await page.setViewportSize({ width: 360, height: 740 });
  for (const screen of ['Compare', 'Library'] as const) {
    await library.show(screen);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
    ).toBe(false);
  }

  await library
    .run(0)
    .getByRole('button', { name: /^Delete/ })
    .click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(library.runs).toHaveCount(1);
});

test('a full storage is told, stops nothing and costs nothing that was there', async ({
  page,
  baseURL,
}) => {
  const { train, library } = setup(page);
  await train.open({ hash: `${tinyRun}&maxSteps=9` });
  await takeSlowerBackend(page);
  await train.press('One step');
  await expect(train.state).toHaveText('Paused', { timeout: 150_000 });
  await library.keeps(1);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: baseURL ?? '', quotaSize: 1e5 });
  await train.press('One step');
  const trouble = page.getByRole('alert').filter({ hasText: 'storage of this browser is full' });
  await expect(trouble).toBeVisible({ timeout: 150_000 });
  await expect(trouble).toContainText('Training goes on');
  await expect.poll(() => train.tableOf('Reward').then((rows) => rows.at(-1)?.[0])).toBe('2');
  await library.reload();
  await expect(library.offer.getByRole('button')).toHaveText(['Not now', 'Resume from step 1']);
});
