/**
 * AdamW and the clipping of the global norm against the formulas of PyTorch's torch.optim.AdamW and
 * torch.nn.utils.clip_grad_norm_ in float64, over several updates.
 */
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { describeOn, everyBackend } from '../../testing/backends.ts';
import { expectNear, makeArray } from '../../testing/numbers.ts';
import { clipScale, updateWeights, type AdamWHyper, type OptimizedWeight } from './adamW.ts';

const hyper: AdamWHyper = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.1,
  t: 1,
};

// More than one dispatch takes, single numbers, and sizes on both sides of the norm's chunks of 512.
const shapes = [[1], [3, 7], [513], [512], [16, 40], [5], [1, 1], [2, 3, 4], [1030], [33], [8]];

const gradientsAt = (t: number, scale = 1) =>
  shapes.map((shape, i) => makeArray(shape, 3 * t + i, scale));

function makeWeights(): OptimizedWeight[] {
  return shapes.map((shape, i) => {
    const { values } = makeArray(shape, 50 + i);
    return {
      weight: tf.variable(tf.tensor(values, shape)),
      moments: tf.variable(tf.zeros([2, values.length])),
      isDecayed: i % 2 === 0,
    };
  });
}

function disposeWeights(weights: readonly OptimizedWeight[]): void {
  tf.dispose(weights.flatMap(({ weight, moments }) => [weight, moments]));
}

interface ReferenceWeight {
  readonly w: Float64Array;
  readonly m: Float64Array;
  readonly v: Float64Array;
}

const makeReference = (): ReferenceWeight[] =>
  shapes.map((shape, i) => {
    const w = Float64Array.from(makeArray(shape, 50 + i).values);
    return { w, m: new Float64Array(w.length), v: new Float64Array(w.length) };
  });

/** PyTorch's single-tensor AdamW, in its order of operations. */
function updateReference(
  weights: readonly ReferenceWeight[],
  gradients: readonly Float32Array[],
  maxGradNorm: number,
  t: number,
): { norm: number; scale: number } {
  const norm = Math.sqrt(
    gradients.reduce((sum, g) => sum + g.reduce((squares, x) => squares + x * x, 0), 0),
  );
  const scale = Math.min(1, maxGradNorm / (norm + 1e-6));
  weights.forEach(({ w, m, v }, i) => {
    gradients[i].forEach((raw, e) => {
      const g = raw * scale;
      if (i % 2 === 0) w[e] *= 1 - hyper.learningRate * hyper.weightDecay;
      m[e] += (g - m[e]) * (1 - hyper.beta1);
      v[e] = v[e] * hyper.beta2 + (1 - hyper.beta2) * g * g;
      const denominator = Math.sqrt(v[e]) / Math.sqrt(1 - hyper.beta2 ** t) + hyper.epsilon;
      w[e] -= (hyper.learningRate / (1 - hyper.beta1 ** t)) * (m[e] / denominator);
    });
  });
  return { norm, scale };
}

/** Clips and updates once; returns [norm, scale] as the engine has them. */
async function updateOnce(
  weights: readonly OptimizedWeight[],
  gradients: readonly { shape: readonly number[]; values: Float32Array }[],
  maxGradNorm: number,
  t: number,
): Promise<ArrayLike<number>> {
  const tensors = gradients.map(({ values, shape }) => tf.tensor(values, [...shape]));
  const clip = clipScale(tensors, maxGradNorm);
  updateWeights(weights, tensors, clip, { ...hyper, t });
  const found = await clip.data();
  tf.dispose([clip, ...tensors]);
  return found;
}

const valuesOf = (weights: readonly OptimizedWeight[]) =>
  Promise.all(weights.flatMap(({ weight, moments }) => [weight.data(), moments.data()]));

describeOn(everyBackend, 'AdamW', () => {
  it('makes the updates of its formula, with a norm above and below the limit', async () => {
    const weights = makeWeights();
    const reference = makeReference();
    const before = tf.memory().numTensors;
    for (const [t, maxGradNorm] of [
      [1, 1],
      [2, 1000],
      [3, 5],
    ]) {
      const gradients = gradientsAt(t);
      const wanted = updateReference(
        reference,
        gradients.map(({ values }) => values),
        maxGradNorm,
        t,
      );
      const [norm, scale] = Array.from(await updateOnce(weights, gradients, maxGradNorm, t));
      expectNear([norm], [wanted.norm], 1e-5, 'norm');
      expectNear([scale], [wanted.scale], 1e-5, 'scale');
      expect(scale < 1).toBe(maxGradNorm < 1000);
    }
    expect(tf.memory().numTensors).toBe(before);
    for (const [i, { weight, moments }] of weights.entries()) {
      const start = makeArray(shapes[i], 50 + i).values;
      const moved = (values: ArrayLike<number>) => start.map((from, e) => values[e] - from);
      const { w, m, v } = reference[i];
      // The way gone, not the place: a weight that stood still would pass by its place.
      expectNear(moved(await weight.data()), moved(w), 1e-3, `step of weight ${i}`);
      const both = await moments.data();
      expectNear(both.slice(0, w.length), m, 1e-4, `first moment ${i}`);
      expectNear(both.slice(w.length), v, 1e-4, `second moment ${i}`);
    }
    disposeWeights(weights);
  });

  it.each([
    ['NaN', NaN],
    ['infinity', Infinity],
    ['a number whose square is beyond float32', 1e25],
  ])('leaves everything as it is when a gradient holds %s', async (_, broken) => {
    const weights = makeWeights();
    await updateOnce(weights, gradientsAt(1), 1, 1);
    const before = (await valuesOf(weights)).map((values) => values.slice());
    const gradients = gradientsAt(2);
    gradients[4].values[77] = broken;
    const [norm, scale] = Array.from(await updateOnce(weights, gradients, 1, 2));
    expect(Number.isFinite(norm)).toBe(false);
    expect(scale).toBe(0);
    expect(await valuesOf(weights)).toEqual(before);
    disposeWeights(weights);
  });

  it('only decays weights whose gradients have always been zero', async () => {
    const weights = makeWeights();
    const [norm, scale] = Array.from(await updateOnce(weights, gradientsAt(1, 0), 1, 1));
    expect([norm, scale]).toEqual([0, 1]);
    for (const [i, { weight, isDecayed }] of weights.entries()) {
      const { values } = makeArray(shapes[i], 50 + i);
      const keep = isDecayed ? 1 - hyper.learningRate * hyper.weightDecay : 1;
      expectNear(
        await weight.data(),
        values.map((value) => value * keep),
        1e-6,
        `weight ${i}`,
      );
    }
    disposeWeights(weights);
  });
});
