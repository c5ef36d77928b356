/** The trainer's side of recording: a run's listener that also writes down what it hears. */
import type { Rollout } from '../core/rollout.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Engine } from '../engine/backend.ts';
import type { Recorder } from '../storage/recorder.ts';
import type { NamedFile } from '../training/runCheckpoint.ts';
import type { RunListener } from '../training/runListener.ts';
import type { TaskSource } from '../training/taskSource.ts';
import { newRecordId } from './recordId.ts';

/**
 * What a trainer tells the library worker, through Comlink. Nothing of it is waited for while training, and nothing
 * rejects: a refusal of the storage, or the end of that worker, is told to the page by the library itself.
 */
export type RecorderApi = Pick<
  Recorder,
  'begin' | 'goOn' | 'note' | 'keepRollouts' | 'keepCheckpoint' | 'setState'
>;

export interface RecordedRun {
  readonly config: RunConfig;
  readonly engine: Pick<Engine, 'backend' | 'adapter' | 'isSoftware'>;
  /** Fingerprint of the model that it starts from. */
  readonly base: string;
  readonly modelFiles: readonly NamedFile[];
  readonly tasks: Pick<TaskSource, 'pairs'>;
  readonly pairs: Blob | null;
}

export interface Recording {
  /** Where the library keeps it. */
  readonly id: string;
  /** @param inspect rollouts of a step, while they are there */
  listener(inspect: (step: number) => readonly Rollout[] | null): RunListener;
}

/**
 * Begins to write a run down, or goes on with the record of one that continues.
 * @param news what the run's listener does besides
 */
export function recordRun(
  recorder: RecorderApi,
  news: RunListener,
  run: RecordedRun,
  from?: { readonly record: string | null; readonly step: number },
): Recording {
  const now = Date.now();
  const id = from?.record ?? newRecordId(now);
  if (from?.record) void recorder.goOn(id, from.step);
  else void recorder.begin(describeStart(id, now, run));
  return { id, listener: (inspect) => withNotes(recorder, news, inspect) };
}

function describeStart(id: string, now: number, run: RecordedRun) {
  const { config, engine, base, modelFiles, tasks, pairs } = run;
  const { backend, adapter, isSoftware } = engine;
  return {
    id,
    // The same in every language; the reader may give it another one.
    name: localTime(new Date(now)),
    config,
    engine: { backend, adapter, isSoftware },
    base,
    modelFiles,
    pairs:
      tasks.pairs && pairs
        ? { ...tasks.pairs, name: `${tasks.pairs.count} pairs`, content: pairs }
        : null,
  };
}

/** As "2026-05-17 09:30". */
function localTime(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Rollouts are kept of the first step, of evaluated ones and of the one before a rest. */
function withNotes(
  recorder: RecorderApi,
  news: RunListener,
  inspect: (step: number) => readonly Rollout[] | null,
): RunListener {
  const kept = new Set<number>();
  const keepRollouts = (step: number) => {
    const rollouts = kept.has(step) ? null : inspect(step);
    if (rollouts === null) return;
    kept.add(step);
    void recorder.keepRollouts(step, rollouts);
  };
  return {
    ...news,
    onState: (state, step) => {
      news.onState(state, step);
      if (state !== 'running') keepRollouts(step);
      void recorder.setState(state);
    },
    onStage: (start) => {
      news.onStage(start);
      void recorder.note({ kind: 'stage', step: start.from, stage: start.stage });
    },
    onStep: (step, metrics, stage) => {
      news.onStep(step, metrics, stage);
      void recorder.note({ kind: 'step', step, metrics });
      if (step === 1) keepRollouts(step);
    },
    onEvaluation: (step, metrics, stage, samples) => {
      news.onEvaluation(step, metrics, stage, samples);
      void recorder.note({ kind: 'evaluation', step, metrics, samples: [...samples] });
      keepRollouts(step);
    },
    onAlarm: (alarm) => {
      news.onAlarm(alarm);
      void recorder.note({ kind: 'alarm', step: alarm.step, alarm });
    },
    onFailure: (failure) => {
      news.onFailure(failure);
      void recorder.note({ kind: 'failure', step: failure.step ?? 0, failure });
    },
  };
}
