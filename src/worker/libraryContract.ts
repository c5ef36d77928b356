/** What the page and the library worker say to each other. */
import { z } from 'zod';
import { evaluationSamplesSchema } from '../core/evaluationSample.ts';
import { failureSchema, type Result } from '../core/failure.ts';
import type { Rollout } from '../core/rollout.ts';
import { runHistorySchema } from '../core/runHistory.ts';
import { pairsRecordSchema, runRecordSchema, type RunRecord } from '../core/runRecord.ts';
import { checkpointFilesSchema, type CheckpointFiles } from './checkpointFiles.ts';

export const libraryListSchema = z.object({
  runs: z.array(runRecordSchema),
  pairs: z.array(pairsRecordSchema),
  /** Entries that cannot be read; their files can only be deleted. */
  damaged: z.array(
    z.object({ shelf: z.enum(['runs', 'pairs']), key: z.string(), why: z.string() }),
  ),
  /** Ids of runs that are trained now, in this tab or in another. */
  live: z.array(z.string()),
  /** Why nothing outlasts the tab; null where it does. */
  whyMemory: z.string().nullable(),
});
export type LibraryList = z.infer<typeof libraryListSchema>;
export type Shelf = LibraryList['damaged'][number]['shelf'];

export const storedHistorySchema = z.object({
  ...runHistorySchema.shape,
  samples: z.array(evaluationSamplesSchema),
  /** Lines that could not be read. */
  damagedLines: z.number().int().nonnegative(),
});
/** What a stored run told. */
export type StoredHistory = z.infer<typeof storedHistorySchema>;

export const exportKinds = [
  'bundle',
  'metrics.jsonl',
  'metrics.csv',
  'completions.jsonl',
  'model',
] as const;
export type ExportKind = (typeof exportKinds)[number];

export const exportedFileSchema = z.object({ name: z.string(), content: z.instanceof(Blob) });
export type ExportedFile = z.infer<typeof exportedFileSchema>;

export const resumeSchema = z.object({
  checkpoint: checkpointFilesSchema,
  pairs: z.instanceof(Blob).nullable(),
});
/** What a trainer needs to go on with a run. */
export type ResumeParts = z.infer<typeof resumeSchema>;

export const libraryEventSchema = z.discriminatedUnion('kind', [
  /** Something in the list has changed. */
  z.object({ kind: z.literal('changed') }),
  /** The run that trains cannot be saved, or (null) can be again. */
  z.object({ kind: z.literal('trouble'), trouble: failureSchema.nullable() }),
]);
export type LibraryEvent = z.infer<typeof libraryEventSchema>;

/** The commands of the library worker. Expected failures are values; see core/failure.ts. */
export interface LibraryApi {
  /** Sends events to this port from now on. */
  subscribe(port: MessagePort): Promise<void>;
  /** Writes down what a trainer says on this port; see RecorderApi in runRecording.ts. */
  record(port: MessagePort): Promise<void>;
  list(): Promise<Result<LibraryList>>;
  history(id: string): Promise<Result<StoredHistory>>;
  rollouts(id: string, step: number): Promise<Result<Rollout[]>>;
  resume(id: string): Promise<Result<ResumeParts>>;
  /** The weights of a checkpoint with the files of its model, to write with. */
  model(id: string, step: number): Promise<Result<CheckpointFiles>>;
  rename(shelf: Shelf, key: string, name: string): Promise<Result<null>>;
  remove(shelf: Shelf, key: string): Promise<Result<null>>;
  removeCheckpoint(id: string, step: number): Promise<Result<null>>;
  export(id: string, kind: ExportKind): Promise<Result<ExportedFile>>;
  exportPairs(fingerprint: string): Promise<Result<ExportedFile>>;
  importBundle(file: Blob): Promise<Result<RunRecord>>;
}
