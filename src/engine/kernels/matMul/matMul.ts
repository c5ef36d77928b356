/**
 * Replaces tfjs's registered BatchMatMul on WebGPU, so that tf.matMul and its gradients use our plans
 * without a change in model code. Shapes that no plan takes keep tfjs's kernel.
 */
import * as tf from '@tensorflow/tfjs';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { runKernel } from '../../program.ts';
import type { Layout, MatMulPlan, Sizes } from './plan.ts';
import type { MatMulTuner } from './tuner.ts';

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

/** Puts the plans in front of tfjs's kernel; the tuner chooses among them. */
export function installMatMul(tuner: MatMulTuner): void {
  const original = stockMatMul();
  const kernelFunc: KernelFunc = (call) => {
    const { a, b } = call.inputs;
    const attributes: { transposeA?: unknown; transposeB?: unknown } = call.attrs ?? {};
    const product =
      a && b
        ? productOf(
            a.shape,
            b.shape,
            attributes.transposeA === true,
            attributes.transposeB === true,
          )
        : null;
    const plan = product ? tuner.planOf(product) : null;
    if (!product || !plan || !a || !b || !(call.backend instanceof WebGPUBackend)) {
      return original(call);
    }
    const shape = [...a.shape.slice(0, -2), product.m, product.n];
    return runPlan(call.backend, plan, product, [a, b], shape);
  };
  tf.unregisterKernel('BatchMatMul', 'webgpu');
  tf.registerKernel({ kernelName: 'BatchMatMul', backendName: 'webgpu', kernelFunc });
}
