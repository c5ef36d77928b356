/** What measuring the kernels one by one reports. */
import { z } from 'zod';
import { runtimeNames } from '../benchRow.ts';

/** Engines that have a kernel, or the same maths in other ops, for each name. */
export const kernelEngineNames = ['ours', 'stock'] as const;
export type KernelEngineName = (typeof kernelEngineNames)[number];

/** Products are forward ones; the two kernels of decoding have no gradient. */
export const kernelNames = [
  ...(['matMul NT', 'matMul NN', 'matMul TN'] as const),
  ...(['rmsNorm', 'addRmsNorm', 'rotaryAttention', 'swiGlu', 'embed', 'tokenLogprob'] as const),
  ...(['adamW', 'decodeAttention', 'sampleToken'] as const),
] as const;
export type KernelName = (typeof kernelNames)[number];

/** One way to compute what one kernel does. */
export const kernelRowSchema = z.object({
  runtime: z.enum(runtimeNames),
  adapter: z.string(),
  kernel: z.enum(kernelNames),
  /** Name of the matrix plan; null where there is one way only. */
  plan: z.string().nullable(),
  engine: z.enum(kernelEngineNames),
  /** How often it ran in each repetition: as in one training step, or for one sampled token. */
  calls: z.number().int().positive(),
  median_ms: z.number().positive(),
  min_ms: z.number().positive(),
  repeats: z.number().int().positive(),
  /** Of all calls together. */
  dispatches: z.number().int().positive(),
});
export type KernelRow = z.infer<typeof kernelRowSchema>;

export const kernelJobSchema = z.object({
  runtime: z.enum(runtimeNames),
  engine: z.enum(kernelEngineNames),
  kernels: z.array(z.enum(kernelNames)),
  repeats: z.number().int().positive(),
});
/** One engine's kernels: their own process or page. */
export type KernelJob = z.infer<typeof kernelJobSchema>;

/** A job's result, and the file that --out names. */
export const kernelFileSchema = z.object({ rows: z.array(kernelRowSchema) });
export type KernelFile = z.infer<typeof kernelFileSchema>;
