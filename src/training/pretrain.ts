/** Next-token training on whole texts: what makes the base model, and SFT when the texts are repairs. */
import * as tf from '@tensorflow/tfjs';
import { disposeRowIndex, takeRows } from '../engine/kernels/rows/rows.ts';
import { tokenLogprob } from '../engine/kernels/tokenLogprob/tokenLogprob.ts';
import { disposePacked, packRows, predictorSlots } from '../model/packing.ts';
import { hiddenStates, outputLogits, type Transformer } from '../model/transformer.ts';
import type { Optimizer, OptimizerSettings } from './optimizer.ts';

/** One text: the loss counts tokens from `lossFrom` on. */
export interface TrainingText {
  readonly ids: readonly number[];
  /** At least 1: the first token has no predecessor. */
  readonly lossFrom: number;
}

/**
 * One update on a batch.
 * @returns mean cross-entropy over the counted tokens (nats) and the gradient norm before clipping
 */
export async function pretrainStep(
  model: Transformer,
  optimizer: Optimizer,
  texts: readonly TrainingText[],
  settings: OptimizerSettings,
): Promise<{ loss: number; gradNorm: number }> {
  const rows = texts.map(({ ids }) => ids);
  const from = texts.map(({ lossFrom }) => lossFrom);
  const width = Math.ceil(Math.max(...texts.map((t) => t.ids.length - t.lossFrom)) / 8) * 8;
  const packed = packRows(rows, model.config.vocab_size);
  const predictors = predictorSlots(
    packed,
    from,
    rows.map(({ length }) => length),
    width,
  );
  const targets = new Int32Array(rows.length * width);
  const mask = new Float32Array(rows.length * width);
  texts.forEach(({ ids, lossFrom }, r) =>
    ids.slice(lossFrom).forEach((id, t) => {
      targets[r * width + t] = id;
      mask[r * width + t] = 1;
    }),
  );
  const count = mask.reduce((a, b) => a + b, 0);
  const results = tf.tidy(() => {
    const maskTensor = tf.tensor1d(mask);
    const { value, grads } = tf.variableGrads(() => {
      const hidden = takeRows(hiddenStates(model, packed), predictors);
      const logprobs = tokenLogprob(outputLogits(model, hidden), tf.tensor1d(targets, 'int32'), 1);
      return tf.div(tf.neg(tf.sum(tf.mul(logprobs, maskTensor))), count).asScalar();
    }, [...model.variables]);
    return tf.concat([value.reshape([1]), optimizer.update(grads, settings)]);
  });
  const [loss, gradNorm] = await results.data();
  results.dispose();
  disposeRowIndex(predictors);
  disposePacked(packed);
  return { loss, gradNorm };
}
