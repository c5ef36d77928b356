/** What one run of the benchmark reports. */
import { z } from 'zod';
import { engineNames } from './benchEngine.ts';
import { sizeNames } from './workload.ts';

export const runtimeNames = ['node', 'chromium'] as const;
export type RuntimeName = (typeof runtimeNames)[number];

export const workNames = ['train_step', 'generate'] as const;
export type WorkName = (typeof workNames)[number];

/** One measured piece of work. */
export const benchRowSchema = z.object({
  runtime: z.enum(runtimeNames),
  adapter: z.string(),
  size: z.enum(sizeNames),
  work: z.enum(workNames),
  engine: z.enum(engineNames),
  median_ms: z.number().positive(),
  min_ms: z.number().positive(),
  repeats: z.number().int().positive(),
  /** Trained (padding not counted: there is none) or sampled tokens, over the median. */
  tokens_per_s: z.number().positive(),
  /** Of one train_step, or of a whole generate. */
  dispatches: z.number().int().positive(),
  /** Most bytes in GPU buffers at one time, weights and optimizer included. */
  peak_bytes: z.number().int().positive(),
  /** Arithmetic of a train_step over its median time, GFLOP/s; null for generate. */
  gflops: z.number().positive().nullable(),
});
export type BenchRow = z.infer<typeof benchRowSchema>;

export const benchJobSchema = z.object({
  runtime: z.enum(runtimeNames),
  size: z.enum(sizeNames),
  engine: z.enum(engineNames),
  repeats: z.number().int().positive(),
});
/** One engine at one size: its own process or page. */
export type BenchJob = z.infer<typeof benchJobSchema>;

export const jobResultSchema = z.object({
  rows: z.array(benchRowSchema),
  /** Loss of the first two training steps, nats. */
  losses: z.tuple([z.number(), z.number()]),
  /** Fastest measured product, GFLOP/s; null from an engine that is not asked. */
  matmulPeak: z.number().positive().nullable(),
});
export type JobResult = z.infer<typeof jobResultSchema>;

/** The file that --out names. */
export const benchFileSchema = z.object({
  peaks: z.array(
    z.object({ runtime: z.enum(runtimeNames), adapter: z.string(), matmul_gflops: z.number() }),
  ),
  rows: z.array(
    benchRowSchema.extend({
      /** gflops over the adapter's measured matmul peak; null for generate, or without a peak. */
      share_of_peak: z.number().positive().nullable(),
    }),
  ),
});
export type BenchFile = z.infer<typeof benchFileSchema>;
