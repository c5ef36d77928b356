/** AdamW over all weights of a model, with global-norm clipping and its state as variables. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs';
import { clipScale, updateWeights } from '../engine/kernels/adamW/adamW.ts';

export interface OptimizerSettings {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly maxGradNorm: number;
}

/** What the next update depends on beside weights and gradients. */
export interface OptimizerState {
  /** Updates done so far. */
  readonly updates: number;
  /** First, then second moments of each weight, [2,size], in the order of the weights. */
  readonly moments: readonly Float32Array[];
}

/** β₁ and ε of PyTorch's AdamW, which TRL uses. */
const constants = { beta1: 0.9, epsilon: 1e-8 };

export interface Optimizer {
  /**
   * @param gradients by variable name, of every weight that is updated
   * @param trained the weights that are updated, all without it; the others and their moments stay as they are
   * @returns the gradient norm before clipping, [2] with the scale
   */
  readonly update: (
    gradients: Record<string, Tensor>,
    settings: OptimizerSettings,
    trained?: readonly Variable[],
  ) => Tensor;
  /** Reads the state back from the device. Nothing may update it until this resolves. */
  readonly read: () => Promise<OptimizerState>;
  /** Back to no updates and moments of 0, as a stage with an optimizer of its own begins. */
  readonly reset: () => void;
  readonly dispose: () => void;
}

/**
 * @param beta2 decay of the second moment: 0.999 in TRL, 0.95 for pre-training from scratch
 * @param from the state to go on from; without it the moments are 0
 * @throws Error when that state is of other weights
 */
export function createOptimizer(
  variables: readonly Variable[],
  beta2: number,
  from?: OptimizerState,
): Optimizer {
  const weights = variables.map((weight, i) => ({
    weight,
    moments: tf.tidy(() => tf.variable(initialMoments(weight.size, from?.moments[i]), false)),
    // Norm weights are vectors; decaying them pulls activations to zero.
    isDecayed: weight.rank > 1,
  }));
  if (from && from.moments.length !== weights.length) {
    throw new Error(
      `The optimizer state is of ${from.moments.length} weights, not ${weights.length}.`,
    );
  }
  let t = from?.updates ?? 0;
  return {
    update: (gradients, settings, trained = variables) => {
      t += 1;
      const updated = weights.filter(({ weight }) => trained.includes(weight));
      const ordered = updated.map(({ weight }) => {
        const gradient = gradients[weight.name];
        if (!gradient) throw new Error(`No gradient for ${weight.name}.`);
        return gradient;
      });
      const clip = clipScale(ordered, settings.maxGradNorm);
      // Field by field: a run's settings have an epsilon of their own, the clip range.
      const { learningRate, weightDecay } = settings;
      const hyper = { ...constants, beta2, learningRate, weightDecay, t };
      updateWeights(updated, ordered, clip, hyper);
      return clip;
    },
    read: async () => ({
      updates: t,
      moments: await Promise.all(weights.map(({ moments }) => moments.data<'float32'>())),
    }),
    reset: () => {
      t = 0;
      weights.forEach(({ moments }) => tf.tidy(() => moments.assign(tf.zeros(moments.shape))));
    },
    dispose: () => weights.forEach(({ moments }) => moments.dispose()),
  };
}

/** @param stored [2,size] to go on from; zeros without it */
function initialMoments(size: number, stored?: Float32Array): Tensor2D {
  if (!stored) return tf.zeros([2, size]);
  if (stored.length !== 2 * size) {
    throw new Error(`The optimizer state has ${stored.length} numbers for a weight of ${size}.`);
  }
  return tf.tensor2d(stored, [2, size]);
}
