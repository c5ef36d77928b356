/** The policy loss on tensors. core/objective.ts is the readable reference; both agree in value and gradient. */
import * as tf from '@tensorflow/tfjs';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs';
import { maxLogRatio, type PolicyLossSettings } from '../core/objective.ts';

/** All [B,T], 0 where a row has no token. */
export interface PolicyLossTensors {
  readonly oldLogprobs: Tensor2D;
  readonly refLogprobs: Tensor2D;
  readonly advantages: Tensor2D;
  /** core's aggregationWeights of the whole batch, so that the losses of micro-batches add up. */
  readonly weights: Tensor2D;
}

/**
 * Σ weights · (clipped policy term + β·kl), as core/objective.ts says.
 * @param logprobs [B,T] under π_θ; differentiable
 */
export function policyLoss(
  logprobs: Tensor2D,
  { oldLogprobs, refLogprobs, advantages, weights }: PolicyLossTensors,
  settings: PolicyLossSettings,
): Scalar {
  const { epsilon, epsilonHigh, delta, beta, klEstimator } = settings;
  const ratio = tf.exp(tf.clipByValue(tf.sub(logprobs, oldLogprobs), -maxLogRatio, maxLogRatio));
  const penalty = tf.neg(advantages);
  const clipped = tf.clipByValue(ratio, 1 - epsilon, 1 + epsilonHigh);
  const ppo = tf.maximum(tf.mul(penalty, ratio), tf.mul(penalty, clipped));
  const bounded = tf.minimum(ppo, tf.mul(penalty, delta));
  const policy = tf.where(tf.less(advantages, 0), bounded, ppo);
  const kl = klTensor(tf.sub(logprobs, refLogprobs), klEstimator);
  return tf.sum(tf.mul(weights, tf.add(policy, tf.mul(kl, beta))));
}

/** k1 = d, k2 = d²/2, k3 = exp(−d) − 1 + d with d = logp − ref (Schulman 2020). */
function klTensor(difference: tf.Tensor, estimator: PolicyLossSettings['klEstimator']): tf.Tensor {
  if (estimator === 'k1') return difference;
  const bounded = tf.clipByValue(difference, -maxLogRatio, maxLogRatio);
  if (estimator === 'k2') return tf.div(tf.square(bounded), 2);
  return tf.add(tf.sub(tf.exp(tf.neg(bounded)), 1), bounded);
}
