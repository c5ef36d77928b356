/** The policy loss on tensors. core/objective.ts is the readable reference; both agree in value and gradient. */
import * as tf from '@tensorflow/tfjs';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs';
import { maxLogRatio } from '../core/klEstimate.ts';
import type { PolicyLossSettings } from '../core/objective.ts';
import { asMatrix } from '../engine/rank.ts';
import { stopGradient } from './stopGradient.ts';

/** All [B,T], 0 where a row has no token. */
export interface PolicyLossTensors {
  readonly oldLogprobs: Tensor2D;
  readonly refLogprobs: Tensor2D;
  readonly advantages: Tensor2D;
  /** core's aggregationWeights of the whole batch, so that the losses of micro-batches add up. */
  readonly weights: Tensor2D;
}

/**
 * Σ weights · (clipped policy term + β·kl − entropyCoef·entropy), as core/objective.ts says.
 * @param logprobs [B,T] under π_θ; differentiable
 * @param entropy [B,T] of π_θ; differentiable; null where entropyCoef is 0
 */
export function policyLoss(
  logprobs: Tensor2D,
  entropy: Tensor2D | null,
  { oldLogprobs, refLogprobs, advantages, weights }: PolicyLossTensors,
  settings: PolicyLossSettings,
): Scalar {
  const { epsilon, epsilonHigh, delta, beta, klEstimator, klPlacement, entropyCoef } = settings;
  const own = tf.sub(logprobs, oldLogprobs);
  const logRatio =
    settings.importanceSamplingLevel === 'token' ? own : sequenceLogRatio(logprobs, own, weights);
  const ratio = tf.exp(tf.clipByValue(logRatio, -maxLogRatio, maxLogRatio));
  const penalty = tf.neg(advantages);
  const clipped = tf.clipByValue(ratio, 1 - epsilon, 1 + epsilonHigh);
  const ppo = tf.maximum(tf.mul(penalty, ratio), tf.mul(penalty, clipped));
  const bounded = tf.minimum(ppo, tf.mul(penalty, delta));
  let loss = tf.where(tf.less(advantages, 0), bounded, ppo);
  if (klPlacement === 'loss') {
    const kl = klTensor(tf.sub(logprobs, refLogprobs), klEstimator);
    loss = tf.add(loss, tf.mul(kl, beta));
  }
  if (entropy) loss = tf.sub(loss, tf.mul(entropy, entropyCoef));
  return tf.sum(tf.mul(weights, loss));
}

/** GSPO-token: logp − sg[logp] + sg[mean of logp − old over the completion] [B,T]. */
function sequenceLogRatio(logprobs: Tensor2D, own: Tensor, weights: Tensor2D): Tensor {
  // A weight is above 0 exactly where a token is in the mask.
  const mask = tf.cast(tf.greater(weights, 0), 'float32');
  const tokens = tf.maximum(tf.sum(mask, 1, true), 1);
  const average = tf.div(tf.sum(tf.mul(own, mask), 1, true), tokens);
  return tf.add(tf.sub(logprobs, stopGradient(logprobs)), stopGradient(asMatrix(average)));
}

/** k1 = d, k2 = d²/2, k3 = exp(−d) − 1 + d with d = logp − ref (Schulman 2020). */
function klTensor(difference: Tensor, estimator: PolicyLossSettings['klEstimator']): Tensor {
  if (estimator === 'k1') return difference;
  const bounded = tf.clipByValue(difference, -maxLogRatio, maxLogRatio);
  if (estimator === 'k2') return tf.div(tf.square(bounded), 2);
  return tf.add(tf.sub(tf.exp(tf.neg(bounded)), 1), bounded);
}
