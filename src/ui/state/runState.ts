/** What the page knows about a run, and how each piece of news changes it. Pure: time is handed in. */
import { alarmsOf, type Alarm } from '../../core/alarms.ts';
import type { Failure } from '../../core/failure.ts';
import type { Rollout } from '../../core/rollout.ts';
import type { MetricsAtStep } from '../../core/runHistory.ts';
import type { StageStart } from '../../core/stage.ts';
import type { CheckpointFiles } from '../../worker/checkpointFiles.ts';
import type { EngineInfo, TrainerEvent, TrainerState } from '../../worker/contract.ts';
import { mostTelling } from './mostTelling.ts';

/** Steps whose rollouts stay inspectable, the worker alive or not. */
export const keptSteps = 20;

export interface Progress {
  readonly step: number;
  readonly phase: Extract<TrainerEvent, { kind: 'progress' }>['phase'];
  readonly done: number;
  readonly total: number;
  /** When this phase of this step began and the latest news of it came, in ms of one clock. */
  readonly startedAt: number;
  readonly updatedAt: number;
}

/** Which rollout is shown. While following, it is the most telling one of the newest whole step. */
export interface Selection {
  readonly isFollowing: boolean;
  readonly step: number | null;
  readonly group: number;
  readonly index: number;
}

export interface RunState {
  readonly engine: EngineInfo | null;
  readonly trainer: TrainerState;
  readonly runId: string | null;
  /** Where the library keeps the run; null while it does not. */
  readonly record: string | null;
  /** Last step the trainer has named. */
  readonly step: number;
  readonly steps: readonly MetricsAtStep[];
  readonly evaluations: readonly MetricsAtStep[];
  /** Stages begun so far. */
  readonly stages: readonly StageStart[];
  readonly rollouts: ReadonlyMap<number, readonly Rollout[]>;
  /** Newest step whose rollouts are all here; of later ones only samples have come. */
  readonly wholeStep: number | null;
  readonly selection: Selection;
  readonly progress: Progress | null;
  /** When the first and the newest finished step were reported, for the time left. */
  readonly pace: { readonly since: number; readonly until: number; readonly steps: number } | null;
  readonly failure: Failure | null;
  /** In the order of steps. */
  readonly alarms: readonly Alarm[];
  /** How many imported pairs the run trains on; null for the corpus. */
  readonly pairs: number | null;
  readonly memory: { readonly bytes: number; readonly microBatches: number } | null;
  /** The newest checkpoint of the run: it goes on from there when its worker or device is lost. */
  readonly checkpoint: (CheckpointFiles & { readonly step: number }) | null;
}

const nothingSelected: Selection = { isFollowing: true, step: null, group: 0, index: 0 };

export const initialRunState: RunState = {
  engine: null,
  trainer: 'idle',
  runId: null,
  record: null,
  step: 0,
  steps: [],
  evaluations: [],
  stages: [],
  rollouts: new Map(),
  wholeStep: null,
  selection: nothingSelected,
  progress: null,
  pace: null,
  failure: null,
  alarms: [],
  pairs: null,
  memory: null,
  checkpoint: null,
};

/** The state at the start of another run: the engine stays, the old run leaves the screen. */
function beginRun(state: RunState, runId: string): RunState {
  return { ...initialRunState, engine: state.engine, trainer: state.trainer, runId };
}

/** The same run in another worker: what it had told up to the checkpoint stays, and nothing later. */
function continueRun(
  state: RunState,
  { runId, step, config, history }: Extract<TrainerEvent, { kind: 'continued' }>,
): RunState {
  const alarms = alarmsOf(config, history);
  return { ...state, ...history, alarms, runId, step, failure: null, progress: null, pace: null };
}

function withMetrics(list: readonly MetricsAtStep[], entry: MetricsAtStep): MetricsAtStep[] {
  return [...list.filter((known) => known.step !== entry.step), entry].sort(
    (a, b) => a.step - b.step,
  );
}

/** Each stage once: a run that goes on may begin one again that it had begun after its checkpoint. */
const withStage = (stages: readonly StageStart[], { stage, from }: StageStart): StageStart[] => [
  ...stages.filter((known) => known.stage !== stage),
  { stage, from },
];

function follow(state: RunState): RunState {
  const steps = [...state.rollouts.keys()];
  const newest = state.wholeStep ?? (steps.length === 0 ? null : Math.max(...steps));
  if (!state.selection.isFollowing || newest === null) return state;
  const { step, group, index } = state.selection;
  const shown = (state.rollouts.get(newest) ?? []).find(
    (r) => r.step === step && r.group === group && r.index === index,
  );
  // The rollout on screen is not swapped for another one of the same step under the reader's eyes.
  const chosen = shown ?? mostTelling(state.rollouts.get(newest) ?? []);
  if (chosen === undefined) return state;
  const selection = { isFollowing: true, step: newest, group: chosen.group, index: chosen.index };
  return { ...state, selection };
}

