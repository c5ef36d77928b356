import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ok, type Result } from '../../core/failure.ts';
import { rolloutSchema } from '../../core/rollout.ts';
import type { PairReading, PairReport } from '../../worker/pairContract.ts';
import { mountPage } from '../fixtures/mountPage.tsx';
import { sampleStep } from '../fixtures/sampleStep.ts';

const report: PairReport = {
  format: 'sven',
  read: 83,
  badRows: 52,
  firstBadRows: Array.from({ length: 50 }, (_, i) => ({
    line: 3 + i,
    message: 'func_src_after is missing, so it is no row',
    advice: 'Correct the row.',
  })),
  unfit: [{ reason: 'context', count: 66 }],
  lints: [{ code: 'duplicate', meaning: 'An earlier pair has the same two sides.', count: 2 }],
  context: 256,
  prompts: Int32Array.from({ length: 17 }, () => 50),
  sides: Int32Array.from({ length: 17 }, (_, i) => 80 + i),
  pairs: new Blob(['{}\n']),
};

let mounted: Awaited<ReturnType<typeof mountPage>> | null = null;
afterEach(() => mounted?.unmount());

/** The Data screen with a reader whose answers the test gives. */
async function mount() {
  const readings: (PairReading & { answer: (result: Result<PairReport> | null) => void })[] = [];
  const started: (Blob | null)[] = [];
  mounted = await mountPage(
    {
      start: (_, pairs) => {
        started.push(pairs);
        return Promise.resolve(ok('a'));
      },
    },
    (reading) =>
      new Promise((answer) => {
        reading.signal.addEventListener('abort', () => answer(null));
        readings.push({ ...reading, answer });
      }),
    'data',
  );
  await expect.element(page.getByRole('button', { name: 'Choose a file of pairs' })).toBeVisible();
  return { ...mounted, readings, started };
}

const file = (name: string, size = 10) => new File(['x'.repeat(size)], name);
async function choose(chosen: File) {
  const input = document.querySelector('input[type=file]');
  if (input === null) throw new Error('There is no file input.');
  await userEvent.upload(input, chosen);
}
const result = () => page.getByRole('status').filter({ hasText: 'pairs' });
const open = (name: string) => page.getByRole('navigation').getByRole('link', { name }).click();
async function start() {
  await open('Train');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
}
const yours = (count: number) => page.getByRole('radio', { name: `Your pairs (${count})` });

describe('your own pairs', () => {
  it('shows progress in bytes, the counts with their reasons, and the first bad rows', async () => {
    const { readings, store } = await mount();
    await choose(file('mine.jsonl', 3_000_000));
    await expect.poll(() => readings.length).toBe(1);
    readings[0].onProgress('sven', 1_500_000);
    const progress = page.getByRole('progressbar', { name: 'Reading mine.jsonl' });
    await expect.element(progress).toHaveAttribute('aria-valuetext', '1.5 MB of 3 MB');
    readings[0].answer(ok(report));
    await expect
      .element(result())
      .toHaveTextContent('Read 83 pairs here, nothing was sent. 17 can train with this model.');
    await expect.element(progress).not.toBeInTheDocument();
    await expect.element(result()).toHaveTextContent(/66 Prompt and longer side exceed/);
    await expect.element(result()).toHaveTextContent(/2 An earlier pair has the same two sides/);
    const rows = page.getByRole('list', { name: 'Bad rows' });
    await expect
      .element(rows)
      .toHaveTextContent(/^Line 3 func_src_after.*Correct the row.*and 2 more/);
    store.setState(({ config }) => ({ config: { ...config, maxCompletionLength: 90 } }));
    await expect.element(result()).toHaveTextContent(/11 can train.*6 The longer side exceeds/);
  });

  it('can be cancelled and read in another format from the keyboard', async () => {
    const { readings } = await mount();
    await choose(file('mine.csv'));
    await expect.poll(() => readings.length).toBe(1);
    await page.getByLabelText('Format').selectOptions('csv');
    await expect.poll(() => readings.map(({ format }) => format)).toEqual([null, 'csv']);
    const cancel = page.getByRole('button', { name: 'Cancel' });
    (cancel.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(cancel).not.toBeInTheDocument();
    expect(readings.every(({ signal }) => signal.aborted)).toBe(true);
  });

  it('keeps earlier pairs when a file gives none', async () => {
    const { readings } = await mount();
    await choose(file('good.jsonl'));
    await expect.poll(() => readings.length).toBe(1);
    readings[0].answer(ok(report));
    await expect.element(yours(17)).toBeEnabled();
    await choose(file('bad.jsonl'));
    await expect.poll(() => readings.length).toBe(2);
    readings[1].answer(
      ok({ ...report, read: 0, prompts: new Int32Array(), sides: new Int32Array() }),
    );
    await expect
      .element(result())
      .toHaveTextContent(/bad\.jsonl gave no pairs.*earlier pairs are still there.*Read 83/);
    await expect.element(yours(17)).toBeEnabled();
  });

  it('trains on them only when asked, and says that no tests run', async () => {
    const { readings, started, say } = await mount();
    await choose(file('mine.jsonl'));
    await expect.poll(() => readings.length).toBe(1);
    readings[0].answer(ok(report));
    const note = page.getByText(
      /No tests run for these: the outcome is similarity to the repair and/,
    );
    await expect.element(yours(17)).toBeVisible();
    await expect.element(note).not.toBeInTheDocument();
    await start();
    await open('Data');
    await yours(17).click();
    await expect.element(note).toBeVisible();
    await start();
    await expect.poll(() => started).toEqual([null, report.pairs]);
    say({ kind: 'state', state: 'running', runId: 'a', step: 1 });
    say({ kind: 'pairs', runId: 'a', count: 17 });
    await open('Data');
    await page.getByRole('radio', { name: 'The shipped corpus' }).click();
    await expect.element(note).toHaveTextContent(/counts from the next run on/);
  });

  it('shows the similarity where an embedded rollout shows its tests', async () => {
    const { say } = await mount();
    await open('Token rewards');
    const [first] = sampleStep(1, 1);
    const finding = { rule: 'c-copy', cwe: 'CWE-120', start: 0, end: 6, message: 'It overflows.' };
    const rollout = rolloutSchema.parse({
      ...first,
      outcome: { ...first.outcome, cases: [], similarity: 0.42, findings: [finding] },
      rewardParts: [
        { name: 'similarity', value: 0.42, weight: 1 },
        { name: 'findings', value: 1, weight: -0.5 },
      ],
    });
    say({ kind: 'rollout', runId: 'a', rollout });
    const outcome = page.getByRole('region', { name: 'Similarity and findings' });
    await expect.element(outcome).toHaveTextContent(/0\.42.*nothing was run.*It overflows\./);
    await expect.element(page.getByRole('option', { name: /similarity 0\.42/ })).toBeVisible();
    await expect
      .element(page.getByRole('complementary', { name: 'Why this token' }))
      .toHaveTextContent(/similarity0\.42 × 1findings1 × −0\.5/);
  });
});
