/** A step of a run with what is done around it: its stage begins, it is recorded, scored and saved. */
import { newAlarms } from '../core/alarms.ts';
import { FailureError } from '../core/failure.ts';
import type { Rollout } from '../core/rollout.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { RunHistory } from '../core/runHistory.ts';
import type { Stage } from '../core/stage.ts';
import { nextStage, stageConfig, stepsDone } from '../core/stagePlan.ts';
import type { Engine } from '../engine/backend.ts';
import { copyWeights } from '../model/transformer.ts';
import { evaluate, samplesOf } from './evaluate.ts';
import { captureRun, type RunProgress } from './runCheckpoint.ts';
import type { RunEnvironment, RunListener, RunPhase } from './runListener.ts';
import { crossEntropyStep, repairBatch } from './sft.ts';
import { trainStep, type Trainer } from './trainStep.ts';
import { scheduledRate } from './update.ts';

/** What is kept of a run. */
export interface Kept {
  /** By step, of the last keptSteps that have some. */
  readonly rollouts: Map<number, Rollout[]>;
  /** Trained on so far. */
  tokens: number;
  readonly steps: RunHistory['steps'];
  readonly evaluations: RunHistory['evaluations'];
  readonly stages: RunHistory['stages'];
  /** The newest checkpoint: after which step, and when (null: before this run went on). */
  saved: { step: number; at: number | null };
}

/** A step that takes long is saved after it when the newest checkpoint is this old, whatever saveSteps says. */
const saveMinutes = 5;

/** Steps whose rollouts can still be inspected. */
export const keptSteps = 20;

export function startKeeping({ step, tokens, history }: RunProgress): Kept {
  const { steps, evaluations, stages } = history;
  return {
    rollouts: new Map(),
    tokens,
    steps: [...steps],
    evaluations: [...evaluations],
    stages: [...stages],
    saved: { step, at: null },
  };
}

/** A copy, so that what is done later does not change it. */
export const historyOf = ({ steps, evaluations, stages }: Kept): RunHistory => ({
  steps: [...steps],
  evaluations: [...evaluations],
  stages: [...stages],
});

export interface RunParts {
  readonly trainer: Trainer;
  readonly environment: RunEnvironment;
  readonly listener: RunListener;
  readonly kept: Kept;
}

/** What a step of any stage gives. */
interface Done {
  readonly metrics: Record<string, number>;
  /** Prompt and completion tokens of the step. */
  readonly tokens: number;
  /** Milliseconds that were not the step's own. */
  readonly waited: number;
}

/** @throws FailureError when numbers stop being finite or the device fails */
export async function takeStep(parts: RunParts, step: number, stage: Stage): Promise<void> {
  const { trainer, environment, listener, kept } = parts;
  const { engine, now, beforeStep } = environment;
  await beginStage(parts, step, stage);
  if (step === 1 && stage === 'sft') await showUntrained(parts);
  const began = now();
  // Said before anything is done, so that whoever hears of an end knows the step.
  reporter(parts, step)(stage === 'sft' ? 'update' : 'generate', 0, 1);
  beforeStep?.(step);
  const act = stage === 'sft' ? learnRepairs : learnFromRollouts;
  const { metrics, tokens, waited } = await act(parts, step, stage);
  await engine.settle();
  requireHealthy(engine);
  kept.tokens += tokens;
  const step_time = (now() - began - waited) / 1000;
  const reported = { ...metrics, num_tokens: kept.tokens, step_time };
  kept.steps.push({ step, metrics: reported });
  listener.onStep(step, reported, stage);
  const { evalSteps } = trainer.config;
  const isLastOfStage = () => nextStage(trainer.config, historyOf(kept)) !== stage;
  if (step % evalSteps === 0 || isLastOfStage()) await score(parts, step, stage);
  if (stage !== 'sft') newAlarms(trainer.config, historyOf(kept)).forEach(listener.onAlarm);
  await saveIfDue(parts, step, isLastOfStage());
}

/** RL begins from what SFT left, which is then its KL reference, with an optimizer of its own (as in TRL and verl). */
async function beginStage({ trainer, listener, kept }: RunParts, step: number, stage: Stage) {
  const before = kept.stages.at(-1)?.stage;
  if (before === stage) return;
  if (before === 'sft') {
    await copyWeights(trainer.policy, trainer.reference);
    trainer.optimizer.reset();
  }
  const start = { stage, from: step };
  kept.stages.push(start);
  listener.onStage(start);
}

