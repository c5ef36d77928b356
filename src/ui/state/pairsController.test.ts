import { describe, expect, it } from 'vitest';
import { failed, ok, type Result } from '../../core/failure.ts';
import type { PairReading, PairReport } from '../../worker/pairContract.ts';
import { createPairsController } from './pairsController.ts';
import { chosenPairs, countTrainable } from './pairsState.ts';
import { createPageStore } from './store.ts';

const report = (changes: Partial<PairReport> = {}): PairReport => ({
  format: 'sven',
  read: 3,
  badRows: 0,
  firstBadRows: [],
  unfit: [],
  lints: [],
  context: 100,
  prompts: Int32Array.of(10, 10),
  sides: Int32Array.of(20, 60),
  pairs: new Blob(['x']),
  ...changes,
});

/** A reader whose answers are given by the test. */
function arrange() {
  const store = createPageStore();
  const readings: (PairReading & { answer: (result: Result<PairReport> | null) => void })[] = [];
  const controller = createPairsController({
    store,
    readPairFile: (reading) =>
      new Promise((answer) => {
        reading.signal.addEventListener('abort', () => answer(null));
        readings.push({ ...reading, answer });
      }),
  });
  return { store, controller, readings, state: () => store.getState().pairs };
}

const file = (name: string) => new File(['content'], name);

describe('pairs controller', () => {
  it('replaces the pairs only with a file that was read to its end', async () => {
    const { controller, readings, state } = arrange();
    const first = controller.choose(file('a'));
    readings[0].onProgress('sven', 4);
    expect(state()).toMatchObject({ chosen: { format: 'sven' }, bytes: 4, set: null });
    readings[0].answer(ok(report()));
    await first;
    expect(state()).toMatchObject({ bytes: null, set: { fileName: 'a' } });

    const second = controller.choose(file('b'));
    expect(state().set?.fileName).toBe('a');
    const failure = {
      code: 'pairs-unreadable',
      message: 'gone',
      hint: 'again',
      step: null,
    } as const;
    readings[1].answer(failed(failure));
    await second;
    expect(state()).toMatchObject({ set: { fileName: 'a' }, rejection: { message: 'gone' } });

    const third = controller.choose(file('c'));
    expect(state().rejection).toBeNull();
    readings[2].answer(ok(report({ read: 0, badRows: 2 })));
    await third;
    expect(state()).toMatchObject({ set: { fileName: 'a' }, rejection: { fileName: 'c' } });
  });

  it('gives up a file when cancelled or when another is chosen', async () => {
    const { controller, readings, state } = arrange();
    const first = controller.choose(file('a'));
    const second = controller.choose(file('b'));
    expect(readings[0].signal.aborted).toBe(true);
    await first;
    expect(state()).toMatchObject({ chosen: { file: { name: 'b' } }, bytes: 0 });
    controller.cancel();
    await second;
    expect(state()).toMatchObject({ bytes: null, chosen: null, set: null, rejection: null });
  });

  it('reads the same file again in another format', async () => {
    const { controller, readings } = arrange();
    const chosen = file('a');
    const first = controller.choose(chosen);
    readings[0].answer(ok(report()));
    await first;
    void controller.changeFormat('csv');
    expect(readings.map(({ format }) => format)).toEqual([null, 'csv']);
    expect(readings[1].file).toBe(chosen);
  });

  it('starts a run with pairs only when they were chosen', async () => {
    const { controller, readings, state } = arrange();
    controller.setTrainedOn(true);
    expect(chosenPairs(state())).toBeNull();
    const reading = controller.choose(file('a'));
    const { pairs } = report();
    readings[0].answer(ok(report({ pairs })));
    await reading;
    expect(chosenPairs(state())).toBe(pairs);
    controller.setTrainedOn(false);
    expect(chosenPairs(state())).toBeNull();
  });
});

it('the settings decide how many pairs can train', () => {
  const given = report({ unfit: [{ reason: 'context', count: 1 }] });
  expect(countTrainable(given, { maxCompletionLength: 60 })).toEqual({
    count: 2,
    unfit: [{ reason: 'context', count: 1 }],
  });
  expect(countTrainable(given, { maxCompletionLength: 59 })).toEqual({
    count: 1,
    unfit: [
      { reason: 'context', count: 1 },
      { reason: 'long-side', count: 1 },
    ],
  });
  expect(countTrainable(given, { maxCompletionLength: 91 }).count).toBe(0);
});
