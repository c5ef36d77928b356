/** log softmax at the target token, straight from logits. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { callKernel, defineKernel, hasKernels, numberOf } from '../../kernel.ts';
import { runKernel, type KernelSource } from '../../program.ts';

/**
 * log p(target) under softmax(logits / temperature). Differentiable in logits.
 * @param logits [M,V], V a multiple of 4
 * @param targets [M] int32
 * @returns [M], nats
 */
export function tokenLogprob(logits: Tensor2D, targets: Tensor1D, temperature: number): Tensor1D {
  if (hasKernels())
    return callKernel<Tensor1D>('TokenLogprob', { logits, targets }, { temperature });
  return tf.tidy(() => {
    const logProbs = tf.logSoftmax(tf.div(logits, temperature));
    const oneHot = tf.cast(tf.oneHot(targets, logits.shape[1]), 'float32');
    return tf.sum(tf.mul(logProbs, oneHot), 1);
  });
}

/** WGSL of `top` and `sum`: maximum and Σ exp of the scaled row that starts at `base`. */
export const normalise = (vocabulary: number) => `
      let base = index * ${vocabulary / 4};
      var top4 = logits[base];
      for (var i = 1; i < ${vocabulary / 4}; i++) { top4 = max(top4, logits[base + i]); }
      let top = max(max(top4.x, top4.y), max(top4.z, top4.w)) * uniforms.inverseTemperature;
      var sum4 = vec4<f32>(0.0);
      for (var i = 0; i < ${vocabulary / 4}; i++) {
        sum4 += exp(logits[base + i] * uniforms.inverseTemperature - top);
      }
      let sum = sum4.x + sum4.y + sum4.z + sum4.w;`;

const logits4 = { name: 'logits', components: 4 as const };
const targets1 = { name: 'targets', components: 1 as const };
const common = { outputComponents: 1 as const, ints: ['rows'], floats: ['inverseTemperature'] };

/** logit/temperature − log Σ exp(logits/temperature). */
export const logprobSource = (vocabulary: number): KernelSource => ({
  ...common,
  name: 'TokenLogprob',
  key: `${vocabulary}`,
  inputs: [logits4, targets1],
  code: () => `
    fn main(index: i32) {
      if (index >= uniforms.rows) { return; }
      ${normalise(vocabulary)}
      let target_ = targets[index];
      let logit = logits[base + target_ / 4][target_ % 4];
      result[index] = logit * uniforms.inverseTemperature - top - log(sum);
    }`,
});

/** dlogits[v] = dy · (1[v = target] − p_v) / temperature. */
export const logprobGradientSource = (vocabulary: number): KernelSource => ({
  ...common,
  name: 'TokenLogprobGradient',
  key: `${vocabulary}`,
  inputs: [logits4, targets1, { name: 'dy', components: 1 }],
  outputComponents: 4,
  code: () => `
    fn main(index: i32) {
      if (index >= uniforms.rows) { return; }
      ${normalise(vocabulary)}
      let target_ = targets[index];
      let scale = dy[index] * uniforms.inverseTemperature;
      for (var i = 0; i < ${vocabulary / 4}; i++) {
        let p = exp(logits[base + i] * uniforms.inverseTemperature - top) / sum;
        let lane = vec4<i32>(i * 4) + vec4<i32>(0, 1, 2, 3);
        result[base + i] = scale * (select(vec4<f32>(0.0), vec4<f32>(1.0), lane == vec4<i32>(target_)) - p);
      }
    }`,
});

defineKernel({
  name: 'TokenLogprob',
  forward: (backend, { logits, targets }, attributes) =>
    runKernel(backend, logprobSource(logits.shape[1]), {
      inputs: [logits, targets],
      threads: logits.shape[0],
      outputShape: [logits.shape[0]],
      ints: [logits.shape[0]],
      floats: [1 / numberOf(attributes, 'temperature')],
    }),
  gradient: {
    saves: ['logits', 'targets'],
    of: ([dy], [logits, targets], attributes) => ({
      logits: () => callKernel('TokenLogprobGradient', { dy, logits, targets }, attributes),
    }),
  },
});

defineKernel({
  name: 'TokenLogprobGradient',
  forward: (backend, { logits, targets, dy }, attributes) =>
    runKernel(backend, logprobGradientSource(logits.shape[1]), {
      inputs: [logits, targets, dy],
      threads: logits.shape[0],
      outputShape: logits.shape,
      ints: [logits.shape[0]],
      floats: [1 / numberOf(attributes, 'temperature')],
    }),
});
