/** Registers PatchGrad's kernels with tfjs and calls them, so that tfjs tapes, scopes and counts them. */
import * as tf from '@tensorflow/tfjs';
import type { NamedTensorMap, Tensor, TensorInfo } from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** Numbers given to a kernel beside its tensors. */
export type Attributes = Record<string, number | boolean>;

export interface KernelDefinition {
  readonly name: string;
  readonly forward: (
    backend: WebGPUBackend,
    inputs: Readonly<Record<string, TensorInfo>>,
    attributes: Attributes,
  ) => TensorInfo;
  /** Gradient by input name. `saved` holds the inputs named in `saves`, in that order. */
  readonly gradient?: {
    readonly saves: readonly string[];
    readonly of: (
      dy: Tensor,
      saved: Tensor[],
      attributes: Attributes,
    ) => Record<string, () => Tensor>;
  };
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
  const { gradient } = definition;
  if (!gradient) return;
  tf.registerGradient({
    kernelName: definition.name,
    inputsToSave: [...gradient.saves],
    gradFunc: (dy, saved, attrs) => {
      if (Array.isArray(dy)) throw new Error(`${definition.name} has one output.`);
      return gradient.of(dy, saved, toAttributes(attrs));
    },
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

/** A numeric attribute; its absence is a programming error. */
export function numberOf(attributes: Attributes, key: string): number {
  const value = attributes[key];
  if (typeof value !== 'number') throw new Error(`Kernel attribute ${key} is missing.`);
  return value;
}
