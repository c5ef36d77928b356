/** The gradient steps of a pass over a batch: for each mini-batch accumulated gradients and one AdamW update. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { aggregationWeights } from '../core/aggregation.ts';
import { FailureError } from '../core/failure.ts';
import { mean } from '../core/statistics.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { valueWeights } from '../core/valueLoss.ts';
import { microBatch, type MicroBatch, type Models } from './microBatch.ts';
import type { Optimizer } from './optimizer.ts';
import { trainedVariables } from './targetModules.ts';
import type { SampledCompletion } from './sampling.ts';
import { cutRows, disposeScoringBatch, splitRows } from './scoring.ts';

type Rows = readonly (readonly number[])[];

/** Per-token inputs of the losses, [B,T_b] each, in the order of `rows`. */
export interface UpdateBatch {
  readonly rows: readonly SampledCompletion[];
  readonly refLogprobs: Rows;
  readonly advantages: Rows;
  readonly completionMask: Rows;
  /** From sampling, and what should have been expected; both null without a critic. */
  readonly values: Rows | null;
  readonly returns: Rows | null;
}

/** What an update moves, and with what. */
export interface Learner extends Models {
  readonly optimizer: Optimizer;
}

/** Before the update; means over the mini-batches of a pass. */
export interface UpdateResult {
  readonly loss: number;
  /** Of the policy, before clipping. */
  readonly gradNorm: number;
  /** Of the critic, before clipping; null without one. */
  readonly criticGradNorm: number | null;
  /** log π_θ [B,T_b]. */
  readonly logprobs: number[][];
  /** What the critic expects [B,T_b]; null without one. */
  readonly vpreds: number[][] | null;
}

/** What stands for the result when a batch is only looked at. */
export const notUpdated = (oldLogprobs: Rows): UpdateResult => ({
  loss: 0,
  gradNorm: 0,
  criticGradNorm: null,
  logprobs: oldLogprobs.map((row) => [...row]),
  vpreds: null,
});

/**
 * One pass over the batch: an update on each of its parts, one after the other.
 * @param parts rows of each part, from core/miniBatches.ts
 * @param slots token slots of a micro-batch
 * @throws FailureError 'not-finite'
 */
export async function updatePass(
  learner: Learner,
  batch: UpdateBatch,
  parts: readonly (readonly number[])[],
  config: RunConfig,
  slots: number,
): Promise<UpdateResult> {
  const results: UpdateResult[] = [];
  for (const part of parts) {
    results.push(await updatePolicy(learner, rowsOf(batch, part), config, slots));
  }
  const backInOrder = (of: (result: UpdateResult) => number[][] | null) => {
    const ordered: number[][] = [];
    results.forEach((result, i) =>
      (of(result) ?? []).forEach((row, j) => (ordered[parts[i][j]] = row)),
    );
    return ordered;
  };
  return {
    loss: mean(results.map(({ loss }) => loss)),
    gradNorm: mean(results.map(({ gradNorm }) => gradNorm)),
    criticGradNorm: learner.critic && mean(results.map((r) => r.criticGradNorm ?? 0)),
    logprobs: backInOrder(({ logprobs }) => logprobs),
    vpreds: learner.critic && backInOrder(({ vpreds }) => vpreds),
  };
}

function rowsOf(batch: UpdateBatch, part: readonly number[]): UpdateBatch {
  const pick = <T>(values: readonly T[]) => part.map((b) => values[b]);
  return {
    rows: pick(batch.rows),
    refLogprobs: pick(batch.refLogprobs),
    advantages: pick(batch.advantages),
    completionMask: pick(batch.completionMask),
    values: batch.values && pick(batch.values),
    returns: batch.returns && pick(batch.returns),
  };
}

/**
 * One optimizer update on the batch. When loss or gradient are not finite the weights stay as they were.
 * @param slots token slots of a micro-batch
 * @throws FailureError 'not-finite'
 */
