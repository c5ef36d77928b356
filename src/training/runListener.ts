/** What a run tells, and what it needs from its surroundings. */
import type { Alarm } from '../core/alarms.ts';
import type { EvaluationSample } from '../core/evaluationSample.ts';
import type { Failure } from '../core/failure.ts';
import type { Rollout } from '../core/rollout.ts';
import type { CheckpointRecord } from '../core/runRecord.ts';
import type { Stage, StageStart } from '../core/stage.ts';
import type { Engine } from '../engine/backend.ts';
import type { RunCheckpoint } from './runCheckpoint.ts';
import type { StepPhase } from './trainStep.ts';
import type { Turns } from './turns.ts';

export type RunState = 'running' | 'paused' | 'stopped' | 'failed';
export type RunPhase = StepPhase | 'evaluate';

export interface RunListener {
  readonly onState: (state: RunState, step: number) => void;
  /** Before the first step of a stage. */
  readonly onStage: (start: StageStart) => void;
  readonly onProgress: (step: number, phase: RunPhase, done: number, total: number) => void;
  /**
   * The rollouts of a step whose update has not been made yet. Those of step 0 are a group of the untrained
   * model, shown when a run begins with SFT; nothing is trained by them.
   */
  readonly onRollouts: (rollouts: readonly Rollout[]) => void;
  readonly onStep: (step: number, metrics: Record<string, number>, stage: Stage) => void;
  /** Scores after `step` updates; step 0 is the untrained policy. The stage is that of the step, or the first. */
  readonly onEvaluation: (
    step: number,
    metrics: Record<string, number>,
    stage: Stage,
    samples: readonly EvaluationSample[],
  ) => void;
  /** One that begins with a step, after its validation. */
  readonly onAlarm: (alarm: Alarm) => void;
  readonly onFailure: (failure: Failure) => void;
  /**
   * After every saveSteps steps, the last one of a stage, and what saveMinutes or a pause would else leave unsaved.
   * Without it nothing is read back from the device.
   */
  readonly onCheckpoint?: (checkpoint: RunCheckpoint, kind: CheckpointRecord['kind']) => void;
}

/** Hooks that only some callers need. */
export interface RunEnvironment {
  readonly engine: Engine;
  /** Milliseconds, for step_time. */
  readonly now: () => number;
  /** Called before each step; the fault drill breaks something here. */
  readonly beforeStep?: (step: number) => void;
  /** What a step waits for when others use the device too; without it no one does. */
  readonly turns?: Turns;
}
