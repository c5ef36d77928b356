import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { expectNoViolations, expectNoViolationsInBothThemes } from './accessibility.ts';
import { takeSlowerBackend, withoutWebGpu } from './slowerBackend.ts';
import { TrainPage } from './trainPage.ts';

test.use(withoutWebGpu);

const pairs = fileURLToPath(new URL('fixtures/pairs.jsonl', import.meta.url));
const shortRun =
  '#v=1&screen=train&promptsPerStep=2&numGenerations=2&maxCompletionLength=64&evalPrompts=8&evalSteps=1000';

test('imports pairs, tells the bad row, and trains a step on them', async ({ page }) => {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.url());
  });
  const train = new TrainPage(page);
  await train.open({ hash: shortRun });
  await takeSlowerBackend(page);
  await train.importPairs(pairs);
  const result = page.getByRole('status').filter({ hasText: 'Read 3 pairs here' });
  await expect(result).toContainText('nothing was sent. 2 can train with this model.');
  await expect(result).toContainText(/1\s*Both sides are the same code/);
  await expect(result).toContainText(/1\s*The row names no license/);
  await expect(page.getByRole('list', { name: 'Bad rows' })).toHaveText(
    /^Line 3 secure is missing.*Correct the row/,
  );
  await expect(page.getByLabel('Format')).toHaveValue('patchgrad');

  await page.getByRole('radio', { name: 'Your pairs (2)' }).click();
  const note = page.getByText(
    /^No tests run for these: the outcome is similarity to the repair and static findings/,
  );
  await expect(note).toBeVisible();
  await expect(page.getByText('The 2 pairs of your file that fit the model.')).toBeVisible();
  await expect(page.getByTestId('marked-secure')).toContainText(/[1-9]\d* of \d+ tokens marked/);
  await expectNoViolations(page);
  await train.show('Train');
  await train.press('One step');
  await expect(train.state).toHaveText('Paused', { timeout: 120_000 });
  await expect(train.tokens.getByRole('option').first()).toHaveAttribute('data-level', /-?\d/);
  await expect(note).toBeVisible();
  await page.getByRole('link', { name: 'Open in Token rewards' }).click();
  await expect(train.inspector).toContainText(/similarity.*×.*1/s);
  await expect(page.getByRole('region', { name: 'Similarity and findings' })).toContainText(
    'nothing was run',
  );
  expect(sent).toEqual([]);

  await expectNoViolationsInBothThemes(page);
});

test('a file that gives no pairs costs nothing that was there', async ({ page }) => {
  const train = new TrainPage(page);
  await train.open();
  await train.importPairs(pairs);
  const choice = page.getByRole('radio', { name: 'Your pairs (2)' });
  await choice.click();
  await train.importPairs({
    name: 'notes.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('no pairs\n'),
  });
  const result = page.getByRole('status').filter({ hasText: 'notes.txt gave no pairs' });
  await expect(result).toContainText('Your earlier pairs are still there');
  await expect(result).toContainText('Read 3 pairs here');
  await expect(choice).toBeChecked();
});
