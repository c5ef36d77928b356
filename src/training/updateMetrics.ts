/** The scalars that only the update knows, beside those of core/stepMetrics.ts. */
import { criticMetrics, type CriticMetricName } from '../core/criticMetrics.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { UpdateBatch, UpdateResult } from './update.ts';

type UpdateMetrics = { grad_norm: number } & Partial<
  Record<CriticMetricName | 'objective/kl_coef', number>
>;

/** @param config of the step, with the β that its losses and rewards had */
export function updateMetrics(
  { completionMask, values, returns }: UpdateBatch,
  { gradNorm, criticGradNorm, vpreds }: UpdateResult,
  config: RunConfig,
): UpdateMetrics {
  const hasCritic = values && returns && vpreds && criticGradNorm !== null;
  return {
    grad_norm: gradNorm,
    ...(config.klController === 'adaptive' && { 'objective/kl_coef': config.beta }),
    ...(hasCritic &&
      criticMetrics({ values, returns, vpreds, completionMask }, criticGradNorm, config)),
  };
}
