/** A run that loses its device goes on from its checkpoint, in fresh objects, as if nothing had happened. */
import { describe, expect, it } from 'vitest';
import type { Failure } from '../core/failure.ts';
import { runConfigSchema, type RunConfig } from '../core/runConfig.ts';
import { startWasm, startWebGpu, type Engine } from '../engine/backend.ts';
import { wasmUrls } from '../engine/wasmUrls.ts';
import { readWeights } from '../model/transformer.ts';
import { startRun } from './run.ts';
import {
  readRunCheckpoint,
  writeRunCheckpoint,
  type NamedFile,
  type RunCheckpoint,
} from './runCheckpoint.ts';
import { spellingOracle } from './testing/spellingOracle.ts';
import { createTinyTrainer } from './testing/tinyTrainer.ts';

const config: Partial<RunConfig> = {
  maxSteps: 6,
  saveSteps: 2,
  evalSteps: 3,
  evalPrompts: 8,
  numGenerations: 4,
  // What else has a state or draws of its own.
  advantageEstimator: 'gae',
  numMiniBatches: 2,
  klController: 'adaptive',
  klPlacement: 'reward',
  learningRate: 1e-2,
  weightDecay: 0.1,
};
const lostAt = 4;

/** Runs to the end, or to what `beforeStep` breaks; gives what the run told and its last files. */
async function runTiny(engine: Engine, beforeStep: (step: number) => void, from?: RunCheckpoint) {
  const trainer = await createTinyTrainer(config, from);
  const metrics: Record<string, number>[] = [];
  const evaluations: Record<string, number>[] = [];
  const failures: Failure[] = [];
  let files: NamedFile[] = [];
  const run = startRun(
    { ...trainer, oracle: spellingOracle },
    // A clock that stands still makes step_time 0, which can be compared.
    { engine, now: () => 0, beforeStep },
    {
      onState: () => undefined,
      onStage: () => undefined,
      onProgress: () => undefined,
      onRollouts: () => undefined,
      onStep: (step, values) => (metrics[step] = values),
      onEvaluation: (step, values) => (evaluations[step] = values),
      onAlarm: () => undefined,
      onFailure: (failure) => failures.push(failure),
      onCheckpoint: (checkpoint) => (files = writeRunCheckpoint(checkpoint, 'tiny')),
    },
    false,
    from,
  );
  await run.ended;
  const weights = failures.length > 0 ? null : await readWeights(trainer.policy);
  trainer.dispose();
  return { metrics, evaluations, failures, files, weights };
}

const readFrom = (files: readonly NamedFile[]) => (name: string) => {
  const file = files.find((f) => f.name === name);
  return file ? Promise.resolve(file.bytes) : Promise.reject(new Error(`there is no ${name}`));
};

const backends = [
  ['webgpu', startWebGpu, 'device-lost', (engine: Engine) => engine.destroy()],
  [
    'wasm',
    () => startWasm(wasmUrls),
    'internal',
    () => {
      throw new Error('broken on purpose');
    },
  ],
] as const;

describe.each(backends)('resuming on %s', (_, start, code, breakDown) => {
  it('repeats the steps since the checkpoint and ends exactly where an unbroken run ends', async () => {
    const whole = await runTiny(await start(), () => undefined);
    expect(whole.failures).toEqual([]);

    const engine = await start();
    const broken = await runTiny(engine, (step) => {
      if (step === lostAt) breakDown(engine);
    });
    expect(broken.failures).toMatchObject([{ code, step: lostAt }]);

    const checkpoint = await readRunCheckpoint(readFrom(broken.files), 'tiny');
    expect(checkpoint).toMatchObject({ step: 2, config, optimizer: { updates: 4 } });
    expect(checkpoint.critic?.optimizer.updates).toBe(4);
    expect(checkpoint.klCoef).not.toBe(runConfigSchema.parse({}).beta);
    expect(checkpoint.history.steps.map(({ step }) => step)).toEqual([1, 2]);
    const fresh = await start();
    fresh.tuner?.remember(checkpoint.plans);
    const resumed = await runTiny(fresh, () => undefined, checkpoint);

    expect(resumed.failures).toEqual([]);
    expect(Object.keys(resumed.metrics)).toEqual(['3', '4', '5', '6']);
    for (const step of [3, 4, 5, 6]) expect(resumed.metrics[step]).toEqual(whole.metrics[step]);
    expect(resumed.evaluations[6]).toEqual(whole.evaluations[6]);
    expect(resumed.weights).toEqual(whole.weights);
    // The weights have moved on from the checkpoint, or equality would prove nothing.
    expect(resumed.weights).not.toEqual(checkpoint.weights);
    const last = await readRunCheckpoint(readFrom(resumed.files), 'tiny');
    expect(last.history.steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    const unbroken = await readRunCheckpoint(readFrom(whole.files), 'tiny');
    expect(last.critic).toEqual(unbroken.critic);
    expect(last.klCoef).toBe(unbroken.klCoef);
    expect(last.tokens).toBe(whole.metrics[6]['num_tokens']);
  }, 300_000);
});

describe('readRunCheckpoint', () => {
  const saved = () => {
    const history = { steps: [], evaluations: [], stages: [] };
    const optimizer = { updates: 1, moments: [Float32Array.of(1, 2)] };
    const learned = { weights: new Map(), reference: null, optimizer, critic: null };
    const model = { plans: {}, klCoef: 0.02, ...learned };
    const parts = { step: 1, tokens: 9, history, pairs: null, ...model };
    return writeRunCheckpoint({ ...parts, config: runConfigSchema.parse({}) }, 'base');
  };
  const replaceState = (files: NamedFile[], state: object): NamedFile[] => [
    { name: 'run.json', bytes: new TextEncoder().encode(JSON.stringify(state)) },
    ...files.slice(1),
  ];

  it('refuses a run of another model, another version and a missing file, and says why', async () => {
    const files = saved();
    const refusal = async (given: NamedFile[], base: string) =>
      readRunCheckpoint(readFrom(given), base).then(
        () => 'accepted',
        (error: Error) => error.message,
      );
    expect(await refusal(files, 'base')).toBe('accepted');
    expect(await refusal(files, 'other')).toMatch(/started from model base, this one is other/);
    expect(await refusal(replaceState(files, { version: 2 }), 'base')).toMatch(/version/);
    expect(await refusal(files.slice(0, 2), 'base')).toMatch(/no optimizer.safetensors/);
  });
});
