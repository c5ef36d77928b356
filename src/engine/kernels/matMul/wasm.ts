/**
 * On tfjs's WebAssembly backend only a plain product of matrices reaches XNNPACK; transposed operands
 * fall to a scalar loop about ten times slower. Transposing first makes every product of the model fast.
 */
import * as tf from '@tensorflow/tfjs';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

function stockKernel(name: string): KernelFunc {
  const kernel = tf.getKernel(name, 'wasm');
  if (!kernel) throw new Error(`tfjs's wasm backend has no ${name} kernel.`);
  return kernel.kernelFunc;
}

function single(result: TensorInfo | TensorInfo[]): TensorInfo {
  if (Array.isArray(result)) throw new Error('Expected one output.');
  return result;
}

let isInstalled = false;

/** Puts the transposing product in front of tfjs's. Idempotent. */
export function installWasmMatMul(): void {
  if (isInstalled) return;
  isInstalled = true;
  const stock = tf.getKernel('BatchMatMul', 'wasm');
  if (!stock) throw new Error("tfjs's wasm backend has no BatchMatMul kernel to replace.");
  const transpose = stockKernel('Transpose');
  const kernelFunc: KernelFunc = ({ inputs, backend, attrs }) => {
    const { a, b } = inputs;
    const attributes: { transposeA?: unknown; transposeB?: unknown } = attrs ?? {};
    const isTurned = attributes.transposeA === true || attributes.transposeB === true;
    const isMatrix = a?.shape.length === 2 && b?.shape.length === 2;
    if (!a || !b || !isTurned || !isMatrix || !(backend instanceof BackendWasm)) {
      return stock.kernelFunc({ inputs, backend, ...(attrs ? { attrs } : {}) });
    }
    const turn = (x: TensorInfo) =>
      single(transpose({ inputs: { x }, backend, attrs: { perm: [1, 0] } }));
    const left = attributes.transposeA === true ? turn(a) : a;
    const right = attributes.transposeB === true ? turn(b) : b;
    const product = stock.kernelFunc({
      inputs: { a: left, b: right },
      backend,
      attrs: { transposeA: false, transposeB: false },
    });
    if (left !== a) backend.disposeData(left.dataId);
    if (right !== b) backend.disposeData(right.dataId);
    return product;
  };
  tf.unregisterKernel('BatchMatMul', 'wasm');
  tf.registerKernel({ ...stock, kernelFunc });
}