export async function updatePolicy(
  { policy, critic, optimizer }: Learner,
  batch: UpdateBatch,
  config: RunConfig,
  slots: number,
): Promise<UpdateResult> {
  const { gradients, ...seen } = await batchGradients({ policy, critic }, batch, config, slots);
  const trained = trainedVariables(policy, config);
  const clip = tf.tidy(() => optimizer.update(gradients, config, trained));
  const criticSettings = { ...config, learningRate: config.criticLearningRate };
  const criticClip = critic && tf.tidy(() => critic.optimizer.update(gradients, criticSettings));
  const [gradNorm] = await clip.data();
  const criticGradNorm = criticClip && (await criticClip.data())[0];
  tf.dispose([clip, ...(criticClip ? [criticClip] : []), ...Object.values(gradients)]);
  requireFinite(seen.loss, gradNorm + (criticGradNorm ?? 0));
  return { ...seen, gradNorm, criticGradNorm };
}

/**
 * Loss and gradients of the batch, summed over its micro-batches: the loss's weights are those of the
 * whole batch, so the sum does not depend on where it is split.
 * @param slots token slots of a micro-batch
 * @returns gradients by variable name, which the caller disposes
 */
export async function batchGradients(
  models: Models,
  batch: UpdateBatch,
  config: RunConfig,
  slots: number,
): Promise<
  Pick<UpdateResult, 'loss' | 'logprobs' | 'vpreds'> & { gradients: Record<string, Tensor> }
> {
  const whole = inputsOf(batch, config);
  const logprobs: number[][] = [];
  const vpreds: number[][] = [];
  let gradients: Record<string, Tensor> | null = null;
  let loss = 0;
  let done = 0;
  for (const rows of splitRows(batch.rows, slots)) {
    const result = microBatch(models, config, cutBatch(whole, done, done + rows.length));
    gradients = addGradients(gradients, result.gradients);
    const [lossValue, values] = await Promise.all([result.loss.data(), result.logprobs.data()]);
    loss += lossValue[0];
    logprobs.push(...cutRows(values, result.batch));
    if (result.vpreds) vpreds.push(...cutRows(await result.vpreds.data(), result.batch));
    tf.dispose([result.loss, result.logprobs, ...(result.vpreds ? [result.vpreds] : [])]);
    disposeScoringBatch(result.batch);
    done += rows.length;
  }
  return { loss, logprobs, vpreds: models.critic && vpreds, gradients: gradients ?? {} };
}

function inputsOf(batch: UpdateBatch, config: RunConfig): MicroBatch {
  const { rows, refLogprobs, advantages, completionMask, values, returns } = batch;
  return {
    rows,
    oldLogprobs: rows.map((row) => row.oldLogprobs),
    refLogprobs,
    advantages,
    weights: aggregationWeights(completionMask, config),
    critic: values && returns && { values, returns, weights: valueWeights(completionMask) },
  };
}

/** Rows from … to − 1 of a batch. */
function cutBatch(whole: MicroBatch, from: number, to: number): MicroBatch {
  const cut = <T>(values: readonly T[]) => values.slice(from, to);
  const { critic } = whole;
  return {
    rows: cut(whole.rows),
    oldLogprobs: cut(whole.oldLogprobs),
    refLogprobs: cut(whole.refLogprobs),
    advantages: cut(whole.advantages),
    weights: cut(whole.weights),
    critic: critic && {
      values: cut(critic.values),
      returns: cut(critic.returns),
      weights: cut(critic.weights),
    },
  };
}

/** Sums gradients by variable name; both addends are disposed. */
export function addGradients(
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

/**
 * Learning rate of step 1, 2, … of a schedule of its own: linear falls from `peak` towards 0 after `steps`.
 * SFT has one, and both RL stages together have one.
 */
export const scheduledRate = (
  peak: number,
  { lrSchedulerType }: Pick<RunConfig, 'lrSchedulerType'>,
  step: number,
  steps: number,
): number => (lrSchedulerType === 'constant' ? peak : peak * (1 - (step - 1) / steps));

/** @throws FailureError 'not-finite' */
export function requireFinite(loss: number, gradNorm: number): void {
  if (Number.isFinite(loss) && Number.isFinite(gradNorm)) return;
  const what = Number.isFinite(loss) ? 'gradient' : 'loss';
  throw new FailureError({
    code: 'not-finite',
    message: `The ${what} is not a number, so this update was not applied.`,
    hint: 'Start again with a smaller learning rate, gradient clip or token reward; the run so far can still be inspected.',
    step: null,
  });
}
