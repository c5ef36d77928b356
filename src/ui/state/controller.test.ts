import { describe, expect, it } from 'vitest';
import { failed, ok, type Failure } from '../../core/failure.ts';
import { defaultRunConfig } from '../../core/runConfig.ts';
import type { TrainerClient } from '../../worker/client.ts';
import type { TrainerEvent } from '../../worker/contract.ts';
import { pairReportSchema } from '../../worker/pairContract.ts';
import { fakeGeneration } from '../fixtures/fakeGeneration.ts';
import { sampleStep } from '../fixtures/sampleStep.ts';
import { createTrainController } from './controller.ts';
import { noPairs, type PairsState } from './pairsState.ts';
import { select } from './runState.ts';
import { createPageStore } from './store.ts';

const engine = {
  backend: 'webgpu' as const,
  adapter: 'x',
  isSoftware: true,
  parameters: 1,
  vocabulary: 1,
  families: 1,
};
const missing: Failure = { code: 'webgpu-missing', message: 'none', hint: 'wasm', step: null };

function arrange(answers: Partial<TrainerClient> = {}) {
  const calls: string[] = [];
  const clients: { onEvent: (event: TrainerEvent) => void }[] = [];
  const log = <T>(name: string, value: T) => {
    calls.push(name);
    return Promise.resolve(ok(value));
  };
  const store = createPageStore();
  const controller = createTrainController({
    store,
    now: () => 0,
    createClient: ({ onEvent }) => {
      clients.push({ onEvent });
      return {
        record: () => log('record', null),
        load: (backend) => log(`load ${backend}`, engine),
        start: () => log('start', 'a'),
        continueRun: ({ files }) => log(`continue ${files[0].name}`, 'b'),
        pause: () => log('pause', null),
        resume: () => log('resume', null),
        step: () => log('step', 'a'),
        stop: () => log('stop', null),
        inspect: (step) => log(`inspect ${step}`, sampleStep(step, 2)),
        exportCheckpoint: () => log('export', { files: [] }),
        ...fakeGeneration((name) => calls.push(name)),
        terminate: () => void calls.push('terminate'),
        ...answers,
      };
    },
  });
  return { store, controller, calls, clients };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const stepEvent: TrainerEvent = { kind: 'step', runId: 'a', step: 1, metrics: {}, stage: 'token' };

describe('train controller', () => {
  it('lets Start wait for an engine that is still loading', async () => {
    const { controller, calls } = arrange();
    void controller.load('webgpu');
    await controller.start();
    expect(calls).toEqual(['load webgpu', 'start']);
  });

  it('pulls the rollouts of each finished step', async () => {
    const { controller, clients, store } = arrange();
    await controller.load('webgpu');
    clients[0].onEvent(stepEvent);
    await settle();
    expect(store.getState().run.rollouts.get(1)).toHaveLength(16);
  });

  it('keeps what is shown when pausing, though a step ends after it, and follows again when it goes on', async () => {
    const { controller, clients, store } = arrange();
    const shownStep = () => store.getState().run.selection.step;
    const finish = async (step: number) => {
      clients[0].onEvent({ ...stepEvent, step });
      await settle();
    };
    await controller.load('webgpu');
    await finish(1);
    await controller.pause();
    await finish(2);
    expect(shownStep()).toBe(1);
    await controller.step();
    expect(shownStep()).toBe(2);
    // A reader who chose a rollout keeps it, before the pause or after.
    await controller.pause();
    store.setState(({ run }) => ({ run: select(run, { index: 0 }) }));
    await controller.resume();
    await finish(3);
    expect(shownStep()).toBe(2);
    store.setState(({ run }) => ({ run: select(run, { step: 1 }) }));
    await controller.pause();
    await controller.resume();
    await finish(4);
    expect(shownStep()).toBe(1);
  });

  it('never falls back by itself', async () => {
    const { controller, calls, store } = arrange({
      load: (backend) => {
        calls.push(`load ${backend}`);
        return Promise.resolve(backend === 'webgpu' ? failed(missing) : ok(engine));
      },
    });
    await controller.load('webgpu');
    expect(store.getState()).toMatchObject({ loadFailure: missing, run: { engine: null } });
    await controller.start();
    expect(calls).toEqual(['load webgpu', 'terminate']);
    await controller.load('wasm');
    expect(store.getState()).toMatchObject({ loadFailure: null, run: { engine } });
  });

  it('shows a refused command without calling the run failed', async () => {
    const refused: Failure = { code: 'wrong-state', message: 'no', hint: 'wait', step: null };
    const { controller, store } = arrange({ pause: () => Promise.resolve(failed(refused)) });
    await controller.load('webgpu');
    await controller.pause();
    expect(store.getState().run).toMatchObject({ failure: refused, trainer: 'ready' });
  });

  it('reloads with a new worker, keeps the run, and hears the old worker no more', async () => {
    const { controller, store, clients, calls } = arrange();
    await controller.load('webgpu');
    clients[0].onEvent(stepEvent);
    await settle();
    await controller.reload();
    clients[0].onEvent({ ...stepEvent, step: 2 });
    expect(calls).toContain('terminate');
    expect(clients).toHaveLength(2);
    expect(store.getState().run).toMatchObject({ trainer: 'ready', steps: [{ step: 1 }] });
    expect(store.getState().run.rollouts.size).toBe(1);
    clients[1].onEvent({ kind: 'state', state: 'running', runId: 'a', step: 0 });
    expect(store.getState().run).toMatchObject({ runId: 'a', steps: [] });
  });

  it('goes on from the newest checkpoint in a new worker, with the settings of the run', async () => {
    const { controller, store, clients, calls } = arrange();
    await controller.load('webgpu');
    await controller.continueRun();
    expect(calls).toEqual(['load webgpu']);
    const files = [{ name: 'run.json', bytes: Uint8Array.of(1) }];
    clients[0].onEvent({ kind: 'checkpoint', runId: 'a', step: 5, files });
    await controller.continueRun();
    expect(calls).toEqual(['load webgpu', 'terminate', 'load webgpu', 'continue run.json']);
    const config = { ...defaultRunConfig, maxSteps: 7 };
    const history = { steps: [], evaluations: [], stages: [] };
    clients[1].onEvent({ kind: 'continued', runId: 'b', step: 5, config, history });
    expect(store.getState()).toMatchObject({
      config,
      run: { runId: 'b', checkpoint: { step: 5 } },
    });
  });

  it('goes on with the pairs that the run was started with, whatever was imported since', async () => {
    const given: (Blob | null)[] = [];
    const { controller, store, clients } = arrange({
      start: (_, pairs) => {
        given.push(pairs);
        return Promise.resolve(ok('a'));
      },
      continueRun: (_, pairs) => {
        given.push(pairs);
        return Promise.resolve(ok('b'));
      },
    });
    const chosen = (pairs: Blob): PairsState => {
      const report = { format: 'csv', read: 1, badRows: 0, firstBadRows: [], unfit: [], lints: [] };
      const sizes = { context: 9, prompts: Int32Array.of(1), sides: Int32Array.of(1) };
      const set = pairReportSchema.parse({ ...report, ...sizes, pairs });
      return {
        ...noPairs,
        set: { file: new File([], 'a'), fileName: 'a', report: set },
        isTrainedOn: true,
      };
    };
    const [first, second] = [new Blob(['1']), new Blob(['2'])];
    await controller.load('webgpu');
    store.setState({ pairs: chosen(first) });
    await controller.start();
    clients[0].onEvent({ kind: 'checkpoint', runId: 'a', step: 5, files: [] });
    store.setState({ pairs: chosen(second) });
    await controller.continueRun();
    expect(given).toEqual([first, first]);
    expect(given[1]).toBe(first);
  });
});