/** All rollouts of a step. */
export function setRollouts(state: RunState, step: number, all: readonly Rollout[]): RunState {
  const wholeStep = Math.max(step, state.wholeStep ?? step);
  return addRollouts({ ...state, wholeStep }, step, all);
}

/** Keeps rollouts of the last steps; one that is known already is replaced. */
function addRollouts(state: RunState, step: number, added: readonly Rollout[]): RunState {
  const isNew = (known: Rollout) =>
    !added.some((r) => r.group === known.group && r.index === known.index);
  const merged = [...(state.rollouts.get(step) ?? []).filter(isNew), ...added].sort(
    (a, b) => a.group - b.group || a.index - b.index,
  );
  const all = new Map(state.rollouts).set(step, merged);
  const kept = [...all].sort(([a], [b]) => b - a).slice(0, keptSteps);
  return follow({ ...state, rollouts: new Map(kept) });
}

function withProgress(
  state: RunState,
  event: Extract<TrainerEvent, { kind: 'progress' }>,
  now: number,
): RunState {
  const { step, phase, done, total } = event;
  const before = state.progress;
  const isSame = before !== null && before.phase === phase && before.step === step;
  const startedAt = isSame ? before.startedAt : now;
  return { ...state, step, progress: { step, phase, done, total, startedAt, updatedAt: now } };
}

/** The state after one event that arrived at `now` (ms). An event of a new run begins that run. */
export function applyEvent(before: RunState, event: TrainerEvent, now: number): RunState {
  const { runId } = event;
  if (event.kind === 'continued') return continueRun(before, event);
  const state = runId !== null && runId !== before.runId ? beginRun(before, runId) : before;
  switch (event.kind) {
    case 'state': {
      const isResting = event.state !== 'running' && event.state !== 'loading';
      const progress = isResting ? null : state.progress;
      const pace = event.state === 'running' ? state.pace : null;
      return { ...state, trainer: event.state, step: event.step, progress, pace };
    }
    case 'progress':
      return withProgress(state, event, now);
    case 'rollout':
      return addRollouts(state, event.rollout.step, [event.rollout]);
    case 'step': {
      const steps = withMetrics(state.steps, event);
      const since = state.pace?.since ?? now;
      const pace = { since, until: now, steps: (state.pace?.steps ?? -1) + 1 };
      return { ...state, steps, pace, step: event.step };
    }
    case 'stage':
      // Its steps have a pace of their own.
      return { ...state, stages: withStage(state.stages, event), pace: null };
    case 'evaluation':
      return { ...state, evaluations: withMetrics(state.evaluations, event) };
    case 'alarm':
      return { ...state, alarms: [...state.alarms, event.alarm] };
    case 'memory':
      return { ...state, memory: { bytes: event.bytes, microBatches: event.microBatches } };
    case 'recorded':
      return { ...state, record: event.record };
    case 'pairs':
      return { ...state, pairs: event.count };
    case 'checkpoint':
      return { ...state, checkpoint: { step: event.step, files: event.files } };
    case 'failure':
      return { ...state, failure: event.failure, trainer: 'failed', progress: null, pace: null };
  }
}

/** Shows one rollout and stops following. */
export function select(state: RunState, chosen: Partial<Omit<Selection, 'isFollowing'>>): RunState {
  return { ...state, selection: { ...state.selection, ...chosen, isFollowing: false } };
}

/** Follows the newest step again, or holds what is shown. */
export function setFollowing(state: RunState, isFollowing: boolean): RunState {
  return follow({ ...state, selection: { ...state.selection, isFollowing } });
}

/** The rollout that the selection names, or the nearest one there is in its group or step. */
export function selectedRollout(state: RunState): Rollout | null {
  const { step, group, index } = state.selection;
  if (step === null) return null;
  const ofStep = state.rollouts.get(step) ?? [];
  const ofGroup = ofStep.filter((r) => r.group === group);
  return ofGroup.find((r) => r.index === index) ?? ofGroup[0] ?? ofStep[0] ?? null;
}

/** Milliseconds until the last of all steps at the pace of this stage, or null before two finished steps. */
export function timeLeft(state: RunState, steps: number): number | null {
  const { pace } = state;
  if (pace === null || pace.steps < 1) return null;
  return ((pace.until - pace.since) / pace.steps) * Math.max(0, steps - state.steps.length);
}
