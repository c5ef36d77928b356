/** What the page and the data worker say to each other: pairs to list, and the security mask of one. */
import { z } from 'zod';
import type { Result } from '../core/failure.ts';
import { repairPairSchema, type RepairPair } from '../core/pair.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { pairLintSchema } from '../corpus/lintTable.ts';
import type { Split } from '../corpus/splits.ts';

export type { LintCode, PairLint } from '../corpus/lintTable.ts';

const counted = z.number().int().nonnegative();

/** One pair as the model is given it: the prompt with the lines with which both sides begin, and the two rests. */
export const pairRowSchema = z.object({
  pair: repairPairSchema,
  promptTokens: counted,
  /** Of the longer side, its end token included. */
  sideTokens: counted,
  /** Share of the tokens that the mask marks, of the side with more of them. */
  marked: z.number().min(0).max(1),
  /** Codes of corpus/lintTable.ts. */
  lints: z.array(z.string()),
});
export type PairRow = z.infer<typeof pairRowSchema>;

export const pairListSchema = z.object({
  rows: z.array(pairRowSchema),
  /** How many there are, with those that are not listed. */
  total: counted,
});
export type PairList = z.infer<typeof pairListSchema>;

const maskTokenSchema = z.object({
  /** Characters of the side [start, end); the end token covers none. */
  start: counted,
  end: counted,
  /** Share of its visible characters that are marked, 0–1; above 0 it is in the mask. */
  overlap: z.number().min(0).max(1),
  hunk: z.number().int().nullable(),
});
export type MaskToken = z.infer<typeof maskTokenSchema>;

/** A task of the corpus, as the Generate screen shows it. */
export const taskViewSchema = z.object({
  prompt: z.string(),
  family: z.string(),
  /** Its weakness in a few words, in English. */
  title: z.string(),
  cwe: z.string(),
});
export type TaskView = z.infer<typeof taskViewSchema>;

export const maskViewSchema = z.object({
  /** The texts that the tokens are of. */
  texts: z.object({ vulnerable: z.string(), secure: z.string() }),
  /** [len y⁻], [len y⁺] */
  vulnerable: z.array(maskTokenSchema),
  secure: z.array(maskTokenSchema),
  hunks: z.array(
    z.object({
      operation: z.enum(['insert', 'delete', 'replace']),
      vulnerableTokens: counted,
      secureTokens: counted,
      /** The token of y⁻ that shows that an insertion is missing. */
      anchor: counted.nullable(),
    }),
  ),
  lints: z.array(pairLintSchema),
});
export type MaskView = z.infer<typeof maskViewSchema>;

/** The settings that make a mask, and those that choose the tasks of the corpus. */
export type DataSettings = Pick<
  RunConfig,
  'diffLevel' | 'bridgeGaps' | 'insertionAnchors' | 'seed' | 'pairsPerFamily' | 'scarcePrompts'
>;

/** The commands of the data worker. Expected failures are values. */
export interface DataApi {
  /** The pairs behind the first prompts of a run with these settings. */
  corpus(settings: DataSettings): Promise<Result<PairList>>;
  /** The first pairs of a PairReport. */
  imported(pairs: Blob, settings: DataSettings): Promise<Result<PairList>>;
  /** The index-th task of a split. */
  task(split: Split, index: number): Promise<Result<TaskView>>;
  /** The mask of a pair as training computes it, and what is wrong with the pair alone. */
  mask(pair: RepairPair, settings: DataSettings): Promise<Result<MaskView>>;
}
