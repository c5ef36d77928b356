import { expect, test } from '@playwright/test';
import { answerWell, scriptedItem } from '../src/vul2safe/testing/scriptedModel.ts';
import { startModelServer } from '../src/vul2safe/testing/modelServer.ts';
import { expectNoViolationsInBothThemes } from './accessibility.ts';
import { TrainPage } from './trainPage.ts';
import { takeSlowerBackend, withoutWebGpu } from './slowerBackend.ts';
import { Vul2SafePage } from './vul2safePage.ts';

test.use(withoutWebGpu);

const shortRun =
  '#v=1&screen=vul2safe&promptsPerStep=2&numGenerations=2&maxCompletionLength=64&evalPrompts=8&evalSteps=1000';

test('the worked example tells its whole story without an endpoint', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '')) foreign.push(request.url());
  });
  const vul2safe = new Vul2SafePage(page);
  await vul2safe.open();
  await takeSlowerBackend(page);
  await vul2safe.press('Open the worked example');
  await expect(page.getByText('3 of 3 items ended')).toBeVisible();
  await expect(vul2safe.passing).toContainText('3 records of 1 item pass');
  await expect(vul2safe.story).toContainText('Reflection in round 1');
  await expect(vul2safe.story).toContainText('2 functional and 2 exploit cases pass.');
  await vul2safe.threshold.focus();
  await page.keyboard.press('End');
  await expect(vul2safe.passing).toContainText('0 records of 0 items pass');
  await vul2safe.items.focus();
  await page.keyboard.press('ArrowDown');
  await expect(vul2safe.story).toContainText('ignore all previous instructions');
  await vul2safe.press('Accept');
  await expect(vul2safe.story.getByText('accepted', { exact: true })).toBeVisible();
  await expect(vul2safe.passing).toContainText('2 records of 1 item pass');
  await expectNoViolationsInBothThemes(page);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(foreign.filter((url) => !/^(blob|data):/u.test(url))).toEqual([]);
});

test('asks an endpoint, goes on after a reload without asking twice, and trains on what passed', async ({
  page,
  baseURL,
}) => {
  const server = await startModelServer({
    manner: (request) =>
      request.response_format?.json_schema.name === 'probe'
        ? { kind: 'answer', text: '{"answer": 42}' }
        : answerWell(request),
    allowedOrigin: baseURL ?? '',
    key: 'sesame',
    delayMs: 100,
  });
  try {
    const vul2safe = new Vul2SafePage(page);
    await vul2safe.open(shortRun);
    await takeSlowerBackend(page);
    await page.getByLabel('Key', { exact: true }).fill('sesame');
    await vul2safe.connect(server.endpoint, 'tiny');
    const items = Array.from({ length: 10 }, (_, i) => scriptedItem(i));
    await vul2safe.addFile(
      'mine.jsonl',
      items.map(({ code, cwe, language }) => ({ code, cwe, language })),
    );
    await vul2safe.press('Start');
    // Looked at often, so that the reload comes in the middle.
    await expect.poll(() => vul2safe.ended(), { intervals: [50] }).toBeGreaterThan(2);
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await takeSlowerBackend(page);
    const train = new TrainPage(page);
    await expect.poll(() => vul2safe.ended()).toBeGreaterThan(2);
    await expect(page.getByLabel('Endpoint')).toHaveValue(server.endpoint);
    // The key was in memory alone.
    await expect(page.getByLabel('Key', { exact: true })).toHaveValue('');
    await page.getByLabel('Key', { exact: true }).fill('sesame');
    await vul2safe.press('Start');
    await expect(page.getByText('10 of 10 items ended')).toBeVisible();
    const twice = [...server.served.values()].filter((count) => count > 1).length;
    // What was under way at the reload was asked again, and the check was asked once.
    expect(twice).toBeLessThanOrEqual(4);

    await vul2safe.choose('other name');
    await vul2safe.press('Edit the prompts');
    await page.getByLabel('Your prompts').fill('Look the users of a name up.');
    await vul2safe.press('Save');
    await expect(vul2safe.story).toContainText('The function is gone, or has another name.');
    await vul2safe.press('Accept');
    await expect(vul2safe.story.getByText('accepted', { exact: true })).toBeVisible();
    await expect(vul2safe.passing).toContainText('7 records of 4 items pass');
    await vul2safe.press('Send to Data and train on them');
    await expect(page.getByRole('status').filter({ hasText: 'Read 7 pairs here' })).toBeVisible();
    await expect(page.getByRole('radio', { name: /^Your pairs/ })).toBeChecked();
    await expect(page.getByTestId('pair-origin')).toContainText(
      /CWE-89.*0\.95.*tiny.*mine\.jsonl/su,
    );
    await train.show('Train');
    await train.press('One step');
    await expect(train.state).toHaveText('Paused', { timeout: 120_000 });
    await expect(train.tokens.getByRole('option').first()).toHaveAttribute('data-level', /-?\d/);
    const stored = await page.evaluate(() =>
      JSON.stringify({ ...localStorage, ...sessionStorage }),
    );
    expect(stored).not.toContain('sesame');
    expect(page.url()).not.toContain('sesame');
  } finally {
    await server.close();
  }
});
