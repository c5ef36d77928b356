/** A whole run of the tiny model. */
import { expect } from 'vitest';
import type { EvaluationSample } from '../../core/evaluationSample.ts';
import type { Rollout } from '../../core/rollout.ts';
import type { RunConfig } from '../../core/runConfig.ts';
import type { StageStart } from '../../core/stage.ts';
import type { Engine } from '../../engine/backend.ts';
import { readWeights } from '../../model/transformer.ts';
import { startRun } from '../run.ts';
import { writeRunCheckpoint, type NamedFile, type RunCheckpoint } from '../runCheckpoint.ts';
import { spellingOracle } from './spellingOracle.ts';
import { createTinyTrainer } from './tinyTrainer.ts';

const engine: Engine = {
  backend: 'wasm',
  adapter: '',
  isSoftware: true,
  tuner: null,
  failure: () => null,
  settle: () => Promise.resolve(),
  destroy: () => undefined,
};

/** Runs a tiny trainer to its end. What it told by step: metrics, files of checkpoints, rollouts before the update. */
export async function runTinyTrainer(changes: Partial<RunConfig>, from?: RunCheckpoint) {
  const trainer = await createTinyTrainer(changes, from);
  const metrics: Record<string, number>[] = [];
  const files: NamedFile[][] = [];
  const stages: StageStart[] = [];
  const rollouts: Rollout[][] = [];
  const evaluated: number[] = [];
  const samples: EvaluationSample[][] = [];
  const run = startRun(
    { ...trainer, oracle: spellingOracle },
    // Tests of their own see to the device; a clock that stands still makes step_time 0.
    { engine, now: () => 0 },
    {
      onState: () => undefined,
      onStage: (start) => stages.push(start),
      onProgress: () => undefined,
      onRollouts: (early) => (rollouts[early[0].step] ??= [...early]),
      onStep: (step, values) => (metrics[step] = values),
      onEvaluation: (step, _metrics, _stage, scored) => {
        evaluated.push(step);
        samples.push([...scored]);
      },
      onAlarm: () => undefined,
      onFailure: ({ message }) => expect.unreachable(message),
      onCheckpoint: (saved) => (files[saved.step] = writeRunCheckpoint(saved, 'tiny')),
    },
    false,
    from,
  );
  await run.ended;
  const weights = await readWeights(trainer.policy);
  const { updates } = await trainer.optimizer.read();
  trainer.dispose();
  return { metrics, files, stages, rollouts, evaluated, samples, weights, updates };
}
