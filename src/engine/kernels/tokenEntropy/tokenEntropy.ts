/** Entropy of the next token, straight from logits: without the [M,V] probabilities that tfjs's ops would keep. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { callKernel, defineKernel, hasKernels, numberOf } from '../../kernel.ts';
import { runKernel, type KernelSource } from '../../program.ts';
import { normalise } from '../tokenLogprob/tokenLogprob.ts';

/**
 * H = −Σ p·log p with p = softmax(logits / temperature). Differentiable in logits.
 * @param logits [M,V], V a multiple of 4
 * @returns [M], nats
 */
export function tokenEntropy(logits: Tensor2D, temperature: number): Tensor1D {
  if (hasKernels()) return callKernel<Tensor1D>('TokenEntropy', { logits }, { temperature });
  return tf.tidy(() => {
    const logProbs = tf.logSoftmax(tf.div(logits, temperature));
    return tf.neg(tf.sum<Tensor1D>(tf.mul(tf.exp(logProbs), logProbs), 1));
  });
}

const logits4 = { name: 'logits', components: 4 as const };
const common = { ints: ['rows'], floats: ['inverseTemperature'] };

export const entropySource = (vocabulary: number): KernelSource => ({
  ...common,
  name: 'TokenEntropy',
  key: `${vocabulary}`,
  inputs: [logits4],
  outputComponents: 1,
  code: () => `
    fn main(index: i32) {
      if (index >= uniforms.rows) { return; }
      ${normalise(vocabulary)}
      let logSum = top + log(sum);
      var total4 = vec4<f32>(0.0);
      for (var i = 0; i < ${vocabulary / 4}; i++) {
        let logP = logits[base + i] * uniforms.inverseTemperature - logSum;
        total4 += exp(logP) * logP;
      }
      result[index] = -(total4.x + total4.y + total4.z + total4.w);
    }`,
});

/** dlogits[v] = −dy · p_v · (log p_v + H) / temperature. */
export const entropyGradientSource = (vocabulary: number): KernelSource => ({
  ...common,
  name: 'TokenEntropyGradient',
  key: `${vocabulary}`,
  inputs: [logits4, { name: 'entropy', components: 1 }, { name: 'dy', components: 1 }],
  outputComponents: 4,
  code: () => `
    fn main(index: i32) {
      if (index >= uniforms.rows) { return; }
      ${normalise(vocabulary)}
      let logSum = top + log(sum);
      let scale = -dy[index] * uniforms.inverseTemperature;
      for (var i = 0; i < ${vocabulary / 4}; i++) {
        let logP = logits[base + i] * uniforms.inverseTemperature - logSum;
        result[base + i] = scale * exp(logP) * (logP + entropy[index]);
      }
    }`,
});

defineKernel({
  name: 'TokenEntropy',
  forward: (backend, { logits }, attributes) =>
    runKernel(backend, entropySource(logits.shape[1]), {
      inputs: [logits],
      threads: logits.shape[0],
      outputShape: [logits.shape[0]],
      ints: [logits.shape[0]],
      floats: [1 / numberOf(attributes, 'temperature')],
    }),
  gradient: {
    saves: ['logits'],
    savesOutputs: [true],
    of: ([dy], [logits, entropy], attributes) => ({
      logits: () => callKernel('TokenEntropyGradient', { dy, logits, entropy }, attributes),
    }),
  },
});

defineKernel({
  name: 'TokenEntropyGradient',
  forward: (backend, { logits, entropy, dy }, attributes) =>
    runKernel(backend, entropyGradientSource(logits.shape[1]), {
      inputs: [logits, entropy, dy],
      threads: logits.shape[0],
      outputShape: logits.shape,
      ints: [logits.shape[0]],
      floats: [1 / numberOf(attributes, 'temperature')],
    }),
});
