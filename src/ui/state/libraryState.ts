/** What the page knows of the library. Pure. */
import type { Failure } from '../../core/failure.ts';
import { resumableCheckpoint, type RunRecord } from '../../core/runRecord.ts';
import type { LibraryList } from '../../worker/libraryContract.ts';
import type { RunState } from './runState.ts';

export interface LibraryState {
  /** Null before the first answer. */
  readonly list: LibraryList | null;
  /** Counts changes of the library, so that what shows it can ask again. */
  readonly changes: number;
  /** Why the newest command failed. */
  readonly failure: Failure | null;
  /** Why the run that trains cannot be saved; null while it can. */
  readonly trouble: Failure | null;
  /** A command that takes its time is under way. */
  readonly isBusy: boolean;
  /** The reader was offered to go on with an earlier run and declined, or did. */
  readonly isOfferSettled: boolean;
}

export const emptyLibrary: LibraryState = {
  list: null,
  changes: 0,
  failure: null,
  trouble: null,
  isBusy: false,
  isOfferSettled: false,
};

/** How a run stands. A run that was training when its tab was closed is `interrupted`. */
export type RunStanding = RunRecord['state'] | 'interrupted';

/** @param run the run on the screen, whose state is known better than the library does */
export function standingOf(
  record: RunRecord,
  live: readonly string[],
  { record: shown, trainer }: Pick<RunState, 'record' | 'trainer'>,
): RunStanding {
  const isShown = record.id === shown;
  if (isShown && (trainer === 'running' || trainer === 'paused')) return trainer;
  if (isShown && trainer === 'failed') return 'failed';
  const isAtRest = record.state === 'stopped' || record.state === 'failed';
  if (isAtRest) return record.state;
  return live.includes(record.id) && !isShown ? record.state : 'interrupted';
}

/** Whether this tab may go on with it: it has a checkpoint, and is not trained in another tab. */
export const canResume = (record: RunRecord, standing: RunStanding): boolean =>
  standing !== 'running' && standing !== 'paused' && resumableCheckpoint(record) !== null;

/** The newest run that was interrupted and can go on; null while a run is on the screen. */
export function interruptedRun(
  { list, isOfferSettled }: LibraryState,
  run: Pick<RunState, 'record' | 'trainer' | 'steps'>,
): RunRecord | null {
  if (list === null || isOfferSettled || run.record !== null || run.steps.length > 0) return null;
  const newest = list.runs.find(({ isImported }) => !isImported);
  if (newest === undefined) return null;
  const standing = standingOf(newest, list.live, run);
  return standing === 'interrupted' && canResume(newest, standing) ? newest : null;
}
