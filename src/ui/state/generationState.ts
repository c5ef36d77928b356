/** What the Generate screen shows: one column a model, with what it wrote. Pure. */
import type { Failure } from '../../core/failure.ts';
import { isFunctional, isSecure } from '../../core/outcome.ts';
import type {
  GenerationNews,
  Place,
  PromptRef,
  WritingOptions,
  Written,
} from '../../worker/generationContract.ts';

export type ColumnPhase = GenerationNews['phase'] | 'done' | 'cancelled' | 'failed';

export interface CompletionState {
  readonly written: Written;
  /** What the model wrote by itself, after the reader has chosen another token; else null. */
  readonly own: Written | null;
}

export interface ColumnState {
  readonly phase: ColumnPhase;
  /** Tokens of the longest completion so far, of how many. */
  readonly done: number;
  readonly total: number;
  /** Finished steps of the run of this tab when it wrote; null for other models. */
  readonly step: number | null;
  readonly completions: readonly CompletionState[];
  readonly failure: Failure | null;
}

/** What the columns were written for. */
export interface Asked {
  readonly prompt: PromptRef;
  /** Its text. */
  readonly text: string;
  readonly options: WritingOptions;
}

export interface GenerationState {
  /** A text of the reader's own that is not in the address (yet). */
  readonly draft: string | null;
  readonly asked: Asked | null;
  /** How often was asked; what the reader looked at ends with a round. */
  readonly round: number;
  /** By the model's key. */
  readonly columns: Readonly<Record<string, ColumnState>>;
}

export const nothingGenerated: GenerationState = {
  draft: null,
  asked: null,
  round: 0,
  columns: {},
};

export const waitingColumn: ColumnState = {
  phase: 'waiting',
  done: 0,
  total: 0,
  step: null,
  completions: [],
  failure: null,
};

const working: readonly ColumnPhase[] = ['waiting', 'writing', 'judging'];

export const isColumnWorking = ({ phase }: Pick<ColumnState, 'phase'>): boolean =>
  working.includes(phase);

export const isWorking = ({ columns }: GenerationState): boolean =>
  Object.values(columns).some(isColumnWorking);

/** Both of a kind that JSON holds, with keys in the same order. */
export const isSameAsked = (a: Asked, b: Asked): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Puts completions that were written from number `first` on into a column. */
export function placeWritten(
  column: ColumnState,
  first: number,
  written: readonly Written[],
): ColumnState {
  const completions = [...column.completions];
  written.forEach((one, i) => {
    const own = column.completions[first + i]?.own ?? null;
    completions[first + i] = { written: one, own };
  });
  return { ...column, completions };
}

export interface Verdict {
  readonly total: number;
  readonly working: number;
  readonly secure: number;
  /** Both at once. */
  readonly good: number;
}

/** What the tests say of a column; null where none ran. */
export function verdictOf(completions: readonly Pick<Written, 'outcome'>[]): Verdict | null {
  const outcomes = completions.flatMap(({ outcome }) => outcome ?? []);
  if (outcomes.length === 0) return null;
  return {
    total: outcomes.length,
    working: outcomes.filter(isFunctional).length,
    secure: outcomes.filter(isSecure).length,
    good: outcomes.filter((outcome) => isFunctional(outcome) && isSecure(outcome)).length,
  };
}

/** The token that the model was least sure of: where it could have gone another way. 0 before that is known. */
export function mostDoubtful(places: readonly Place[] | null): number {
  const shares = places?.map(({ probability }) => probability ?? 1) ?? [];
  return Math.max(0, shares.indexOf(Math.min(...shares)));
}

/** How sure the model was of a token: 0 nearly certain (90 % and more), 3 below 10 %. */
export const doubtLevel = (probability: number): 0 | 1 | 2 | 3 =>
  probability >= 0.9 ? 0 : probability >= 0.5 ? 1 : probability >= 0.1 ? 2 : 3;
