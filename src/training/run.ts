/**
 * A run from its first step to its last: pausing at step boundaries, keeping the latest rollouts, and turning
 * whatever goes wrong into one Failure. What a step is, and what is done around it, is in runSteps.ts.
 */
import { FailureError, type Failure } from '../core/failure.ts';
import type { Rollout } from '../core/rollout.ts';
import { nextStage } from '../core/stagePlan.ts';
import type { Engine } from '../engine/backend.ts';
import type { RunProgress } from './runCheckpoint.ts';
import type { RunEnvironment, RunListener, RunState } from './runListener.ts';
import { historyOf, saveRun, startKeeping, takeStep } from './runSteps.ts';
import type { Trainer } from './trainStep.ts';
import { createTurns } from './turns.ts';

export interface Run {
  /** Runs until the last step, a pause or a stop. Resolves when the run has ended for good. */
  readonly ended: Promise<void>;
  readonly state: () => RunState;
  /** Finished steps. */
  readonly step: () => number;
  readonly pause: () => void;
  readonly resume: () => void;
  /** From a pause: one step, then a pause again. */
  readonly stepOnce: () => void;
  readonly stop: () => void;
  /** Rollouts of one of the last steps that have some, or null. */
  readonly inspect: (step: number) => Rollout[] | null;
}

const atTheBeginning: RunProgress = {
  step: 0,
  tokens: 0,
  history: { steps: [], evaluations: [], stages: [] },
};

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
  const kept = startKeeping(from);
  const parts = { trainer, environment, listener, kept };
  const turns = environment.turns ?? createTurns();
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

  /** A pause or a stop may be the end of the tab, too. */
  const isResting = () => stepsAllowed <= 0 || isStopping;

  async function waitForTurn(): Promise<void> {
    if (isResting()) await saveRun(parts, step);
    // Asked again: the reader may have gone on while it was saved.
    while (stepsAllowed <= 0 && !isStopping) {
      setState('paused');
      await new Promise<void>((resolve) => (wake = resolve));
    }
    if (!isStopping) setState('running');
  }

  async function loop(): Promise<void> {
    for (;;) {
      const stage = nextStage(trainer.config, historyOf(kept));
      if (stage === null) break;
      await waitForTurn();
      if (isStopping) break;
      await turns.take(async () => {
        // The reader may have paused or stopped while others had the device.
        if (isResting()) return;
        await takeStep(parts, step + 1, stage);
        step += 1;
        stepsAllowed -= 1;
      });
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
    step: () => step,
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
