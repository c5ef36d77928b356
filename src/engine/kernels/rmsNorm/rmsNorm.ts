/** RMSNorm over the last axis (Zhang and Sennrich 2019): y = x / sqrt(mean(x²) + ε) · w. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor1D, Tensor2D, TensorInfo } from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { callKernel, callKernelOutputs, defineKernel, hasKernels, numberOf } from '../../kernel.ts';
import { runKernel, runKernelOutputs } from '../../program.ts';
import { asMatrix } from '../../rank.ts';
import { addRows } from '../columnSum/columnSum.ts';
import * as wgsl from './wgsl.ts';

const chunks = 64;

/**
 * Normalises each row.
 * @param x [N,D], D a multiple of 4
 * @param weight [D]
 * @returns [N,D]
 */
export function rmsNorm(x: Tensor2D, weight: Tensor1D, epsilon: number): Tensor2D {
  if (hasKernels()) {
    const [normed] = callKernelOutputs('RmsNorm', { x, weight }, { epsilon });
    return asMatrix(normed);
  }
  return tf.tidy(() => {
    const rstd = tf.rsqrt(tf.add(tf.mean(tf.mul(x, x), 1, true), epsilon));
    return tf.mul(tf.mul(x, rstd), weight);
  });
}

/** Both [N,D]. */
export interface AddedNorm {
  readonly total: Tensor2D;
  readonly normed: Tensor2D;
}

/** The residual stream's next value x + residual, and that normalised, in one pass each way. */
export function addRmsNorm(
  x: Tensor2D,
  residual: Tensor2D,
  weight: Tensor1D,
  epsilon: number,
): AddedNorm {
  if (!hasKernels()) {
    const total = asMatrix(tf.add(x, residual));
    return { total, normed: rmsNorm(total, weight, epsilon) };
  }
  const [normed, , total] = callKernelOutputs('AddRmsNorm', { x, residual, weight }, { epsilon });
  return { total: asMatrix(total), normed: asMatrix(normed) };
}

type Inputs = Readonly<Record<string, TensorInfo>>;

function runForward(
  backend: WebGPUBackend,
  { x, residual, weight }: Inputs,
  epsilon: number,
  isAdded: boolean,
): TensorInfo[] {
  const [rows, width] = x.shape;
  return runKernelOutputs(backend, wgsl.forwardSource(width, isAdded), {
    inputs: isAdded ? [x, residual, weight] : [x, weight],
    threads: rows,
    outputShape: x.shape,
    moreOutputs: [[rows], ...(isAdded ? [x.shape] : [])],
    ints: [rows],
    floats: [epsilon],
  });
}

defineKernel({
  name: 'RmsNorm',
  forward: (backend, inputs, attributes) =>
    runForward(backend, inputs, numberOf(attributes, 'epsilon'), false),
  gradient: {
    saves: ['x', 'weight'],
    savesOutputs: [false, true],
    of: ([dy], [x, weight, rstd]) => ({
      x: () => callKernel('RmsNormInputGradient', { dy, x, weight, rstd }),
      weight: () => callKernel('RmsNormWeightGradient', { dy, x, rstd }),
    }),
  },
});

defineKernel({
  name: 'AddRmsNorm',
  forward: (backend, inputs, attributes) =>
    runForward(backend, inputs, numberOf(attributes, 'epsilon'), true),
  gradient: {
    saves: ['weight'],
    savesOutputs: [false, true, true],
    of: ([dy, , dtotal], [weight, rstd, total]) => {
      let dx: Tensor | null = null;
      // The same gradient twice; a clone shares it, and tfjs disposes each on its own.
      const gradient = () => {
        if (!dx || dx.isDisposed) {
          dx = callKernel('RmsNormInputGradient', { dy, x: total, weight, rstd, dtotal });
          return dx;
        }
        return dx.clone();
      };
      return {
        x: gradient,
        residual: gradient,
        weight: () => callKernel('RmsNormWeightGradient', { dy, x: total, rstd }),
      };
    },
  },
});

defineKernel({
  name: 'RmsNormInputGradient',
  forward: (backend, inputs) => {
    const { dy, x, weight, rstd } = inputs;
    const isAdded = 'dtotal' in inputs;
    return runKernel(backend, wgsl.inputGradientSource(x.shape[1], isAdded), {
      inputs: [dy, x, weight, rstd, ...(isAdded ? [inputs.dtotal] : [])],
      threads: x.shape[0],
      outputShape: x.shape,
      ints: [x.shape[0]],
    });
  },
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
    const sum = addRows(backend, partial);
    backend.disposeData(partial.dataId);
    return sum;
  },
});
