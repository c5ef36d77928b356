/**
 * Runs one WGSL kernel on tfjs's WebGPU backend. Every tensor is seen as a flat array; shapes are
 * uniforms, static sizes are baked into the code and its key. One output per program (tfjs).
 */
import type { DataType, TensorInfo } from '@tensorflow/tfjs';
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';

/** The WGSL of a kernel: `fn main(index: i32)` runs once per thread; `result` is the output array. */
export interface KernelSource {
  /** Shown in GPU error messages and timings. */
  readonly name: string;
  /** Everything baked into `code`; two sources with one name and key must have equal code. */
  readonly key: string;
  /** Input array names, with 1 (f32, i32) or 4 (vec4) components an element. */
  readonly inputs: readonly { readonly name: string; readonly components: 1 | 4 }[];
  readonly outputComponents: 1 | 4;
  /** Names of the i32 uniforms, then of the f32 uniforms, read as `uniforms.name`. */
  readonly ints?: readonly string[];
  readonly floats?: readonly string[];
  /** Threads of a workgroup; 64 unless a measurement says otherwise. */
  readonly workgroup?: number;
  readonly code: () => string;
}

export interface KernelRun {
  readonly inputs: readonly TensorInfo[];
  readonly threads: number;
  readonly outputShape: readonly number[];
  readonly dtype?: DataType;
  readonly ints?: readonly number[];
  readonly floats?: readonly number[];
  /** Writes into this tensor instead of a new one; it must not be an input too. */
  readonly inPlace?: TensorInfo;
}

const defaultWorkgroup = 64;

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

function flatten(info: TensorInfo): TensorInfo {
  return { dataId: info.dataId, dtype: info.dtype, shape: [sizeOf(info.shape)] };
}

/** tfjs labels a pipeline by its constructor's name; a class per kernel puts ours into GPU errors. */
const programClasses = new Map<string, new () => object>();
function programClass(name: string): new () => object {
  let found = programClasses.get(name);
  if (!found) {
    found = { [name]: class {} }[name];
    programClasses.set(name, found);
  }
  return found;
}

function makeProgram(source: KernelSource, run: KernelRun, outputSize: number): WebGPUProgram {
  const workgroup = source.workgroup ?? defaultWorkgroup;
  const uniforms = [
    ...(source.ints ?? []).map((n) => `${n} : i32,`),
    ...(source.floats ?? []).map((n) => `${n} : f32,`),
  ].join(' ');
  return Object.assign(new (programClass(source.name))(), {
    variableNames: source.inputs.map((i) => i.name),
    variableComponents: source.inputs.map((i) => i.components),
    outputComponent: source.outputComponents,
    outputShape: [outputSize],
    dispatchLayout: { x: [0] },
    dispatch: spread(Math.ceil(run.threads / workgroup)),
    workgroupSize: [workgroup, 1, 1] as [number, number, number],
    shaderKey: `${source.name}:${source.key}`,
    uniforms,
    getUserCode: source.code,
  });
}

/** Workgroups as [x, y, 1] within the limit of 65,535 a dimension that every adapter has. */
function spread(groups: number): [number, number, number] {
  const y = Math.ceil(groups / 65_535);
  return [Math.ceil(groups / y), y, 1];
}

/** Records the kernel. Returns the output's TensorInfo (the given one when in place). */
export function runKernel(
  backend: WebGPUBackend,
  source: KernelSource,
  run: KernelRun,
): TensorInfo {
  const output =
    run.inPlace ?? backend.makeTensorInfo([...run.outputShape], run.dtype ?? 'float32');
  const uniforms = [
    ...(run.ints ?? []).map((v) => ({ type: 'int32', data: [v] })),
    ...(run.floats ?? []).map((v) => ({ type: 'float32', data: [v] })),
  ];
  backend.runWebGPUProgram(
    makeProgram(source, run, sizeOf(output.shape)),
    run.inputs.map(flatten),
    output.dtype,
    uniforms,
    flatten(output),
  );
  if (run.inPlace) {
    // tfjs keeps a copy of values that were read once; an in-place write makes it stale.
    const data: { values: unknown } = backend.tensorMap.get(output.dataId);
    data.values = null;
  }
  return output;
}
