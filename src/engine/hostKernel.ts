/**
 * Kernels in plain TypeScript for tfjs's WebAssembly backend: they read and write its heap directly,
 * without a copy. They serve where composing from tfjs's ops would cost padding or whole-cache passes.
 */
import * as tf from '@tensorflow/tfjs';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs';
import type { Attributes } from './kernel.ts';

/** An input as it lies on the heap. Valid until the next allocation. */
export interface HostArray {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

export interface HostKernel {
  readonly name: string;
  readonly outputShape: (
    shapes: Readonly<Record<string, readonly number[]>>,
    attributes: Attributes,
  ) => readonly number[];
  /** Writes the whole output. */
  readonly run: (
    inputs: Readonly<Record<string, HostArray>>,
    output: Float32Array,
    attributes: Attributes,
  ) => void;
}

function wasmBackend(backend: unknown): BackendWasm {
  if (!(backend instanceof BackendWasm)) throw new Error('A host kernel needs the wasm backend.');
  return backend;
}

function viewOf(backend: BackendWasm, info: TensorInfo): Float32Array | Int32Array {
  const view = backend.typedArrayFromHeap(info);
  if (view instanceof Float32Array || view instanceof Int32Array) return view;
  throw new Error(`A host kernel takes float32 and int32, not ${info.dtype}.`);
}

/** Registers the kernel for the wasm backend; its gradient is the one of defineKernel. */
export function defineHostKernel({ name, outputShape, run }: HostKernel): void {
  tf.registerKernel({
    kernelName: name,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const wasm = wasmBackend(backend);
      const attributes: Attributes = {};
      for (const [key, value] of Object.entries(attrs ?? {})) {
        if (typeof value === 'number' || typeof value === 'boolean') attributes[key] = value;
      }
      const shapes: Record<string, readonly number[]> = {};
      for (const [key, info] of Object.entries(inputs)) if (info) shapes[key] = info.shape;
      const output = wasm.makeOutput([...outputShape(shapes, attributes)], 'float32');
      // The heap may have moved for the output; views are taken after it.
      const arrays: Record<string, HostArray> = {};
      for (const [key, info] of Object.entries(inputs)) {
        if (info) arrays[key] = { shape: info.shape, values: viewOf(wasm, info) };
      }
      const target = viewOf(wasm, output);
      if (!(target instanceof Float32Array)) throw new Error('Host kernels give float32.');
      run(arrays, target, attributes);
      return output;
    },
  });
}

/** The values of a tensor on the wasm heap, to be written in place. */
export function hostValues(tensor: TensorInfo): Float32Array | Int32Array {
  return viewOf(wasmBackend(tf.backend()), tensor);
}

/** The values of a float32 input. */
export function floats({ values }: HostArray): Float32Array {
  if (!(values instanceof Float32Array)) throw new Error('Expected float32 values.');
  return values;
}
