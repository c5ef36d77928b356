/** What the page and the trainer worker say to each other: commands over Comlink, news as plain data. */
import { z } from 'zod';
import { alarmSchema } from '../core/alarms.ts';
import { failureSchema, type Result } from '../core/failure.ts';
import { rolloutSchema } from '../core/rollout.ts';
import { runConfigSchema, type RunConfig } from '../core/runConfig.ts';
import { runHistorySchema } from '../core/runHistory.ts';
import { stageSchema, stageStartSchema } from '../core/stage.ts';
import { checkpointFilesSchema, type CheckpointFiles } from './checkpointFiles.ts';
import type { GenerationApi } from './generationContract.ts';
import type { RolloutSlice } from './rolloutSlice.ts';

export const backendNameSchema = z.enum(['webgpu', 'wasm']);
export type BackendName = z.infer<typeof backendNameSchema>;

/** idle → loading → ready → running ⇄ paused → stopped | failed; a command takes effect at a step boundary. */
export const trainerStateSchema = z.enum([
  'idle',
  'loading',
  'ready',
  'running',
  'paused',
  'stopped',
  'failed',
]);
export type TrainerState = z.infer<typeof trainerStateSchema>;

export const engineInfoSchema = z.object({
  backend: backendNameSchema,
  /** Adapter as the browser names it, e.g. "google swiftshader". */
  adapter: z.string(),
  /** True for a software WebGPU adapter and for the wasm and cpu backends. */
  isSoftware: z.boolean(),
  parameters: z.number().int(),
  vocabulary: z.number().int(),
  families: z.number().int(),
});
export type EngineInfo = z.infer<typeof engineInfoSchema>;

/** Scalars of one optimizer step, keyed by the names in core/metrics.ts. */
export const metricsSchema = z.record(z.string(), z.number());
export type Metrics = z.infer<typeof metricsSchema>;

const inRun = { runId: z.string() };

/** News from the trainer. Every event of a run carries its runId; late ones of an old run are dropped. */
export const trainerEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('state'),
    state: trainerStateSchema,
    runId: z.string().nullable(),
    step: z.number().int(),
  }),
  /** What the run is going to take, estimated from shapes: device bytes, and in how many parts a step is done. */
  z.object({
    kind: z.literal('memory'),
    ...inRun,
    bytes: z.number().nonnegative(),
    microBatches: z.number().int().positive(),
  }),
  /** The library keeps the run under this id. */
  z.object({ kind: z.literal('recorded'), ...inRun, record: z.string() }),
  /** The run trains on imported pairs, of which this many fit. Not told for the corpus. */
  z.object({ kind: z.literal('pairs'), ...inRun, count: z.number().int().positive() }),
  /** What the worker is doing inside a step or before runs, for a progress line: done of total in the phase. */
  z.object({
    kind: z.literal('progress'),
    runId: z.string().nullable(),
    step: z.number().int(),
    phase: z.enum(['compile', 'generate', 'judge', 'reward', 'update', 'evaluate']),
    done: z.number(),
    total: z.number(),
  }),
  /** One finished rollout to show at once; its update may still be under way. */
  z.object({ kind: z.literal('rollout'), ...inRun, rollout: rolloutSchema }),
  /** A stage begins. */
  z.object({ kind: z.literal('stage'), ...inRun, ...stageStartSchema.shape }),
  z.object({
    kind: z.literal('step'),
    ...inRun,
    step: z.number().int(),
    metrics: metricsSchema,
    stage: stageSchema,
  }),
  /** Scores on the fixed validation prompts, keys as in core/metrics.ts. */
  z.object({
    kind: z.literal('evaluation'),
    ...inRun,
    step: z.number().int(),
    metrics: metricsSchema,
    stage: stageSchema,
  }),
  /** Something in the metrics points to hacking or to training that no longer works. The run goes on. */
  z.object({ kind: z.literal('alarm'), ...inRun, alarm: alarmSchema }),
  /** The whole run after `step`, to go on from in another worker: the page keeps the latest one. */
  z.object({
    kind: z.literal('checkpoint'),
    ...inRun,
    step: z.number().int(),
    ...checkpointFilesSchema.shape,
  }),
  /** First news of a run that goes on from a checkpoint: what it had told up to that step. */
  z.object({
    kind: z.literal('continued'),
    ...inRun,
    step: z.number().int(),
    config: runConfigSchema,
    history: runHistorySchema,
  }),
  z.object({ kind: z.literal('failure'), runId: z.string().nullable(), failure: failureSchema }),
]);
export type TrainerEvent = z.infer<typeof trainerEventSchema>;

/** The commands. Expected failures are values; see core/failure.ts. */
export interface TrainerApi extends GenerationApi {
  /** Sends events to this port from now on. */
  subscribe(port: MessagePort): Promise<void>;
  /** Writes the runs from now on down through this port of the library worker. */
  record(port: MessagePort): Promise<Result<null>>;
  /** Creates the backend and loads the shipped model and corpus. 'webgpu' never falls back by itself. */
  load(backend: BackendName): Promise<Result<EngineInfo>>;
  /**
   * Starts a run and returns its id; the first step begins at once.
   * @param pairs those of a PairReport; null trains on the shipped corpus
   */
  start(config: RunConfig, pairs: Blob | null): Promise<Result<string>>;
  /**
   * Goes on from a 'checkpoint' event's files, of this worker or of another; its settings are in them.
   * @param pairs what that run was started with
   * @param record where the library keeps that run, or null when it does not
   */
  continueRun(
    checkpoint: CheckpointFiles,
    pairs: Blob | null,
    record: string | null,
  ): Promise<Result<string>>;
  pause(): Promise<Result<null>>;
  resume(): Promise<Result<null>>;
  /** Runs exactly one step and pauses. Starts a run with this config and these pairs when none is there. */
  step(config: RunConfig, pairs: Blob | null): Promise<Result<string>>;
  stop(): Promise<Result<null>>;
  /**
   * Rollouts of a step of the current run, a slice of them; the last 20 steps are kept, and what happened before a
   * failure.
   * @param from how many of the step are known already
   */
  inspect(step: number, from: number): Promise<Result<RolloutSlice>>;
  /** The current policy in Hugging Face file layout. */
  exportCheckpoint(): Promise<Result<CheckpointFiles>>;
}
