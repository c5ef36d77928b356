/**
 * A run from its first step to its last: pausing at step boundaries, evaluating on schedule, keeping
 * the latest rollouts, and turning whatever goes wrong into one Failure.
 */
import { FailureError, type Failure } from '../core/failure.ts';
import type { Rollout } from '../core/rollout.ts';
import type { RunHistory } from '../core/runHistory.ts';
import type { Engine } from '../engine/backend.ts';
import { evaluate } from './evaluate.ts';
import { captureRun, type RunCheckpoint, type RunProgress } from './runCheckpoint.ts';
import { trainStep, type StepPhase, type Trainer } from './trainStep.ts';

export type RunState = 'running' | 'paused' | 'stopped' | 'failed';
export type RunPhase = StepPhase | 'evaluate';

export interface RunListener {
  readonly onState: (state: RunState, step: number) => void;
  readonly onProgress: (step: number, phase: RunPhase, done: number, total: number) => void;
  /** The rollouts of a step whose update has not been made yet. */
  readonly onRollouts: (rollouts: readonly Rollout[]) => void;
  readonly onStep: (step: number, metrics: Record<string, number>) => void;
  /** Scores after `step` updates; step 0 is the untrained policy. */
  readonly onEvaluation: (step: number, metrics: Record<string, number>) => void;
  readonly onFailure: (failure: Failure) => void;
  /** After every saveSteps steps and the last one. Without it nothing is read back from the device. */
  readonly onCheckpoint?: (checkpoint: RunCheckpoint) => void;
}

/** Hooks that only some callers need. */
export interface RunEnvironment {
  readonly engine: Engine;
  /** Milliseconds, for step_time. */
  readonly now: () => number;
  /** Called before each step; the fault drill breaks something here. */
  readonly beforeStep?: (step: number) => void;
}

/** Steps whose rollouts can still be inspected. */
export const keptSteps = 20;

export interface Run {
  /** Runs until the last step, a pause or a stop. Resolves when the run has ended for good. */
  readonly ended: Promise<void>;
  readonly state: () => RunState;
  readonly pause: () => void;
  readonly resume: () => void;
  /** From a pause: one step, then a pause again. */
  readonly stepOnce: () => void;
  readonly stop: () => void;
  /** Rollouts of one of the last keptSteps steps, or null. */
  readonly inspect: (step: number) => Rollout[] | null;
}

interface Kept {
  readonly rollouts: Map<number, Rollout[]>;
  /** Trained on so far. */
  tokens: number;
  readonly steps: RunHistory['steps'];
  readonly evaluations: RunHistory['evaluations'];
}

const atTheBeginning: RunProgress = { step: 0, tokens: 0, history: { steps: [], evaluations: [] } };

/**
 * Starts at once; with `isSingleStep` it pauses after the first step.
 * @param from where an earlier run of this trainer's policy and optimizer stopped
 */
export function startRun(
  trainer: Trainer,
  environment: RunEnvironment,
  listener: RunListener,
  isSingleStep: boolean,
  from: RunProgress = atTheBeginning,
): Run {
  const { steps, evaluations } = from.history;
  const kept: Kept = {
    rollouts: new Map(),
    tokens: from.tokens,
    steps: [...steps],
    evaluations: [...evaluations],
  };
  let state: RunState = 'running';
  let stepsAllowed = isSingleStep ? 1 : Infinity;
  let isStopping = false;
  let wake: () => void = () => undefined;
  let step = from.step;

  const setState = (next: RunState) => {
    if (next === state) return;
    state = next;
    listener.onState(state, step);
  };
  const allow = (steps: number) => {
    stepsAllowed = steps;
    wake();
  };

  async function waitForTurn(): Promise<void> {
    while (stepsAllowed <= 0 && !isStopping) {
      setState('paused');
      await new Promise<void>((resolve) => (wake = resolve));
    }
    if (!isStopping) setState('running');
  }

  async function loop(): Promise<void> {
    while (step < trainer.config.maxSteps) {
      await waitForTurn();
      if (isStopping) break;
      await takeStep(trainer, environment, listener, step + 1, kept);
      step += 1;
      await saveIfDue(trainer, environment.engine, listener, step, kept);
      stepsAllowed -= 1;
    }
  }

  listener.onState(state, step);
  const ended = loop().then(
    () => setState('stopped'),
    async (error: unknown) => {
      const failure = await explain(error, environment.engine, step + 1);
      setState('failed');
      listener.onFailure(failure);
    },
  );
  return {
    ended,
    state: () => state,
    pause: () => (stepsAllowed = 0),
    resume: () => allow(Infinity),
    stepOnce: () => allow(1),
    stop: () => {
      isStopping = true;
      wake();
    },
    inspect: (at) => kept.rollouts.get(at) ?? null,
  };
}

