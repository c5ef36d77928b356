import { describe, expect, it } from 'vitest';
import type { Failure } from '../core/failure.ts';
import { runConfigSchema } from '../core/runConfig.ts';
import { resumableCheckpoint } from '../core/runRecord.ts';
import { bytesOfText } from './fileStore.ts';
import { createLibrary, resumeFiles } from './library.ts';
import { createMemoryFiles } from './memoryFiles.ts';
import { createRecorder, mostKeptSteps, type RunStart } from './recorder.ts';
import { createMemoryIndexStore, createRecordIndex } from './recordIndex.ts';

const start: RunStart = {
  id: 'abcd-1',
  name: 'first',
  config: runConfigSchema.parse({ seed: 7 }),
  engine: { backend: 'webgpu', adapter: 'x', isSoftware: true },
  base: 'base',
  modelFiles: [{ name: 'config.json', bytes: bytesOfText('{}') }],
  pairs: null,
};
const checkpointOf = (text: string) => [{ name: 'run.json', bytes: bytesOfText(text) }];

function arrange(limit: () => number = () => Infinity) {
  let clock = 1000;
  const files = createMemoryFiles(limit);
  const store = createMemoryIndexStore();
  const index = createRecordIndex(store);
  const troubles: (Failure | null)[] = [];
  const recorder = createRecorder({
    files,
    index,
    now: () => (clock += 1),
    onTrouble: (trouble) => troubles.push(trouble),
    onChange: () => undefined,
  });
  const library = createLibrary(files, index);
  return { files, store, index, recorder, library, troubles };
}

const step = (at: number, reward = at) =>
  ({ kind: 'step', step: at, metrics: { reward } }) as const;

