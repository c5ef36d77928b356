/** What the page is told of a file of imported pairs. */
import { z } from 'zod';
import type { Result } from '../core/failure.ts';
import { unfitReasonNames } from '../core/pairFit.ts';
import { pairFormatNames, pairFormats, type PairFormatName } from '../corpus/pairFormats.ts';

export type { PairFormatName } from '../corpus/pairFormats.ts';

/** Every format with what it means, in table order. */
export const pairFormatChoices = pairFormatNames.map((name) => ({
  name,
  meaning: pairFormats[name].meaning,
}));

const counted = z.number().int().nonnegative();
const tokenCounts = z.instanceof(Int32Array<ArrayBufferLike>);

/** A file that was read to its end. */
export const pairReportSchema = z.object({
  format: z.enum(pairFormatNames),
  /** Pairs that were read well. */
  read: counted,
  badRows: counted,
  /** The first of them. */
  firstBadRows: z.array(z.object({ line: counted, message: z.string(), advice: z.string() })),
  /** Pairs that no setting makes fit the model. */
  unfit: z.array(z.object({ reason: z.enum(unfitReasonNames), count: counted })),
  /** Of the pairs that fit the model. */
  lints: z.array(z.object({ code: z.string(), meaning: z.string(), count: counted })),
  /** Tokens that the model holds. */
  context: z.number().int().positive(),
  /** Tokens of the pairs that fit the model, in order; see PairSize. */
  prompts: tokenCounts,
  sides: tokenCounts,
  /** The pairs that fit the model, as JSON lines; kept by the browser and passed on by reference. */
  pairs: z.instanceof(Blob),
});
export type PairReport = z.infer<typeof pairReportSchema>;

export interface PairReading {
  readonly file: Blob;
  /** Null: guessed from the first row. */
  readonly format: PairFormatName | null;
  /** The format once it is known, and the bytes read so far. */
  readonly onProgress: (format: PairFormatName, bytes: number) => void;
  /** Ends the reading; nothing is kept of it. */
  readonly signal: AbortSignal;
}

/** Reads a file of pairs outside of the page. Never rejects; null when it was cancelled. */
export type ReadPairFile = (reading: PairReading) => Promise<Result<PairReport> | null>;
