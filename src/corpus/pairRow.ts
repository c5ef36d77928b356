/** One row of a file of pairs: what it gives, why it gives nothing, and how it is checked. */
import { z } from 'zod';
import type { RepairPair } from '../core/pair.ts';
import type { RecordedChanges } from './charChanges.ts';

/** A pair from outside, with what only the file knows of it. */
export interface ImportedPair extends RepairPair {
  /** As the row names it; null when it does not. */
  readonly license: string | null;
  /** The edit that the data set recorded with the pair; null when it has none. */
  readonly recordedChanges: RecordedChanges | null;
}

/** Why a row gives no pair. */
export class RowError extends Error {
  override readonly name = 'RowError';
  /**
   * @param message what is wrong and why it matters, as the end of "line 3: …"
   * @param advice what to do, a sentence
   */
  constructor(
    message: string,
    readonly advice: string,
  ) {
    super(message);
  }
}

/** Reads the rows of one file in order. */
export interface PairReader {
  /**
   * @param row parsed JSON, or the fields of a CSV row by their column
   * @param id what to call the pair when the row does not say
   * @returns the pair that this row completes, or null when it waits for the next row
   * @throws RowError when the row is not of the format; reading can go on
   */
  readonly take: (row: unknown, id: string) => ImportedPair | null;
  /** A row could not be parsed: whatever waits for it is given up. */
  readonly skip: () => void;
  /** @throws RowError when a row still waits for its partner */
  readonly end: () => void;
}

/** @throws RowError naming every field that is missing or of another kind */
export function parseRow<S extends z.ZodType>(schema: S, row: unknown): z.output<S> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? 'the row is no object with named fields' : `${path.join('.')} ${message}`,
  );
  throw new RowError(
    `${reasons.join('; ')}, so it is no row of this format`,
    'Correct the row, or read the file in another format.',
  );
}

/** Half of a surrogate pair is no character; written out as UTF-8 it would become another one. */
const loneSurrogate = /\p{Surrogate}/u;

export const text = z
  .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'is not text') })
  .refine((value) => !loneSurrogate.test(value), 'holds half of a character (a lone \\u escape)');

/** "cwe-089" as "CWE-89". */
export const cweName = (name: string) => name.replace(/^cwe-0*/iu, 'CWE-');

/** The ending of a file name says the language: "py", "c", "js". */
export const extensionOf = (name: string) => /\.([^./]+)$/u.exec(name)?.[1] ?? '';
