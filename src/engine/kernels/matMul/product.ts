/** One product of matrices, and running it with a plan or with tfjs's own kernel. */
import * as tf from '@tensorflow/tfjs';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { runKernel } from '../../program.ts';
import type { Layout, MatMulPlan, Sizes } from './plan.ts';

/** A product in the terms of the plans. */
export interface Product extends Sizes {
  readonly layout: Layout;
}

/** The product of two tensors [..,M,K]·[..,K,N], or null where the plans' vec4 loads do not fit. */
export function productOf(
  a: readonly number[],
  b: readonly number[],
  transposeA: boolean,
  transposeB: boolean,
): Product | null {
  if (transposeA && transposeB) return null;
  const batch = a.slice(0, -2);
  if (a.length !== b.length || batch.some((size, i) => b[i] !== size)) return null;
  const [aRows, aColumns] = a.slice(-2);
  const [bRows, bColumns] = b.slice(-2);
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const n = transposeB ? bRows : bColumns;
  const isAligned = n % 4 === 0 && (transposeA ? m % 4 === 0 : k % 4 === 0);
  if (!isAligned || m * n * k === 0) return null;
  const layout = transposeA ? 'TN' : transposeB ? 'NT' : 'NN';
  return { layout, m, n, k, batch: batch.reduce((x, y) => x * y, 1) };
}

/** Multiplies with a plan. `outputShape` is [..,M,N]. */
export function runPlan(
  backend: WebGPUBackend,
  plan: MatMulPlan,
  product: Product,
  [a, b]: readonly [TensorInfo, TensorInfo],
  outputShape: readonly number[],
): TensorInfo {
  const { m, n, k, batch } = product;
  return runKernel(backend, plan.source(product.layout), {
    inputs: [a, b],
    threads: plan.threads(product),
    outputShape,
    ints: [m, n, k, batch],
  });
}

/** tfjs's own kernel, before the first replacement. */
let stock: KernelFunc | null = null;

/** tfjs's kernel, to compare with. */
export function stockMatMul(): KernelFunc {
  if (stock) return stock;
  const kernel = tf.getKernel('BatchMatMul', 'webgpu');
  if (!kernel) throw new Error("tfjs's WebGPU backend has no BatchMatMul kernel to replace.");
  stock = kernel.kernelFunc;
  return stock;
}
