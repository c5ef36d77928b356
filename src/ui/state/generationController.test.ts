import { describe, expect, it } from 'vitest';
import { failed, ok, type Failure } from '../../core/failure.ts';
import type { TrainerClient } from '../../worker/client.ts';
import type { GenerationRequest } from '../../worker/generationContract.ts';
import { fakeGeneration, writtenOf } from '../fixtures/fakeGeneration.ts';
import { defaultOptions } from '../generate/choices.ts';
import { createTrainController } from './controller.ts';
import { createGenerationController } from './generationController.ts';
import { createPageStore } from './store.ts';

const asked = {
  prompt: { kind: 'task', split: 'unseen-names', index: 0 },
  text: 'function add(a) {\n',
  options: defaultOptions,
} as const;
const broken: Failure = { code: 'not-finite', message: 'NaN', hint: 'again', step: null };
const own = [1, 2, 4, 5, 6, 7];

type Generation = Pick<TrainerClient, 'generate' | 'nextTokens' | 'keepModel'>;

function arrange(answers: Partial<Generation> = {}) {
  const calls: string[] = [];
  const nothing = () => Promise.resolve(ok(null));
  const run = () => Promise.resolve(ok('a'));
  const trainer: TrainerClient = {
    ...{ record: nothing, pause: nothing, resume: nothing, stop: nothing },
    ...{ start: run, continueRun: run, step: run, terminate: () => undefined },
    load: () =>
      Promise.resolve(
        ok({
          backend: 'wasm',
          adapter: 'x',
          isSoftware: true,
          parameters: 1,
          vocabulary: 1,
          families: 1,
        }),
      ),
    inspect: () => Promise.resolve(ok([])),
    exportCheckpoint: () => Promise.resolve(ok({ files: [] })),
    ...fakeGeneration((name) => calls.push(name)),
    ...answers,
  };
  const store = createPageStore();
  const controller = createTrainController({ store, now: () => 0, createClient: () => trainer });
  const generation = createGenerationController({
    store,
    ask: controller.ask,
    readModel: (id, step) => {
      calls.push(`read ${id}@${step}`);
      return Promise.resolve(
        id === 'run-gone' ? failed({ ...broken, code: 'wrong-state' }) : ok({ files: [] }),
      );
    },
  });
  const column = (model: string) => store.getState().generation.columns[model];
  const idsOf = (model: string) => column(model)?.completions[0]?.written.ids;
  return { store, controller, generation, calls, column, idsOf };
}

describe('generation controller', () => {
  it('waits for the engine, and says when there is none', async () => {
    const { controller, generation, column, calls } = arrange();
    await generation.generate(['base'], asked);
    expect(column('base')).toMatchObject({ phase: 'failed', failure: { code: 'wrong-state' } });
    void controller.load('wasm');
    await generation.generate(['base', 'run'], asked);
    expect(calls).toEqual(['generate base', 'generate run']);
    expect(column('run')).toMatchObject({ phase: 'done', completions: [{ own: null }] });
  });

  it('fetches a checkpoint that the trainer does not have, and asks again', async () => {
    let isKept = false;
    const fake = fakeGeneration(() => undefined);
    const { controller, generation, column, calls } = arrange({
      generate: (...parts) =>
        isKept ? fake.generate(...parts) : Promise.resolve(ok({ kind: 'model-needed' })),
      keepModel: () => {
        isKept = true;
        return Promise.resolve(ok(null));
      },
    });
    await controller.load('wasm');
    await generation.generate(['run-gone@3'], asked);
    expect(column('run-gone@3')).toMatchObject({ phase: 'failed' });
    await generation.generate(['run-kept@3'], asked);
    expect(calls).toEqual(['read run-gone@3', 'read run-kept@3']);
    expect(column('run-kept@3')).toMatchObject({ phase: 'done' });
  });

  it('keeps what was written when the tests or the device fail', async () => {
    const { controller, generation, column } = arrange({
      generate: (_, onNews) => {
        const news = { done: 1, total: 6, completions: [writtenOf([1])] };
        onNews({ phase: 'judging', ...news });
        return Promise.resolve(failed(broken));
      },
    });
    await controller.load('wasm');
    await generation.generate(['base'], asked);
    expect(column('base')).toMatchObject({
      phase: 'failed',
      failure: broken,
      completions: [{ written: { ids: [1] } }],
    });
  });

  it('writes on from another token, and puts back what the model wrote itself', async () => {
    const { controller, generation, calls, idsOf } = arrange();
    await controller.load('wasm');
    await generation.generate(['base'], asked);
    await generation.writeOn('base', 0, 2, 3);
    expect(calls).toEqual(['generate base', 'generate base after 1,2,3']);
    expect(idsOf('base')).toEqual([1, 2, 3, ...own]);
    await generation.writeOn('base', 0, 0, 0);
    expect(idsOf('base')).toEqual([0, ...own]);
    generation.restore('base', 0);
    expect(idsOf('base')).toEqual(own);
    await generation.writeOn('base', 4, 0, 0);
    expect(calls).toHaveLength(3);
  });

  it('drops what comes late, keeps what was written before a cancel, and tells its places', async () => {
    const requests: { request: GenerationRequest; end: () => void }[] = [];
    const { controller, generation, calls, column, idsOf } = arrange({
      generate: (request, onNews, signal) =>
        new Promise((resolve) => {
          const completions = [{ ...writtenOf([requests.length]), places: null }];
          onNews({ phase: 'writing', done: 1, total: 2, completions });
          const end = (isCancelled: boolean) =>
            resolve(ok({ kind: 'written', step: null, completions, isCancelled }));
          signal.addEventListener('abort', () => end(true));
          requests.push({ request, end: () => end(false) });
        }),
    });
    await controller.load('wasm');
    const first = generation.generate(['base'], asked);
    await new Promise((resolve) => setImmediate(resolve));
    const second = generation.generate(['base'], asked);
    await first;
    expect(column('base')?.phase).toBe('writing');
    generation.cancel();
    await second;
    expect(column('base')?.phase).toBe('cancelled');
    expect(idsOf('base')).toEqual([1]);
    expect(calls).toEqual(['next base']);
    expect(column('base')?.completions[0]?.written.places).toHaveLength(1);
  });
});
