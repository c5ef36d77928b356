/** RMSNorm over the last axis (Zhang and Sennrich 2019): y = x / sqrt(mean(x²) + ε) · w. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { callKernel, defineKernel, hasKernels, numberOf } from '../../kernel.ts';
import { runKernel } from '../../program.ts';
import * as wgsl from './wgsl.ts';

const chunks = 64;

/**
 * Normalises each row.
 * @param x [N,D], D a multiple of 4
 * @param weight [D]
 * @returns [N,D]
 */
export function rmsNorm(x: Tensor2D, weight: Tensor1D, epsilon: number): Tensor2D {
  if (hasKernels()) return callKernel<Tensor2D>('RmsNorm', { x, weight }, { epsilon });
  return tf.tidy(() => {
    const rstd = tf.rsqrt(tf.add(tf.mean(tf.mul(x, x), 1, true), epsilon));
    return tf.mul(tf.mul(x, rstd), weight);
  });
}

defineKernel({
  name: 'RmsNorm',
  forward: (backend, { x, weight }, attributes) =>
    runKernel(backend, wgsl.forwardSource(x.shape[1]), {
      inputs: [x, weight],
      threads: x.shape[0],
      outputShape: x.shape,
      ints: [x.shape[0]],
      floats: [numberOf(attributes, 'epsilon')],
    }),
  gradient: {
    saves: ['x', 'weight'],
    of: (dy, [x, weight], attributes) => {
      const rstd = () => callKernel('RmsNormRstd', { x }, attributes);
      return {
        x: () => tf.tidy(() => callKernel('RmsNormInputGradient', { dy, x, weight, rstd: rstd() })),
        weight: () => tf.tidy(() => callKernel('RmsNormWeightGradient', { dy, x, rstd: rstd() })),
      };
    },
  },
});

defineKernel({
  name: 'RmsNormRstd',
  forward: (backend, { x }, attributes) =>
    runKernel(backend, wgsl.rstdSource(x.shape[1]), {
      inputs: [x],
      threads: x.shape[0],
      outputShape: [x.shape[0]],
      ints: [x.shape[0]],
      floats: [numberOf(attributes, 'epsilon')],
    }),
});

defineKernel({
  name: 'RmsNormInputGradient',
  forward: (backend, { dy, x, weight, rstd }) =>
    runKernel(backend, wgsl.inputGradientSource(x.shape[1]), {
      inputs: [dy, x, weight, rstd],
      threads: x.shape[0],
      outputShape: x.shape,
      ints: [x.shape[0]],
    }),
});

defineKernel({
  name: 'RmsNormWeightGradient',
  forward: (backend, { dy, x, rstd }) => {
    const width = x.shape[1];
    const partial = runKernel(backend, wgsl.weightPartialSource(width, chunks), {
      inputs: [dy, x, rstd],
      threads: (chunks * width) / 4,
      outputShape: [chunks, width],
      ints: [x.shape[0]],
    });
    const sum = runKernel(backend, wgsl.columnSumSource(width, chunks), {
      inputs: [partial],
      threads: width / 4,
      outputShape: [width],
      ints: [width / 4],
    });
    backend.disposeData(partial.dataId);
    return sum;
  },
});
