/** Metrics and evaluations of a run so far: what charts are drawn from, and part of a checkpoint. */
import { z } from 'zod';
import { stageStartSchema } from './stage.ts';

const atStepSchema = z.object({
  step: z.number().int().nonnegative(),
  /** Keyed by the names in core/metrics.ts. */
  metrics: z.record(z.string(), z.number()),
});
export type MetricsAtStep = z.infer<typeof atStepSchema>;

/** In the order of steps, each step once. */
export const runHistorySchema = z.object({
  steps: z.array(atStepSchema),
  evaluations: z.array(atStepSchema),
  /** Stages begun so far, each once, in order. */
  stages: z.array(stageStartSchema),
});
export type RunHistory = z.infer<typeof runHistorySchema>;