async function takeStep(
  trainer: Trainer,
  { engine, now, beforeStep }: RunEnvironment,
  listener: RunListener,
  step: number,
  kept: Kept,
): Promise<void> {
  const { config } = trainer;
  const progress = (phase: RunPhase, done: number, total: number) => {
    requireHealthy(engine);
    listener.onProgress(step, phase, done, total);
  };
  const score = async (at: number) => {
    const { metrics } = await evaluate(
      trainer.policy,
      trainer.tokenizer,
      trainer.oracle,
      {
        split: 'validation',
        prompts: config.evalPrompts,
        temperature: 0,
        maxCompletionLength: config.maxCompletionLength,
      },
      (done, total) => progress('evaluate', done, total),
    );
    kept.evaluations.push({ step: at, metrics });
    listener.onEvaluation(at, metrics);
  };
  let waited = 0;
  const began = now();
  // Said before anything is done, so that whoever hears of an end knows the step.
  progress('generate', 0, config.maxCompletionLength);
  beforeStep?.(step);
  const { metrics, rollouts, tokens } = await trainStep(trainer, step, {
    onPhase: progress,
    onRollouts: async (early) => {
      keep(kept, step, early);
      listener.onRollouts(early);
      // The first rollouts are shown before the untrained policy is scored, so nobody waits for them.
      const paused = now();
      if (step === 1) await score(0);
      waited = now() - paused;
    },
  });
  await engine.settle();
  requireHealthy(engine);
  keep(kept, step, rollouts);
  kept.tokens += tokens;
  const step_time = (now() - began - waited) / 1000;
  const reported = { ...metrics, num_tokens: kept.tokens, step_time };
  kept.steps.push({ step, metrics: reported });
  listener.onStep(step, reported);
  if (step % config.evalSteps === 0 || step === config.maxSteps) await score(step);
}

/** Awaited before the next step, whose update would otherwise be half in the checkpoint. */
async function saveIfDue(
  trainer: Trainer,
  engine: Engine,
  { onCheckpoint }: RunListener,
  step: number,
  { tokens, steps, evaluations }: Kept,
): Promise<void> {
  const { saveSteps, maxSteps } = trainer.config;
  if (!onCheckpoint || (step % saveSteps !== 0 && step !== maxSteps)) return;
  const history = { steps: [...steps], evaluations: [...evaluations] };
  onCheckpoint(await captureRun(trainer, engine, { step, tokens, history }));
}

function keep({ rollouts: kept }: Kept, step: number, rollouts: Rollout[]): void {
  kept.set(step, rollouts);
  kept.delete(step - keptSteps);
}

function requireHealthy(engine: Engine): void {
  const failure = engine.failure();
  if (failure) throw new FailureError(failure);
}

/** The device's own report comes first: what was thrown is then only its consequence. */
async function explain(error: unknown, engine: Engine, step: number): Promise<Failure> {
  await engine.settle().catch(() => undefined);
  const reported = engine.failure();
  if (reported) return { ...reported, step };
  if (error instanceof FailureError) return { ...error.failure, step };
  return {
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    hint: 'Reload the engine and start again; the run so far can still be inspected.',
    step,
  };
}
