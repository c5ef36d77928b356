/** Estimates of the KL divergence to the reference from the log-probabilities of one sampled token. */
import type { RunConfig } from './runConfig.ts';

/** Bound of every log-ratio before exp, so that no token can overflow; verl clamps at the same value. */
export const maxLogRatio = 20;

export const clamp = (value: number, low: number, high: number) =>
  Math.min(Math.max(value, low), high);

/**
 * Estimate of KL(π_θ ‖ π_ref) from one sampled token, with its derivative by logp. With d = ref − logp:
 * k1 = −d (unbiased, may be negative), k2 = d²/2, k3 = e^d − d − 1 (unbiased, never negative).
 * d is bounded like the ratio's logarithm for k2 and k3, beyond which the derivative is 0. Schulman 2020,
 * "Approximating KL divergence"; verl kl_penalty.
 */
export function klEstimate(
  logp: number,
  refLogp: number,
  estimator: RunConfig['klEstimator'],
): { value: number; grad: number } {
  const d = refLogp - logp;
  if (estimator === 'k1') return { value: -d, grad: 1 };
  const bounded = clamp(d, -maxLogRatio, maxLogRatio);
  const slope = bounded === d ? 1 : 0;
  if (estimator === 'k2') return { value: bounded ** 2 / 2, grad: -bounded * slope };
  return { value: Math.exp(bounded) - bounded - 1, grad: (1 - Math.exp(bounded)) * slope };
}
