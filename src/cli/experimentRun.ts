/** One run of an experiment: training with its learning curve, scores on held-out splits, and one file of JSON. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import { isFuncSec, isFunctional, isSecure, type Outcome } from '../core/outcome.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Stage } from '../core/stage.ts';
import { totalSteps } from '../core/stagePlan.ts';
import type { Engine } from '../engine/backend.ts';
import {
  type Counts,
  type CweCounts,
  type CurvePoint,
  type JobResult,
  type ScoredSplit,
} from '../experiment/jobResult.ts';
import type { Job } from '../experiment/plan.ts';
import { fingerprint } from '../model/checkpoint.ts';
import { evaluate } from '../training/evaluate.ts';
import { startRun } from '../training/run.ts';
import { createTrainer } from '../training/trainer.ts';
import type { Trainer } from '../training/trainStep.ts';
import { CommandError } from './errors.ts';
import type { Order } from './experimentOptions.ts';
import { makeFolder, readModelFolder } from './modelFolder.ts';
import { startChosenEngine } from './nodeEngine.ts';
import { createNodeOracle } from './nodeOracle.ts';
import { say } from './output.ts';

/**
 * @param file written whole or not at all
 * @throws CommandError when the run failed for another reason than numbers that are no longer finite
 */
export async function runJob(
  order: Order,
  { arm, seed }: Job,
  config: RunConfig,
  file: string,
): Promise<void> {
  makeFolder(dirname(file));
  const engine = await startChosenEngine(order.backend);
  const checkpoint = await readModelFolder(order.model);
  const oracle = createNodeOracle();
  await oracle.load();
  const trainer = createTrainer(checkpoint, config, oracle);
  const began = performance.now();
  const trained = arm.training === 'none' ? await scoreOnly(trainer) : await train(trainer, engine);
  const seconds = (performance.now() - began) / 1000;
  const { curve, rollouts, failure } = trained;
  if (failure && failure.code !== 'not-finite') {
    throw new CommandError(`${failure.message} (step ${failure.step})`, failure.hint);
  }
  const result: JobResult = {
    version: 1,
    plan: order.plan.name,
    arm: arm.name,
    seed,
    steps: order.scale.steps,
    config: { ...config },
    model: fingerprint(checkpoint.weights),
    backend: engine.backend,
    adapter: engine.adapter,
    versions: readVersions(),
    rollouts,
    seconds: Math.round(seconds),
    curve,
    scores: {
      'unseen-names': await score(trainer, 'unseen-names', order.prompts),
      'unseen-phrasings': await score(trainer, 'unseen-phrasings', order.prompts),
    },
    failure,
  };
  // Another attempt may be writing, too; a rename is never half done.
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, `${JSON.stringify(result)}\n`);
  renameSync(draft, file);
}

interface Trained {
  readonly curve: CurvePoint[];
  readonly rollouts: number;
  readonly failure: Failure | null;
}

const round = (value: number) => Math.round(1e4 * value) / 1e4;

/** Of the evaluation and the step before it. */
function curvePoint(
  step: number,
  stage: Stage,
  rollouts: number,
  scores: Record<string, number>,
  metrics: Record<string, number> | null,
): CurvePoint {
  const latest = (key: string) => (metrics === null ? null : round(metrics[key]));
  return {
    step,
    stage,
    rollouts,
    funcSec: round(scores['eval/func-sec@1']),
    func: round(scores['eval/func@1']),
    sec: round(scores['eval/sec@1']),
    kl: latest('kl'),
    reward: latest('reward'),
    length: latest('completions/mean_length'),
  };
}

async function scoreOnly({ policy, tokenizer, oracle, config }: Trainer): Promise<Trained> {
  const { evalPrompts: prompts, maxCompletionLength } = config;
  const settings = { split: 'validation', prompts, temperature: 0, maxCompletionLength } as const;
  const { metrics } = await evaluate(policy, tokenizer, oracle, settings);
  return { curve: [curvePoint(0, 'token', 0, metrics, null)], rollouts: 0, failure: null };
}

async function train(trainer: Trainer, engine: Engine): Promise<Trained> {
  const { promptsPerStep, numGenerations } = trainer.config;
  const curve: CurvePoint[] = [];
  let rollouts = 0;
  let latest: Record<string, number> | null = null;
  let failure: Failure | null = null;
  const run = startRun(
    trainer,
    { engine, now: () => performance.now() },
    {
      onState: () => undefined,
      onStage: () => undefined,
      onProgress: () => undefined,
      onRollouts: () => undefined,
      onStep: (step, metrics, stage) => {
        say(`Step ${step} of ${totalSteps(trainer.config)} (${stage})`);
        if (stage === 'sft') return;
        rollouts += promptsPerStep * numGenerations;
        latest = metrics;
      },
      onEvaluation: (step, scores, stage) => {
        curve.push(curvePoint(step, stage, rollouts, scores, latest));
        say(`Validation: func-sec@1 ${round(scores['eval/func-sec@1'])}`);
      },
      onAlarm: () => undefined,
      onFailure: (reported) => (failure = reported),
    },
    false,
  );
  await run.ended;
  return { curve, rollouts, failure };
}

async function score(
  { policy, tokenizer, oracle, config }: Trainer,
  split: ScoredSplit,
  prompts: number,
): Promise<JobResult['scores'][ScoredSplit]> {
  const { maxCompletionLength } = config;
  const settings = { split, prompts, temperature: 0, maxCompletionLength };
  const { tasks, outcomes } = await evaluate(policy, tokenizer, oracle, settings);
  const byCwe: Record<string, CweCounts> = {};
  for (const { cwe } of tasks) {
    const { n, func, sec, funcSec } = count(outcomes.filter((_, i) => tasks[i].cwe === cwe));
    byCwe[cwe] = [n, func, sec, funcSec];
  }
  return { ...count(outcomes), byCwe };
}

const count = (outcomes: readonly Outcome[]): Counts => ({
  n: outcomes.length,
  func: outcomes.filter(isFunctional).length,
  sec: outcomes.filter(isSecure).length,
  funcSec: outcomes.filter(isFuncSec).length,
});

const packageSchema = z.object({
  version: z.string(),
  dependencies: z.object({ '@tensorflow/tfjs': z.string() }),
});

function readVersions(): Record<string, string> {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version, dependencies } = packageSchema.parse(JSON.parse(file));
  return {
    patchgrad: version,
    tensorflow: dependencies['@tensorflow/tfjs'],
    node: process.versions.node,
  };
}
