/** The scalars of the critic at one step; see the table in metrics.ts. */
import type { criticMetricTable } from './criticMetricTable.ts';
import { maskedMean } from './perToken.ts';
import {
  explainedVariance,
  valueLoss,
  type ValueLossInput,
  type ValueLossSettings,
} from './valueLoss.ts';

export type CriticMetricName = keyof typeof criticMetricTable;

/** @param gradNorm of the critic's own weights, before clipping */
export function criticMetrics(
  input: ValueLossInput,
  gradNorm: number,
  settings: ValueLossSettings,
): Record<CriticMetricName, number> {
  const { values, returns, completionMask } = input;
  const { loss, clipFraction } = valueLoss(input, settings);
  return {
    'critic/vf_loss': loss,
    'critic/vf_clipfrac': clipFraction,
    'critic/vf_explained_var': explainedVariance(values, returns, completionMask),
    'critic/values/mean': maskedMean(values, completionMask),
    'critic/returns/mean': maskedMean(returns, completionMask),
    'critic/grad_norm': gradNorm,
  };
}
