/** Registers PatchGrad's kernels with tfjs and calls them, so that tfjs tapes, scopes and counts them. */
import * as tf from '@tensorflow/tfjs';
import type { NamedTensorMap, Tensor, TensorInfo } from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** Numbers given to a kernel beside its tensors. */
export type Attributes = Record<string, number | boolean>;

/** The derivative of a kernel. */
export interface KernelGradient {
  /** Inputs to keep for it. */
  readonly saves: readonly string[];
  /** For each output, whether to keep it, too. */
  readonly savesOutputs?: readonly boolean[];
  /**
   * Gradient by input name. `dys` has one entry per output; `saved` holds the inputs named in `saves`,
   * in that order, and then the kept outputs.
   */
  readonly of: (
    dys: readonly Tensor[],
    saved: readonly Tensor[],
    attributes: Attributes,
  ) => Record<string, () => Tensor>;
}

export interface KernelDefinition {
  readonly name: string;
  readonly forward: (
    backend: WebGPUBackend,
    inputs: Readonly<Record<string, TensorInfo>>,
    attributes: Attributes,
  ) => TensorInfo | TensorInfo[];
  readonly gradient?: KernelGradient;
}

/** True when tensors live on a WebGPU device and our kernels serve; else ops are composed from tfjs's. */
export const hasKernels = (): boolean => tf.getBackend() === 'webgpu';

/** Registers the kernel for the webgpu backend and its gradient; call once, at module load. */
export function defineKernel(definition: KernelDefinition): void {
  tf.registerKernel({
    kernelName: definition.name,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, backend, attrs }) => {
      if (!(backend instanceof WebGPUBackend)) {
        throw new Error(`${definition.name} ran on a backend that is not WebGPU.`);
      }
      return definition.forward(backend, toInputs(inputs), toAttributes(attrs));
    },
  });
  if (definition.gradient) defineGradient(definition.name, definition.gradient);
}

/** Registers the derivative of a kernel, on whatever backend it runs. */
export function defineGradient(name: string, gradient: KernelGradient): void {
  tf.registerGradient({
    kernelName: name,
    inputsToSave: [...gradient.saves],
    outputsToSave: [...(gradient.savesOutputs ?? [])],
    gradFunc: (dy, saved, attrs) => gradient.of([dy].flat(), saved, toAttributes(attrs)),
  });
}

function toInputs(inputs: Record<string, TensorInfo | undefined>): Record<string, TensorInfo> {
  const given: Record<string, TensorInfo> = {};
  for (const [name, info] of Object.entries(inputs)) if (info) given[name] = info;
  return given;
}

function toAttributes(attrs: object | undefined): Attributes {
  const attributes: Attributes = {};
  for (const [key, value] of Object.entries(attrs ?? {})) {
    if (typeof value === 'number' || typeof value === 'boolean') attributes[key] = value;
  }
  return attributes;
}

/** Calls a registered kernel. */
export function callKernel<T extends Tensor = Tensor>(
  name: string,
  inputs: NamedTensorMap,
  attributes: Attributes = {},
): T {
  return tf.engine().runKernel<T>(name, inputs, attributes);
}

/** Calls a registered kernel with several outputs. */
export function callKernelOutputs(
  name: string,
  inputs: NamedTensorMap,
  attributes: Attributes = {},
): Tensor[] {
  return tf.engine().runKernel<Tensor[]>(name, inputs, attributes);
}

/** A numeric attribute; its absence is a programming error. */
export function numberOf(attributes: Attributes, key: string): number {
  const value = attributes[key];
  if (typeof value !== 'number') throw new Error(`Kernel attribute ${key} is missing.`);
  return value;
}
