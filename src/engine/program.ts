/** Runs one kernel on tfjs's WebGPU backend, with outputs made or given. */
import type { DataType, TensorInfo } from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispatch } from './dispatcher.ts';
import type { KernelSource } from './shader.ts';

export type { KernelSource } from './shader.ts';

export interface KernelRun {
  readonly inputs: readonly TensorInfo[];
  readonly threads: number;
  readonly outputShape: readonly number[];
  readonly dtype?: DataType;
  readonly ints?: readonly number[];
  readonly floats?: readonly number[];
  /** Writes into this tensor instead of a new one; it must not be an input too. */
  readonly inPlace?: TensorInfo;
  /** Shape of a new float32 tensor, or the tensor to write, for each of the source's moreOutputs. */
  readonly moreOutputs?: readonly (readonly number[] | TensorInfo)[];
}

/** Records the kernel. Returns the output's TensorInfo (the given one when in place). */
export function runKernel(
  backend: WebGPUBackend,
  source: KernelSource,
  run: KernelRun,
): TensorInfo {
  return runKernelOutputs(backend, source, run)[0];
}

/** Like runKernel, for a kernel with moreOutputs: `result` first, then those. */
export function runKernelOutputs(
  backend: WebGPUBackend,
  source: KernelSource,
  run: KernelRun,
): TensorInfo[] {
  const result =
    run.inPlace ?? backend.makeTensorInfo([...run.outputShape], run.dtype ?? 'float32');
  const more = (run.moreOutputs ?? []).map((output) =>
    isTensorInfo(output) ? output : backend.makeTensorInfo([...output], 'float32'),
  );
  const outputs = [result, ...more];
  dispatch(backend, {
    source,
    inputs: run.inputs,
    outputs,
    threads: run.threads,
    ints: run.ints ?? [],
    floats: run.floats ?? [],
  });
  // tfjs keeps a copy of values that were read once; a write in place makes it stale.
  for (const { dataId } of outputs) {
    const data: { values: unknown } = backend.tensorMap.get(dataId);
    data.values = null;
  }
  return outputs;
}

function isTensorInfo(output: readonly number[] | TensorInfo): output is TensorInfo {
  return 'dataId' in output;
}
