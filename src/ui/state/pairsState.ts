/** What the page knows of imported pairs. Pure. */
import { unfitReason, unfitReasonNames, type UnfitReason } from '../../core/pairFit.ts';
import type { RunConfig } from '../../core/runConfig.ts';
import type { PairFormatName, PairReport } from '../../worker/pairContract.ts';

/** A file that was read to its end and gave pairs. */
export interface PairSet {
  readonly file: File;
  readonly fileName: string;
  readonly report: PairReport;
}

/** Why a file replaced nothing. */
export interface Rejection {
  readonly fileName: string;
  readonly message: string;
  readonly hint: string;
  /** With its bad rows, when it was read to its end. */
  readonly report: PairReport | null;
}

export interface PairsState {
  /** The newest file that gave pairs. */
  readonly set: PairSet | null;
  /** The newest file that was chosen, to be read again in another format. */
  readonly chosen: { readonly file: File; readonly format: PairFormatName | null } | null;
  /** Bytes of `chosen` that were read so far, while it is read. */
  readonly bytes: number | null;
  readonly rejection: Rejection | null;
  /** The next run trains on the pairs, not on the corpus. */
  readonly isTrainedOn: boolean;
}

export const noPairs: PairsState = {
  set: null,
  chosen: null,
  bytes: null,
  rejection: null,
  isTrainedOn: false,
};

/** What the next run is started with: pairs, or null for the corpus. */
export const chosenPairs = ({ set, isTrainedOn }: PairsState): Blob | null =>
  isTrainedOn && set !== null ? set.report.pairs : null;

export interface Trainable {
  readonly count: number;
  /** Why the others cannot train, in the order of the table, without zeros. */
  readonly unfit: readonly { readonly reason: UnfitReason; readonly count: number }[];
}

/** How many pairs can train with these settings. */
export function countTrainable(
  { prompts, sides, context, unfit }: PairReport,
  { maxCompletionLength }: Pick<RunConfig, 'maxCompletionLength'>,
): Trainable {
  const counts = new Map<UnfitReason, number>(unfit.map(({ reason, count }) => [reason, count]));
  let trainable = 0;
  prompts.forEach((prompt, i) => {
    const reason = unfitReason({ prompt, side: sides[i] }, { context, maxCompletionLength });
    if (reason === null) trainable += 1;
    else counts.set(reason, (counts.get(reason) ?? 0) + 1);
  });
  return {
    count: trainable,
    unfit: unfitReasonNames.flatMap((reason) => {
      const count = counts.get(reason) ?? 0;
      return count === 0 ? [] : [{ reason, count }];
    }),
  };
}
