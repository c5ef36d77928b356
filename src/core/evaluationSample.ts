/** One validation prompt at one evaluation: what the model wrote, and whether it works and is safe. */
import { z } from 'zod';

export const evaluationSampleSchema = z.object({
  /** Names the prompt: the same at every evaluation and in every run. */
  prompt: z.string(),
  family: z.string(),
  /** As "CWE-79"; null where the pair names none. */
  cwe: z.string().nullable(),
  /** Greedy. */
  completion: z.string(),
  isFunctional: z.boolean(),
  isSecure: z.boolean(),
});
export type EvaluationSample = z.infer<typeof evaluationSampleSchema>;

/** The samples of one evaluation, in the order of its prompts. */
export const evaluationSamplesSchema = z.object({
  step: z.number().int().nonnegative(),
  samples: z.array(evaluationSampleSchema),
});
export type EvaluationSamples = z.infer<typeof evaluationSamplesSchema>;
