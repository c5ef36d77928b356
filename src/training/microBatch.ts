/** Loss and gradients of as many rows as go through the model at once. */
import * as tf from '@tensorflow/tfjs';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { RunConfig } from '../core/runConfig.ts';
import { tokenEntropy } from '../engine/kernels/tokenEntropy/tokenEntropy.ts';
import { tokenLogprob } from '../engine/kernels/tokenLogprob/tokenLogprob.ts';
import { outputLogits, type Transformer } from '../model/transformer.ts';
import { valuesOf, type Critic } from './critic.ts';
import { policyLoss } from './policyLoss.ts';
import type { SampledCompletion } from './sampling.ts';
import { makeScoringBatch, padRows, predictorStates, type ScoringBatch } from './scoring.ts';
import { stopGradient } from './stopGradient.ts';
import { trainedVariables } from './targetModules.ts';
import { valueLoss } from './valueLoss.ts';

type Rows = readonly (readonly number[])[];

/** Per-token inputs of the losses, [B,T_b] each, in the order of `rows`. */
export interface MicroBatch {
  readonly rows: readonly SampledCompletion[];
  readonly oldLogprobs: Rows;
  readonly refLogprobs: Rows;
  readonly advantages: Rows;
  readonly weights: Rows;
  /** What the critic learns from; null without one. */
  readonly critic: { readonly values: Rows; readonly returns: Rows; readonly weights: Rows } | null;
}

/** The models that an update moves. */
export interface Models {
  readonly policy: Transformer;
  readonly critic: Critic | null;
}

/** The caller disposes all tensors, and the batch. */
export interface MicroBatchResult {
  readonly batch: ScoringBatch;
  /** The policy's loss, without the critic's. */
  readonly loss: Scalar;
  /** log π_θ before the update [B,T]. */
  readonly logprobs: Tensor2D;
  /** What the critic expects before the update [B,T]. */
  readonly vpreds: Tensor2D | null;
  /** Of policy loss + vfCoef · value loss, by variable name. */
  readonly gradients: Record<string, Tensor>;
}

/** One forward and backward pass. */
export function microBatch(
  { policy, critic }: Models,
  config: RunConfig,
  part: MicroBatch,
): MicroBatchResult {
  const batch = makeScoringBatch(part.rows, policy.config.vocab_size);
  const pad = (values: Rows) => padRows(values, batch.width);
  const inputs = {
    oldLogprobs: pad(part.oldLogprobs),
    refLogprobs: pad(part.refLogprobs),
    advantages: pad(part.advantages),
    weights: pad(part.weights),
  };
  const targets = part.critic && {
    values: pad(part.critic.values),
    returns: pad(part.critic.returns),
    weights: pad(part.critic.weights),
  };
  // Kept out of the gradient's own scope, which would dispose them; the loss as a copy, for it may be `value`.
  const kept: Pick<MicroBatchResult, 'loss' | 'logprobs' | 'vpreds'>[] = [];
  const { value, grads } = tf.variableGrads(() => {
    const hidden = predictorStates(policy, batch);
    const { loss, logprobs } = lossOf(policy, hidden, batch, inputs, config);
    const vpreds = critic && expectedValues(critic, hidden, batch, config);
    kept.push({
      loss: tf.keep(tf.clone(loss)),
      logprobs: tf.keep(logprobs),
      vpreds: vpreds && tf.keep(vpreds),
    });
    if (!vpreds || !targets) return loss;
    return tf.add(loss, tf.mul(valueLoss(vpreds, targets, config), config.vfCoef));
  }, [...trainedVariables(policy, config), ...(critic ? [critic.weight, critic.bias] : [])]);
  tf.dispose([value, ...Object.values(inputs), ...Object.values(targets ?? {})]);
  return { batch, ...kept[0], gradients: grads };
}

function lossOf(
  policy: Transformer,
  hidden: Tensor2D,
  { rows, width, targets }: ScoringBatch,
  inputs: Parameters<typeof policyLoss>[2],
  config: RunConfig,
) {
  const logits = outputLogits(policy, hidden);
  const logprobs = tokenLogprob(logits, targets, config.temperature).as2D(rows.length, width);
  const entropy =
    config.entropyCoef === 0
      ? null
      : tokenEntropy(logits, config.temperature).as2D(rows.length, width);
  return { loss: policyLoss(logprobs, entropy, inputs, config), logprobs };
}

/** Detached from the policy's layers unless criticTrunkGradient says otherwise. */
function expectedValues(
  critic: Critic,
  hidden: Tensor2D,
  { rows, width }: ScoringBatch,
  { criticTrunkGradient }: RunConfig,
): Tensor2D {
  const seen = criticTrunkGradient ? hidden : stopGradient(hidden);
  return valuesOf(critic, seen).as2D(rows.length, width);
}
