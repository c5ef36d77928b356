/** Sum of a matrix over its rows, the gradient of a bias, in two stages on WebGPU. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { callKernel, defineKernel, hasKernels } from '../../kernel.ts';
import { runKernel, type KernelSource } from '../../program.ts';

/** Partial sums of the first stage: enough threads for narrow matrices, short loops for long ones. */
const parts = 64;

/**
 * @param x [N,W], W a multiple of 4
 * @returns [W]
 */
export function columnSum(x: Tensor): Tensor {
  return hasKernels() ? callKernel('ColumnSumOfRows', { x }) : tf.sum(x, 0);
}

/** result[p] = Σ of the rows p, p + parts, …, [parts,W]. */
export const columnSumSource = (width: number): KernelSource => ({
  name: 'ColumnSumOfRows',
  key: `${width}`,
  inputs: [{ name: 'x', components: 4 }],
  outputComponents: 4,
  ints: ['rows', 'parts'],
  code: () => `
    fn main(index: i32) {
      let part = index / ${width / 4};
      if (part >= uniforms.parts) { return; }
      let column = index % ${width / 4};
      var sum = vec4<f32>(0.0);
      for (var n = part; n < uniforms.rows; n += uniforms.parts) {
        sum += x[n * ${width / 4} + column];
      }
      result[index] = sum;
    }`,
});

/** Records the sum of a small matrix [M,W] over its rows, one thread a column. @returns [W] */
export function addRows(backend: WebGPUBackend, x: TensorInfo): TensorInfo {
  const [rows, width] = x.shape;
  return runKernel(backend, columnSumSource(width), {
    inputs: [x],
    threads: width / 4,
    outputShape: [width],
    ints: [rows, 1],
  });
}

defineKernel({
  name: 'ColumnSumOfRows',
  forward: (backend, { x }) => {
    const [rows, width] = x.shape;
    const partial = runKernel(backend, columnSumSource(width), {
      inputs: [x],
      threads: (parts * width) / 4,
      outputShape: [parts, width],
      ints: [rows, parts],
    });
    const sum = addRows(backend, partial);
    backend.disposeData(partial.dataId);
    return sum;
  },
});
