/** What is kept of a run beside its files: the entry of the library's index, also part of a run bundle. */
import { z } from 'zod';
import { failureSchema } from './failure.ts';
import { storedRunConfigSchema } from './runConfig.ts';

const count = z.number().int().nonnegative();
/** Milliseconds since 1970. */
const time = z.number().nonnegative();

/** It becomes part of a path, so nothing but letters, digits and dashes. */
export const recordIdSchema = z.string().regex(/^[a-z0-9-]{4,64}$/);

/** One checkpoint that lies complete in storage. */
export const checkpointRecordSchema = z.object({
  /** Finished steps. */
  step: count,
  savedAt: time,
  bytes: count,
  /** Newer ones replace an earlier one of kind `regular`. After `end` there is nothing left to do. */
  kind: z.enum(['regular', 'stage', 'end']),
});
export type CheckpointRecord = z.infer<typeof checkpointRecordSchema>;

/** Imported pairs, by the fingerprint that a run on them carries. */
export const pairsRecordSchema = z.object({
  fingerprint: recordIdSchema,
  name: z.string().max(200),
  savedAt: time,
  count,
  bytes: count,
});
export type PairsRecord = z.infer<typeof pairsRecordSchema>;

export const runRecordSchema = z.object({
  version: z.literal(1, { error: 'is of another version of PatchGrad; this one reads version 1' }),
  id: recordIdSchema,
  name: z.string().min(1).max(200),
  createdAt: time,
  updatedAt: time,
  config: storedRunConfigSchema,
  engine: z.object({ backend: z.string(), adapter: z.string(), isSoftware: z.boolean() }),
  /** Fingerprint of the model that the run started from. */
  base: z.string(),
  state: z.enum(['running', 'paused', 'stopped', 'failed']),
  /** Last finished step. */
  step: count,
  /** func-sec@1 of the newest evaluation; null before the first. */
  funcSec: z.number().min(0).max(1).nullable(),
  failure: failureSchema.nullable(),
  /** Fingerprint of the imported pairs that it trains on; null for the corpus. */
  pairs: recordIdSchema.nullable(),
  /** In the order of steps. */
  checkpoints: z.array(checkpointRecordSchema),
  /** Steps whose rollouts are kept, in their order. */
  rollouts: z.array(z.object({ step: count, bytes: count })),
  /** Of all its files. */
  bytes: count,
  /** It came out of a bundle. */
  isImported: z.boolean(),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

/** The newest checkpoint that the run can go on from, or null: none is there, or the run came to its end. */
export function resumableCheckpoint({
  checkpoints,
}: Pick<RunRecord, 'checkpoints'>): CheckpointRecord | null {
  const newest = checkpoints.at(-1);
  return newest === undefined || newest.kind === 'end' ? null : newest;
}