describe('recorder', () => {
  it('writes a run down as it goes and keeps the checkpoint to go on from', async () => {
    const { recorder, library, files } = arrange();
    await recorder.begin(start);
    for (const at of [1, 2, 3, 4]) {
      await recorder.note(step(at));
      await recorder.keepCheckpoint(at, at === 2 ? 'stage' : 'regular', checkpointOf(`at ${at}`));
    }
    await recorder.setState('paused');
    const [run] = (await library.list()).runs;
    expect(run).toMatchObject({ name: 'first', step: 4, state: 'paused', config: { seed: 7 } });
    expect(run.checkpoints.map((c) => [c.step, c.kind])).toEqual([
      [2, 'stage'],
      [4, 'regular'],
    ]);
    expect(run.bytes).toBe((await files.list('')).reduce((sum, { bytes }) => sum + bytes, 0));
    const { files: newest } = await resumeFiles(library, run.id);
    expect(newest).toEqual(checkpointOf('at 4'));
    const history = await library.history(run.id);
    expect(history.steps.map(({ metrics }) => metrics)).toEqual(
      [1, 2, 3, 4].map((reward) => ({ reward })),
    );
  });

  it('does not offer to go on after the end', async () => {
    const { recorder, library } = arrange();
    await recorder.begin(start);
    await recorder.keepCheckpoint(1, 'end', checkpointOf('end'));
    const [run] = (await library.list()).runs;
    expect(resumableCheckpoint(run)).toBeNull();
  });

  it('takes back what came after the checkpoint that a run goes on from', async () => {
    const { recorder, library } = arrange();
    await recorder.begin(start);
    for (const at of [1, 2, 3]) {
      await recorder.note(step(at));
      await recorder.keepRollouts(at, []);
      if (at === 2) await recorder.keepCheckpoint(at, 'regular', checkpointOf('2'));
    }
    await recorder.goOn(start.id, 2);
    expect(await library.run(start.id)).toMatchObject({
      step: 2,
      rollouts: [{ step: 1 }, { step: 2 }],
    });
    await recorder.note(step(3, 30));
    const { steps } = await library.history(start.id);
    expect(steps.map(({ metrics }) => metrics['reward'])).toEqual([1, 2, 30]);
  });

  it('says once that the storage is full, loses nothing, and writes what was held back later', async () => {
    let limit = Infinity;
    const { recorder, library, troubles } = arrange(() => limit);
    await recorder.begin(start);
    await recorder.note(step(1));
    await recorder.keepCheckpoint(1, 'regular', checkpointOf('one'));
    limit = 0;
    await recorder.note(step(2));
    await recorder.note(step(3));
    await recorder.keepCheckpoint(3, 'regular', checkpointOf('three'));
    expect(troubles).toMatchObject([{ code: 'storage-full' }]);
    expect((await resumeFiles(library, start.id)).files).toEqual(checkpointOf('one'));
    expect((await library.history(start.id)).steps).toHaveLength(1);
    limit = Infinity;
    await recorder.note(step(4));
    await recorder.keepCheckpoint(4, 'regular', checkpointOf('four'));
    expect(troubles.at(-1)).toBeNull();
    expect((await library.history(start.id)).steps.map((s) => s.step)).toEqual([1, 2, 3, 4]);
    expect((await resumeFiles(library, start.id)).files).toEqual(checkpointOf('four'));
  });

  it('keeps a bounded number of steps with rollouts, the first and the newest among them', async () => {
    const { recorder, library, files } = arrange();
    await recorder.begin(start);
    for (let at = 1; at <= 3 * mostKeptSteps; at += 1) await recorder.keepRollouts(at, []);
    const { rollouts } = await library.run(start.id);
    expect(rollouts.length).toBeLessThanOrEqual(mostKeptSteps);
    expect(rollouts[0].step).toBe(1);
    expect(rollouts.at(-1)?.step).toBe(3 * mostKeptSteps);
    expect(await files.list('runs/abcd-1/rollouts')).toHaveLength(rollouts.length);
  });

  it('writes no more of a run that was deleted', async () => {
    const { recorder, library, files } = arrange();
    await recorder.begin(start);
    await recorder.forget(start.id);
    await library.remove('runs', start.id);
    await recorder.note(step(1));
    await recorder.setState('stopped');
    expect((await library.list()).runs).toEqual([]);
    expect(await files.list('')).toEqual([]);
  });

  it('keeps imported pairs once, however many runs train on them', async () => {
    const { recorder, library, files } = arrange();
    const pairs = { fingerprint: 'pairs-1', name: 'mine', count: 2, content: new Blob(['{}\n']) };
    await recorder.begin({ ...start, pairs });
    await recorder.begin({ ...start, id: 'abcd-2', pairs: { ...pairs, name: 'again' } });
    const listed = await library.list();
    expect(listed.pairs).toMatchObject([{ name: 'mine', count: 2, bytes: 3 }]);
    expect(await files.list('pairs')).toHaveLength(1);
    await recorder.keepCheckpoint(1, 'regular', checkpointOf('1'));
    expect((await resumeFiles(library, 'abcd-2')).pairs).toEqual(bytesOfText('{}\n'));
    await library.remove('pairs', 'pairs-1');
    await expect(resumeFiles(library, 'abcd-2')).rejects.toThrow(/data/);
  });
});

describe('a damaged storage', () => {
  it('costs the entry that is damaged, and not the list', async () => {
    const { recorder, library, store } = arrange();
    await recorder.begin(start);
    await store.put('runs', 'broken', { id: 'broken', name: 5 });
    const { runs, damaged } = await library.list();
    expect(runs.map(({ id }) => id)).toEqual([start.id]);
    expect(damaged).toMatchObject([{ shelf: 'runs', key: 'broken' }]);
    await library.remove('runs', 'broken');
    expect((await library.list()).damaged).toEqual([]);
  });

  it('costs the line that is cut off, and not the history', async () => {
    const { recorder, library, files } = arrange();
    await recorder.begin(start);
    await recorder.note(step(1));
    await files.append(`runs/${start.id}/history.jsonl`, bytesOfText('{"kind":"step","st'));
    const { steps, damagedLines } = await library.history(start.id);
    expect([steps.length, damagedLines]).toEqual([1, 1]);
  });

  it('costs the rollouts of a step, with a reason', async () => {
    const { recorder, library, files } = arrange();
    await recorder.begin(start);
    await recorder.keepRollouts(1, []);
    await files.write(`runs/${start.id}/rollouts/000001.json.gz`, bytesOfText('no gzip'));
    await expect(library.rollouts(start.id, 1)).rejects.toThrow(/step 1 cannot be read/);
  });
});
