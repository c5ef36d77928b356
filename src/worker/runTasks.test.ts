import { describe, expect, it } from 'vitest';
import { FailureError } from '../core/failure.ts';
import { runConfigSchema } from '../core/runConfig.ts';
import { blockParts } from './pairBlob.ts';
import { requireSameTasks, taskSource } from './runTasks.ts';

const model = { max_position_embeddings: 100 };
const settings = runConfigSchema.parse({ maxCompletionLength: 20 });
const parts = blockParts();
parts.add(
  { id: 'a', prompt: 'Do it.', vulnerable: 'f(a)', secure: 'g(a)', cwe: '', language: '' },
  { prompt: 9, side: 5 },
);
const pairs = parts.toBlob();

const failureOf = async (act: () => unknown) => {
  try {
    await act();
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
  }
  throw new Error('There was no failure.');
};

describe('the tasks of a run', () => {
  it('come from the corpus or from the pairs', async () => {
    expect((await taskSource(null, model, settings)).taskAt(0).tests).not.toBeNull();
    const own = await taskSource(pairs, model, settings);
    expect(own.taskAt(5)).toMatchObject({ prompt: '// Do it.\n', tests: null });
    expect(own.pairs?.count).toBe(1);
  });

  it('need a pair that fits the settings', async () => {
    const short = { ...settings, maxCompletionLength: 4 };
    const failure = await failureOf(() => taskSource(pairs, model, short));
    expect(failure).toMatchObject({ code: 'config-invalid' });
    expect(failure.message).toMatch(/None of your pairs fits .* at most 4 tokens/);
  });

  it('are the same when a run goes on', async () => {
    const own = await taskSource(pairs, model, settings);
    requireSameTasks(own, { pairs: own.pairs?.fingerprint ?? '' });
    const failure = await failureOf(() => requireSameTasks(own, { pairs: null }));
    expect(failure.message).toMatch(/trained on other pairs/);
  });
});
