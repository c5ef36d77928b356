/** The critic's loss on tensors. core/valueLoss.ts is the readable reference; both agree in value and gradient. */
import * as tf from '@tensorflow/tfjs';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs';
import type { ValueLossSettings } from '../core/valueLoss.ts';

/** All [B,T], 0 where a row has no token. */
export interface ValueLossTensors {
  /** From sampling. */
  readonly values: Tensor2D;
  readonly returns: Tensor2D;
  /** core's valueWeights of the whole batch, so that the losses of micro-batches add up. */
  readonly weights: Tensor2D;
}

/**
 * ½ · Σ weights · max((v − R)², (clip(v, V − c, V + c) − R)²).
 * @param vpreds [B,T]; differentiable
 */
export function valueLoss(
  vpreds: Tensor2D,
  { values, returns, weights }: ValueLossTensors,
  { cliprangeValue }: ValueLossSettings,
): Scalar {
  const moved = tf.clipByValue(tf.sub(vpreds, values), -cliprangeValue, cliprangeValue);
  const error = tf.square(tf.sub(vpreds, returns));
  const boundedError = tf.square(tf.sub(tf.add(values, moved), returns));
  return tf.div(tf.sum<Scalar>(tf.mul(weights, tf.maximum(error, boundedError))), 2);
}
