/** The gradient step: loss over micro-batches, accumulated gradients, one AdamW update. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { aggregationWeights } from '../core/aggregation.ts';
import { FailureError } from '../core/failure.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Transformer } from '../model/transformer.ts';
import type { Optimizer } from './optimizer.ts';
import { policyLoss } from './policyLoss.ts';
import type { SampledCompletion } from './sampling.ts';
import {
  cutRows,
  disposeScoringBatch,
  makeScoringBatch,
  padRows,
  scoreTokens,
  splitRows,
} from './scoring.ts';

/** Per-token inputs of the loss, [B,T_b] each, in the order of `rows`. */
export interface UpdateBatch {
  readonly rows: readonly SampledCompletion[];
  readonly refLogprobs: readonly (readonly number[])[];
  readonly advantages: readonly (readonly number[])[];
  readonly completionMask: readonly (readonly number[])[];
}

export interface UpdateResult {
  readonly loss: number;
  /** Before clipping. */
  readonly gradNorm: number;
  /** log π_θ before the update [B,T_b]. */
  readonly logprobs: number[][];
}

/**
 * One optimizer update on the batch. When loss or gradient are not finite the weights stay as they were.
 * @param slots token slots of a micro-batch
 * @throws FailureError 'not-finite'
 */
export async function updatePolicy(
  model: Transformer,
  optimizer: Optimizer,
  batch: UpdateBatch,
  config: RunConfig,
  slots: number,
): Promise<UpdateResult> {
  const { loss, logprobs, gradients } = await batchGradients(model, batch, config, slots);
  const clip = tf.tidy(() => optimizer.update(gradients, config));
  const [gradNorm] = await clip.data();
  tf.dispose([clip, ...Object.values(gradients)]);
  requireFinite(loss, gradNorm);
  return { loss, gradNorm, logprobs };
}

/**
 * Loss and gradients of the batch, summed over its micro-batches: the loss's weights are those of the
 * whole batch, so the sum does not depend on where it is split.
 * @param slots token slots of a micro-batch
 * @returns gradients by variable name, which the caller disposes
 */
export async function batchGradients(
  model: Transformer,
  batch: UpdateBatch,
  config: RunConfig,
  slots: number,
): Promise<Omit<UpdateResult, 'gradNorm'> & { gradients: Record<string, Tensor> }> {
  const weights = aggregationWeights(batch.completionMask, config);
  const logprobs: number[][] = [];
  let gradients: Record<string, Tensor> | null = null;
  let loss = 0;
  let done = 0;
  for (const part of splitRows(batch.rows, slots)) {
    const slice = <T>(values: readonly T[]) => values.slice(done, done + part.length);
    const result = microBatch(model, config, {
      rows: part,
      oldLogprobs: part.map((row) => row.oldLogprobs),
      refLogprobs: slice(batch.refLogprobs),
      advantages: slice(batch.advantages),
      weights: slice(weights),
    });
    gradients = addGradients(gradients, result.gradients);
    const [lossValue, values] = await Promise.all([result.loss.data(), result.logprobs.data()]);
    loss += lossValue[0];
    logprobs.push(...cutRows(values, result.batch));
    tf.dispose([result.loss, result.logprobs]);
    disposeScoringBatch(result.batch);
    done += part.length;
  }
  return { loss, logprobs, gradients: gradients ?? {} };
}

export interface MicroBatch {
  readonly rows: readonly SampledCompletion[];
  readonly oldLogprobs: readonly (readonly number[])[];
  readonly refLogprobs: readonly (readonly number[])[];
  readonly advantages: readonly (readonly number[])[];
  readonly weights: readonly (readonly number[])[];
}

/** Loss, log-probabilities [B,T] and gradients of one micro-batch; the caller disposes all of them. */
export function microBatch(model: Transformer, config: RunConfig, part: MicroBatch) {
  const batch = makeScoringBatch(part.rows, model.config.vocab_size);
  const inputs = {
    oldLogprobs: padRows(part.oldLogprobs, batch.width),
    refLogprobs: padRows(part.refLogprobs, batch.width),
    advantages: padRows(part.advantages, batch.width),
    weights: padRows(part.weights, batch.width),
  };
  const scored: Tensor2D[] = [];
  const { value, grads } = tf.variableGrads(() => {
    const logprobs = scoreTokens(model, batch, config.temperature);
    // Kept out of the gradient's own scope, which would dispose it.
    scored.push(tf.keep(logprobs));
    return policyLoss(logprobs, inputs, config);
  }, [...model.variables]);
  tf.dispose(inputs);
  return { batch, loss: value, logprobs: scored[0], gradients: grads };
}

function addGradients(
  sum: Record<string, Tensor> | null,
  more: Record<string, Tensor>,
): Record<string, Tensor> {
  if (sum === null) return more;
  const total: Record<string, Tensor> = {};
  for (const [name, gradient] of Object.entries(more)) {
    total[name] = tf.add(sum[name], gradient);
    tf.dispose([sum[name], gradient]);
  }
  return total;
}

/** Learning rate of step 1, 2, …: linear falls from learningRate towards 0 after maxSteps. */
export function scheduledRate(
  { learningRate, lrSchedulerType, maxSteps }: RunConfig,
  step: number,
): number {
  return lrSchedulerType === 'constant' ? learningRate : learningRate * (1 - (step - 1) / maxSteps);
}

function requireFinite(loss: number, gradNorm: number): void {
  if (Number.isFinite(loss) && Number.isFinite(gradNorm)) return;
  const what = Number.isFinite(loss) ? 'gradient' : 'loss';
  throw new FailureError({
    code: 'not-finite',
    message: `The ${what} is not a number, so this update was not applied.`,
    hint: 'Start again with a smaller learning rate, gradient clip or token reward; the run so far can still be inspected.',
    step: null,
  });
}
