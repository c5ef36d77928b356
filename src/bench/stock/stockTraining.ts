/** Next-token training of the stock model: cross-entropy, global-norm clipping and AdamW in stock ops. */
import * as tf from '@tensorflow/tfjs';
import type { NamedTensorMap, Scalar, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs';
import type { optimizerSettings } from '../workload.ts';
import { stockForward, type StockModel } from './stockModel.ts';

/** Mean cross-entropy (nats) of ids[:,1:] given what comes before. @param ids [B,T] int32 */
export function stockLoss(model: StockModel, ids: Tensor2D): Scalar {
  const [rows, width] = ids.shape;
  const vocabulary = model.config.vocab_size;
  const { logits } = stockForward(model, ids, null);
  const predictions = logits
    .reshape([rows, width, vocabulary])
    .slice([0, 0, 0], [-1, width - 1, -1]);
  const targets = tf.oneHot(ids.slice([0, 1], [-1, width - 1]), vocabulary);
  const count = rows * (width - 1);
  return crossEntropy(
    targets.reshape([count, vocabulary]),
    predictions.reshape([count, vocabulary]),
  ).asScalar();
}

/** Cross-entropy (nats) of one-hot targets [M,V] under softmax(logits [M,V]): the mean, or [M] when not reduced. */
export function crossEntropy(targets: Tensor, logits: Tensor, reduction?: tf.Reduction): Tensor {
  return tf.losses.softmaxCrossEntropy(targets, logits, undefined, 0, reduction);
}

/** Gradient step on the batch; weights are updated in place. Returns the loss before it. */
export function createStockStep(model: StockModel, settings: typeof optimizerSettings) {
  const update = createStockUpdate(model.variables, settings);
  return (ids: Tensor2D): Scalar =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => stockLoss(model, ids), [...model.variables]);
      update(grads);
      return value;
    });
}

/** AdamW on clipped gradients, which it takes by variable name; weights are updated in place. */
export function createStockUpdate(
  weights: readonly Variable[],
  settings: typeof optimizerSettings,
): (gradients: NamedTensorMap) => void {
  const moments = weights.map((weight) => ({
    first: tf.variable(tf.zerosLike(weight), false),
    second: tf.variable(tf.zerosLike(weight), false),
  }));
  let t = 0;
  return (gradients) => {
    t += 1;
    const scale = clipScale(gradients, settings.maxGradNorm);
    weights.forEach((weight, i) => {
      const gradient = tf.mul(gradients[weight.name], scale);
      updateWeight(weight, moments[i], gradient, { ...settings, t });
    });
  };
}

function clipScale(gradients: NamedTensorMap, maxGradNorm: number): Tensor {
  const squares = Object.values(gradients).map((g) => tf.sum(tf.square(g)));
  // Not tf.addN: on WebGPU it binds a buffer for each input, more than a device allows.
  const norm = tf.sqrt(tf.sum(tf.stack(squares)));
  return tf.minimum(1, tf.div(maxGradNorm, tf.add(norm, 1e-6)));
}

function updateWeight(
  weight: Variable,
  moments: { first: Variable; second: Variable },
  gradient: Tensor,
  h: typeof optimizerSettings & { t: number },
): void {
  const { first, second } = moments;
  first.assign(tf.add(tf.mul(first, h.beta1), tf.mul(gradient, 1 - h.beta1)));
  second.assign(tf.add(tf.mul(second, h.beta2), tf.mul(tf.square(gradient), 1 - h.beta2)));
  const root = tf.add(tf.sqrt(tf.div(second, 1 - h.beta2 ** h.t)), h.epsilon);
  const step = tf.mul(tf.div(first, root), h.learningRate / (1 - h.beta1 ** h.t));
  const decay = weight.rank > 1 ? h.weightDecay : 0;
  weight.assign(tf.sub(tf.mul(weight, 1 - h.learningRate * decay), step));
}
