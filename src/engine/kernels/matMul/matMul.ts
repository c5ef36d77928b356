/**
 * Replaces tfjs's registered BatchMatMul on software WebGPU adapters, so that tf.matMul and its
 * gradients use it without a change in model code. Other shapes and adapters keep tfjs's kernel.
 */
import * as tf from '@tensorflow/tfjs';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { runKernel, type KernelSource } from '../../program.ts';
import { nnSource, ntSource, tileColumns, tileRows, tnSource } from './wgsl.ts';

interface Plan {
  readonly source: KernelSource;
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** The register-blocked plan for C = op(a)·op(b), or null where its vec4 loads do not fit. */
export function planMatMul(
  a: readonly number[],
  b: readonly number[],
  transposeA: boolean,
  transposeB: boolean,
): Plan | null {
  if (a.length !== 2 || b.length !== 2 || (transposeA && transposeB)) return null;
  const [m, k] = transposeA ? [a[1], a[0]] : [a[0], a[1]];
  const n = transposeB ? b[0] : b[1];
  const isAligned = n % 4 === 0 && (transposeA ? m % 4 === 0 : k % 4 === 0);
  if (!isAligned || m * n * k === 0) return null;
  const source = transposeA ? tnSource : transposeB ? ntSource : nnSource;
  return { source, m, n, k };
}

function runPlan(backend: WebGPUBackend, plan: Plan, a: TensorInfo, b: TensorInfo): TensorInfo {
  const { source, m, n, k } = plan;
  return runKernel(backend, source, {
    inputs: [a, b],
    threads: Math.ceil(m / tileRows) * Math.ceil(n / tileColumns),
    outputShape: [m, n],
    ints: [m, n, k],
  });
}

/** Puts the register-blocked kernel in front of tfjs's. Idempotent. */
export function installMatMul(): void {
  const stock = tf.getKernel('BatchMatMul', 'webgpu');
  if (!stock) throw new Error("tfjs's WebGPU backend has no BatchMatMul kernel to replace.");
  const kernelFunc: KernelFunc = (call) => {
    const { a, b } = call.inputs;
    const attributes: { transposeA?: unknown; transposeB?: unknown } = call.attrs ?? {};
    const plan =
      a && b
        ? planMatMul(
            a.shape,
            b.shape,
            attributes.transposeA === true,
            attributes.transposeB === true,
          )
        : null;
    if (!plan || !a || !b || !(call.backend instanceof WebGPUBackend))
      return stock.kernelFunc(call);
    return runPlan(call.backend, plan, a, b);
  };
  tf.unregisterKernel('BatchMatMul', 'webgpu');
  tf.registerKernel({ ...stock, kernelFunc });
}
