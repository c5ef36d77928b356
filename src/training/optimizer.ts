/** AdamW over all weights of a model, with global-norm clipping and its state as variables. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Variable } from '@tensorflow/tfjs';
import { clipScale, updateWeight } from '../engine/kernels/adamW/adamW.ts';

export interface OptimizerSettings {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly maxGradNorm: number;
}

/** β₁ and ε of PyTorch's AdamW, which TRL uses. */
const constants = { beta1: 0.9, epsilon: 1e-8 };

export interface Optimizer {
  /** Updates every weight; gradients by variable name. Returns the gradient norm before clipping, [2] with the scale. */
  readonly update: (gradients: Record<string, Tensor>, settings: OptimizerSettings) => Tensor;
  readonly dispose: () => void;
}

/** @param beta2 decay of the second moment: 0.999 in TRL, 0.95 for pre-training from scratch */
export function createOptimizer(variables: readonly Variable[], beta2: number): Optimizer {
  const weights = variables.map((weight) => ({
    weight,
    moments: tf.tidy(() => tf.variable(tf.zeros([2, weight.size]), false)),
    // Norm weights are vectors; decaying them pulls activations to zero.
    isDecayed: weight.rank > 1,
  }));
  let t = 0;
  return {
    update: (gradients, settings) => {
      t += 1;
      const ordered = weights.map(({ weight }) => {
        const gradient = gradients[weight.name];
        if (!gradient) throw new Error(`No gradient for ${weight.name}.`);
        return gradient;
      });
      const clip = clipScale(ordered, settings.maxGradNorm);
      // Field by field: a run's settings have an epsilon of their own, the clip range.
      const { learningRate, weightDecay } = settings;
      const hyper = { ...constants, beta2, learningRate, weightDecay, t };
      weights.forEach((w, i) => updateWeight(w, ordered[i], clip, hyper));
      return clip;
    },
    dispose: () => weights.forEach(({ moments }) => moments.dispose()),
  };
}
