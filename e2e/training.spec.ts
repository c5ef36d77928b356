import { expect, test } from '@playwright/test';
import { shortRun, TrainPage } from './trainPage.ts';

test('one click brings coloured tokens, and nothing leaves the page', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== baseURL) foreign.push(request.url());
    if (request.method() !== 'GET') foreign.push(`${request.method()} ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const train = new TrainPage(page);
  await train.open({ hash: '' });
  await expect(train.adapter.first()).toContainText('software adapter: slow');
  await train.press('Start training');
  await expect(page).toHaveTitle('Train · PatchGrad');
  await expect(train.tokens).toBeVisible();
  await expect(train.tokens.getByRole('option').first()).toHaveAttribute('data-level', /-?\d/);
  await expect(page.getByText('Nothing is uploaded')).toBeVisible();
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
});

test('does one step, goes on, pauses, asks before it is left, and stops', async ({ page }) => {
  const train = new TrainPage(page);
  await train.open({ hash: shortRun.replace('&screen=train', '') });
  await train.press('One step only');
  await expect(page).toHaveTitle('Train · PatchGrad');
  await expect(train.state).toHaveText('Paused', { timeout: 120_000 });
  await expect(page.getByRole('progressbar', { name: 'Steps done' })).toHaveAttribute(
    'aria-valuenow',
    '1',
  );
  await train.press('Resume');
  await expect(train.state).toHaveText('Running');
  await train.press('Pause');
  await expect(train.state).toHaveText('Paused', { timeout: 120_000 });
  const steps = page.getByRole('progressbar', { name: 'Steps done' });
  const before = Number(await steps.getAttribute('aria-valuenow'));
  await train.press('One step');
  await expect(steps).toHaveAttribute('aria-valuenow', String(before + 1), { timeout: 120_000 });
  await expect(train.state).toHaveText('Paused');
  await train.press('Resume');
  await expect(train.state).toHaveText('Running');
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await train.press('Stop');
  await expect(train.state).toHaveText('Stopped', { timeout: 120_000 });
  await expect(train.button('Stop')).toBeDisabled();
  await expect(train.tokens).toBeVisible();
});

test('goes on while the timers of the page stand still, as they nearly do in a hidden tab', async ({
  page,
}) => {
  await page.clock.install();
  const train = new TrainPage(page);
  await train.open({ hash: shortRun });
  await train.press('Start');
  await expect(train.state).toHaveText('Running');
  await page.clock.pauseAt(Date.now() + 3_600_000);
  const stepsDone = async () =>
    Number(
      await page.getByRole('progressbar', { name: 'Steps done' }).getAttribute('aria-valuenow'),
    );
  const before = await stepsDone();
  await expect.poll(stepsDone, { timeout: 120_000 }).toBeGreaterThan(before + 1);
});

test('keeps the settings in the address and says what it cannot use', async ({ page }) => {
  const train = new TrainPage(page);
  await train.open({ hash: '#v=1&screen=train&alpha=0.5&colour=red' });
  await expect(page.getByText('“colour”')).toBeVisible();
  await expect(page.getByRole('button', { name: /α is 0.5; reset/ })).toBeVisible();
  await train.press('Settings');
  await page.getByRole('textbox', { name: 'Seed' }).fill('7');
  await expect(page).toHaveURL(/#v=1&screen=train&seed=7&alpha=0\.5$/);
  await train.press('Reset all');
  await expect(page).toHaveURL(/#v=1&screen=train$/);
});

test('a link opens the same experiment in another browser: the same tokens, the same rewards', async ({
  page,
  browser,
}) => {
  const train = new TrainPage(page);
  await train.open({ hash: shortRun });
  await train.press('Settings');
  await page.getByRole('textbox', { name: 'Seed' }).fill('7');
  await expect(page).toHaveURL(/seed=7/);
  const link = page.url();
  const elsewhere = await browser.newContext();
  const other = new TrainPage(await elsewhere.newPage());
  await other.page.goto(link);
  const shown: (readonly (readonly [string, string | null])[])[] = [];
  for (const side of [train, other]) {
    await side.press('One step');
    await expect(side.state).toHaveText('Paused', { timeout: 120_000 });
    const tokens = side.tokens.locator('[data-index]');
    shown.push(
      await tokens.evaluateAll((all) =>
        all.map((token) => [token.textContent, token.getAttribute('data-value')] as const),
      ),
    );
  }
  expect(shown[0].length).toBeGreaterThan(0);
  expect(shown[1]).toEqual(shown[0]);
  await elsewhere.close();
});