/** One group of the model that a run with SFT begins from, judged and coloured, and its score. */
async function showUntrained(parts: RunParts): Promise<void> {
  const { trainer, listener, kept } = parts;
  const config: RunConfig = { ...trainer.config, promptsPerStep: 1, numIterations: 0 };
  await trainStep({ ...trainer, config }, 0, {
    onPhase: reporter(parts, 0),
    onRollouts: (rollouts) => {
      keep(kept, 0, rollouts);
      listener.onRollouts(rollouts);
      return Promise.resolve();
    },
  });
  await score(parts, 0, 'sft');
}

async function learnRepairs({ trainer, kept }: RunParts): Promise<Done> {
  const { config, policy, optimizer, tokenizer, tasks, memory } = trainer;
  const step = stepsDone(historyOf(kept)).sft + 1;
  const context = policy.config.max_position_embeddings;
  const texts = repairBatch(tasks, tokenizer, step, config.sftBatch, context);
  const learningRate = scheduledRate(config.sftLearningRate, config, step, config.sftSteps);
  const settings = { ...config, learningRate };
  const update = await crossEntropyStep(policy, optimizer, texts, settings, memory.slots);
  const tokens = texts.reduce((sum, { ids }) => sum + ids.length, 0);
  return { metrics: { 'sft/loss': update.loss, grad_norm: update.gradNorm }, tokens, waited: 0 };
}

async function learnFromRollouts(parts: RunParts, step: number, stage: Stage): Promise<Done> {
  const { trainer, environment, listener, kept } = parts;
  const { now } = environment;
  const { learningRate, maxSteps } = trainer.config;
  const { rl } = stepsDone(historyOf(kept));
  const rate = scheduledRate(learningRate, trainer.config, rl + 1, maxSteps);
  const config = { ...stageConfig(trainer.config, stage), learningRate: rate };
  let waited = 0;
  const { metrics, rollouts, tokens } = await trainStep({ ...trainer, config }, step, {
    onPhase: reporter(parts, step),
    onRollouts: async (early) => {
      keep(kept, step, early);
      listener.onRollouts(early);
      // The first rollouts are shown before the untrained policy is scored, so nobody waits for them.
      const paused = now();
      if (step === 1) await score(parts, 0, stage);
      waited = now() - paused;
    },
  });
  keep(kept, step, rollouts);
  return { metrics, tokens, waited };
}

async function score(parts: RunParts, step: number, stage: Stage): Promise<void> {
  const { trainer, listener, kept } = parts;
  const { policy, tokenizer, oracle, config } = trainer;
  const report = reporter(parts, step);
  const scored = await evaluate(
    policy,
    tokenizer,
    oracle,
    {
      split: 'validation',
      prompts: config.evalPrompts,
      temperature: 0,
      maxCompletionLength: config.maxCompletionLength,
    },
    (done, total) => report('evaluate', done, total),
  );
  const { metrics } = scored;
  kept.evaluations.push({ step, metrics });
  listener.onEvaluation(step, metrics, stage, samplesOf(scored));
}

async function saveIfDue(parts: RunParts, step: number, isLastOfStage: boolean): Promise<void> {
  const { trainer, environment, kept } = parts;
  kept.saved.at ??= environment.now();
  const isOld = environment.now() - kept.saved.at >= saveMinutes * 60_000;
  if (step % trainer.config.saveSteps === 0 || isLastOfStage || isOld) await saveRun(parts, step);
}

/** Awaited before the next step, whose update would otherwise be half in the checkpoint. Saves a step once. */
export async function saveRun(parts: RunParts, step: number): Promise<void> {
  const { trainer, environment, listener, kept } = parts;
  if (!listener.onCheckpoint || kept.saved.step === step) return;
  const history = historyOf(kept);
  const next = nextStage(trainer.config, history);
  const kind = next === null ? 'end' : next === history.stages.at(-1)?.stage ? 'regular' : 'stage';
  const progress = { step, tokens: kept.tokens, history };
  listener.onCheckpoint(await captureRun(trainer, environment.engine, progress), kind);
  kept.saved = { step, at: environment.now() };
}

/** Tells how far a step is, after asking whether the device still lives. */
const reporter =
  ({ environment, listener }: RunParts, step: number) =>
  (phase: RunPhase, done: number, total: number): void => {
    requireHealthy(environment.engine);
    listener.onProgress(step, phase, done, total);
  };

function keep({ rollouts: all }: Kept, step: number, rollouts: Rollout[]): void {
  all.set(step, rollouts);
  for (const at of [...all.keys()].sort((a, b) => b - a).slice(keptSteps)) all.delete(at);
}

function requireHealthy(engine: Engine): void {
  const failure = engine.failure();
  if (failure) throw new FailureError(failure);
}
