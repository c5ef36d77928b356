/** What the page and the trainer worker say to each other: commands over Comlink, news as plain data. */
import { z } from 'zod';
import { failureSchema, type Result } from '../core/failure.ts';
import { rolloutSchema, type Rollout } from '../core/rollout.ts';
import type { RunConfig } from '../core/runConfig.ts';

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
  /** What the worker is doing inside a step, for a progress line: done of total in the named phase. */
  z.object({
    kind: z.literal('progress'),
    ...inRun,
    step: z.number().int(),
    phase: z.enum(['load', 'generate', 'judge', 'reward', 'update', 'evaluate']),
    done: z.number(),
    total: z.number(),
  }),
  /** One finished rollout to show at once; its update may still be under way. */
  z.object({ kind: z.literal('rollout'), ...inRun, rollout: rolloutSchema }),
  z.object({ kind: z.literal('step'), ...inRun, step: z.number().int(), metrics: metricsSchema }),
  /** Scores on the fixed validation prompts, keys as in core/metrics.ts. */
  z.object({
    kind: z.literal('evaluation'),
    ...inRun,
    step: z.number().int(),
    metrics: metricsSchema,
  }),
  z.object({ kind: z.literal('failure'), runId: z.string().nullable(), failure: failureSchema }),
]);
export type TrainerEvent = z.infer<typeof trainerEventSchema>;

/** A checkpoint in Hugging Face file layout. */
export interface CheckpointFiles {
  readonly files: readonly { name: string; bytes: Uint8Array }[];
}

/** The commands. Expected failures are values; see core/failure.ts. */
export interface TrainerApi {
  /** Sends events to this port from now on. */
  subscribe(port: MessagePort): Promise<void>;
  /** Creates the backend and loads the shipped model and corpus. 'webgpu' never falls back by itself. */
  load(backend: BackendName): Promise<Result<EngineInfo>>;
  /** Starts a run and returns its id; the first step begins at once. */
  start(config: RunConfig): Promise<Result<string>>;
  pause(): Promise<Result<null>>;
  resume(): Promise<Result<null>>;
  /** Runs exactly one step and pauses. Starts a run with this config when none is there. */
  step(config: RunConfig): Promise<Result<string>>;
  stop(): Promise<Result<null>>;
  /** All rollouts of a step of the current run; the last 20 steps are kept, and what happened before a failure. */
  inspect(step: number): Promise<Result<Rollout[]>>;
  /** The current policy. */
  exportCheckpoint(): Promise<Result<CheckpointFiles>>;
}
