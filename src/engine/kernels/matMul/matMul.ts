/**
 * Replaces tfjs's registered BatchMatMul on WebGPU, so that tf.matMul and its gradients use our plans
 * without a change in model code. Shapes that no plan takes keep tfjs's kernel.
 */
import * as tf from '@tensorflow/tfjs';
import type { KernelFunc } from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { productOf, runPlan, stockMatMul } from './product.ts';
import type { MatMulTuner } from './tuner.ts';

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
