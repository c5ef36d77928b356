/** A value that gradients treat as a constant. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor2D } from '@tensorflow/tfjs';
import { asMatrix } from '../engine/rank.ts';

const detach = tf.customGrad((x) => {
  if (!(x instanceof tf.Tensor)) throw new TypeError('stopGradient takes a tensor.');
  return { value: tf.clone(x), gradFunc: () => tf.zerosLike(x) };
});

/** x itself in the forward pass [M,N]; no gradient goes back through it (sg[·], torch's detach). */
export const stopGradient = (x: Tensor2D): Tensor2D => asMatrix(detach(x));
