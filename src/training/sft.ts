/** Next-token training on whole texts: what makes the base model, and the SFT stage when the texts are repairs. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import type { PretrainingText } from '../corpus/tasks.ts';
import { disposeRowIndex, takeRows } from '../engine/kernels/rows/rows.ts';
import { tokenLogprob } from '../engine/kernels/tokenLogprob/tokenLogprob.ts';
import { disposePacked, packRows, predictorSlots } from '../model/packing.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import { hiddenStates, outputLogits, type Transformer } from '../model/transformer.ts';
import type { Optimizer, OptimizerSettings } from './optimizer.ts';
import type { TaskSource } from './taskSource.ts';
import { addGradients, requireFinite } from './update.ts';

/** One text: the loss counts tokens from `lossFrom` on. */
export interface TrainingText {
  readonly ids: readonly number[];
  /** At least 1: the first token has no predecessor. */
  readonly lossFrom: number;
}

/**
 * A pre-training text in tokens: the loss counts its completion and end token, of a text for copying only what
 * follows the first token that is not that of the other side.
 */
export function pretrainingTokens(
  { prompt, completion, unlike }: PretrainingText,
  { encode, endToken }: Pick<Tokenizer, 'encode' | 'endToken'>,
): TrainingText {
  const promptIds = encode(prompt);
  const ids = [...encode(completion), endToken.id];
  const others = encode(unlike);
  const uncounted = unlike === '' ? 0 : ids.findIndex((id, at) => id !== others[at]) + 1;
  return { ids: [...promptIds, ...ids], lossFrom: promptIds.length + uncounted };
}

/**
 * The repairs of SFT step 1, 2, …: prompt, secure side and end token, the loss on what follows the prompt.
 * @param context tokens that the model holds, at which a text is cut (TRL max_length)
 */
export function repairBatch(
  { repairAt }: Pick<TaskSource, 'repairAt'>,
  { encode, endToken }: Pick<Tokenizer, 'encode' | 'endToken'>,
  step: number,
  size: number,
  context: number,
): TrainingText[] {
  return Array.from({ length: size }, (_, i) => {
    const { prompt, pair } = repairAt((step - 1) * size + i);
    const promptIds = encode(prompt);
    const ids = [...promptIds, ...encode(pair.secure), endToken.id].slice(0, context);
    return { ids, lossFrom: promptIds.length };
  });
}

/**
 * One update on a batch. When loss or gradient are not finite the weights stay as they were.
 * @param slots token slots of a micro-batch; without it the batch goes through at once
 * @returns mean cross-entropy over the counted tokens (nats) and the gradient norm before clipping
 * @throws FailureError 'not-finite'
 */
export async function crossEntropyStep(
  model: Transformer,
  optimizer: Optimizer,
  texts: readonly TrainingText[],
  settings: OptimizerSettings,
  slots = Infinity,
): Promise<{ loss: number; gradNorm: number }> {
  const count = texts.reduce((sum, { ids, lossFrom }) => sum + ids.length - lossFrom, 0);
  let gradients: Record<string, Tensor> | null = null;
  const losses: Tensor[] = [];
  for (const part of splitTexts(texts, slots)) {
    const { value, grads } = meanCrossEntropy(model, part, count);
    losses.push(value);
    gradients = addGradients(gradients, grads);
  }
  const summed = gradients ?? {};
  const results = tf.tidy(() =>
    tf.concat([tf.addN(losses).reshape([1]), optimizer.update(summed, settings)]),
  );
  const [loss, gradNorm] = await results.data();
  tf.dispose([results, ...losses, ...Object.values(summed)]);
  requireFinite(loss, gradNorm);
  return { loss, gradNorm };
}

/** Cuts texts, in order, into parts of at most `slots` tokens and predictions, or of one longer text. */
function splitTexts(texts: readonly TrainingText[], slots: number): TrainingText[][] {
  const parts: TrainingText[][] = [];
  let used = 0;
  for (const text of texts) {
    const part = parts.at(-1);
    used += text.ids.length;
    const isFull =
      part && (used > slots || (part.length + 1) * predictionWidth([...part, text]) > slots);
    if (part && !isFull) part.push(text);
    else {
      parts.push([text]);
      used = text.ids.length;
    }
  }
  return parts;
}

/** T of a batch: the most counted tokens of a text, rounded up. */
const predictionWidth = (texts: readonly TrainingText[]) =>
  Math.ceil(Math.max(...texts.map((t) => t.ids.length - t.lossFrom)) / 8) * 8;

/** Sum of −log π over the counted tokens, divided by `count`, with its gradients by variable name. */
function meanCrossEntropy(model: Transformer, texts: readonly TrainingText[], count: number) {
  const rows = texts.map(({ ids }) => ids);
  const width = predictionWidth(texts);
  const packed = packRows(rows, model.config.vocab_size);
  const from = texts.map(({ lossFrom }) => lossFrom);
  const until = rows.map(({ length }) => length);
  const predictors = predictorSlots(packed, from, until, width);
  const targets = new Int32Array(rows.length * width);
  const mask = new Float32Array(rows.length * width);
  texts.forEach(({ ids, lossFrom }, r) =>
    ids.slice(lossFrom).forEach((id, t) => {
      targets[r * width + t] = id;
      mask[r * width + t] = 1;
    }),
  );
  const result = tf.variableGrads(() => {
    const hidden = takeRows(hiddenStates(model, packed), predictors);
    const logprobs = tokenLogprob(outputLogits(model, hidden), tf.tensor1d(targets, 'int32'), 1);
    return tf.div(tf.neg(tf.sum(tf.mul(logprobs, tf.tensor1d(mask)))), count).asScalar();
  }, [...model.variables]);
  disposeRowIndex(predictors);
  disposePacked(packed);
  return result;
}
