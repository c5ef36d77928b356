/**
 * Records our kernels into tfjs's own compute pass, beside tfjs's: tfjs's order of commands, memory and
 * disposal hold for both. Its own way of running programs allows one output, no subgroups, and writes
 * a uniform buffer for every dispatch; this one does not.
 */
import { env } from '@tensorflow/tfjs';
import type { DataType, TensorInfo } from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { FailureError } from '../core/failure.ts';
import { hasUniforms, outputsOf, shaderOf, workgroupOf, type KernelSource } from './shader.ts';
import { UniformCache } from './uniformCache.ts';

/** One dispatch. */
export interface Dispatch {
  readonly source: KernelSource;
  readonly inputs: readonly TensorInfo[];
  /** One per output of the source; none of them may be an input, too. */
  readonly outputs: readonly TensorInfo[];
  readonly threads: number;
  readonly ints: readonly number[];
  readonly floats: readonly number[];
}

interface Pipeline {
  readonly layout: GPUBindGroupLayout;
  readonly compute: GPUComputePipeline;
}

interface DeviceState {
  readonly pipelines: Map<string, Pipeline>;
  /** Being compiled ahead. */
  readonly pending: Map<string, Promise<void>>;
  readonly uniforms: UniformCache;
}

const states = new WeakMap<WebGPUBackend, DeviceState>();

function stateOf(backend: WebGPUBackend): DeviceState {
  let state = states.get(backend);
  if (!state) {
    state = { pipelines: new Map(), pending: new Map(), uniforms: new UniformCache(backend) };
    states.set(backend, state);
  }
  return state;
}

/** Records the dispatch; it runs when tfjs submits its queue. */
export function dispatch(backend: WebGPUBackend, job: Dispatch): void {
  const { source, inputs, outputs } = job;
  for (const tensor of [...inputs, ...outputs]) backend.uploadToGPU(tensor.dataId);
  const state = stateOf(backend);
  if (env().getBool('WEBGPU_ENGINE_COMPILE_ONLY')) {
    compileAhead(backend, state, job);
    return;
  }
  const pipeline = pipelineOf(backend, state, job);
  const entries = [...outputs, ...inputs].map((tensor, binding) => ({
    binding,
    resource: { buffer: bufferOf(backend, tensor, source) },
  }));
  if (hasUniforms(source)) {
    const buffer = state.uniforms.bufferOf(job.ints, job.floats);
    entries.push({ binding: entries.length, resource: { buffer } });
  }
  const bindGroup = backend.device.createBindGroup({ layout: pipeline.layout, entries });
  const groups = spread(Math.ceil(job.threads / workgroupOf(source)));
  record(backend, pipeline.compute, bindGroup, groups);
  own(backend, [...inputs, ...outputs]);
}

/** Waits for the pipelines that a dry run under WEBGPU_ENGINE_COMPILE_ONLY asked for. */
export async function finishCompiling(
  backend: WebGPUBackend,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const pending = [...stateOf(backend).pending.values()];
  let done = 0;
  onProgress(0, pending.length);
  await Promise.all(
    pending.map(async (pipeline) => {
      await pipeline;
      onProgress(++done, pending.length);
    }),
  );
}

/** Workgroups as [x, y] within the limit of 65,535 a dimension that every adapter has. */
export function spread(groups: number): [number, number] {
  const y = Math.ceil(groups / 65_535);
  return [Math.ceil(groups / Math.max(1, y)), y];
}

function keyOf({ source, inputs, outputs }: Dispatch): string {
  return `${source.name}:${source.key}:${[...outputs, ...inputs].map((t) => t.dtype[0]).join('')}`;
}

function describe(backend: WebGPUBackend, { source, inputs, outputs }: Dispatch) {
  const { device } = backend;
  const types = (tensors: readonly TensorInfo[]): DataType[] => tensors.map((t) => t.dtype);
  if (source.usesSubgroups && !device.features.has('subgroups')) {
    throw new FailureError({
      code: 'gpu-validation',
      message: `The kernel ${source.name} needs subgroups, and this device has none.`,
      hint: 'Reload the page, so that kernels are chosen for this device; if it happens again, report the adapter named at the top.',
      step: null,
    });
  }
  const written = outputsOf(source).length;
  const count = written + inputs.length;
  const layout = device.createBindGroupLayout({
    label: source.name,
    entries: Array.from({ length: count + (hasUniforms(source) ? 1 : 0) }, (_, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: {
        type: binding < written ? 'storage' : binding < count ? 'read-only-storage' : 'uniform',
      },
    })),
  });
  const code = shaderOf(source, types(inputs), types(outputs));
  const descriptor: GPUComputePipelineDescriptor = {
    label: source.name,
    layout: device.createPipelineLayout({ label: source.name, bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label: source.name, code }), entryPoint: 'run' },
  };
  return { layout, descriptor };
}

function pipelineOf(backend: WebGPUBackend, state: DeviceState, job: Dispatch): Pipeline {
  const key = keyOf(job);
  let pipeline = state.pipelines.get(key);
  if (!pipeline) {
    const { layout, descriptor } = describe(backend, job);
    pipeline = { layout, compute: backend.device.createComputePipeline(descriptor) };
    state.pipelines.set(key, pipeline);
  }
  return pipeline;
}

function compileAhead(backend: WebGPUBackend, state: DeviceState, job: Dispatch): void {
  const key = keyOf(job);
  if (state.pipelines.has(key) || state.pending.has(key)) return;
  const { layout, descriptor } = describe(backend, job);
  const compile = async () => {
    try {
      const compute = await backend.device.createComputePipelineAsync(descriptor);
      state.pipelines.set(key, { layout, compute });
    } catch (error) {
      throw new FailureError({
        code: 'gpu-validation',
        message: `The kernel ${job.source.name} does not compile here: ${await reasonOf(descriptor, error)}`,
        hint: 'Update the browser or the graphics driver, or choose the WebAssembly backend; the message names the kernel to report.',
        step: null,
      });
    } finally {
      state.pending.delete(key);
    }
  };
  state.pending.set(key, compile());
}

/** What the compiler found; else what making the pipeline ended with, which seldom says why. */
async function reasonOf(
  { compute: { module } }: GPUComputePipelineDescriptor,
  error: unknown,
): Promise<string> {
  const { messages } = await module.getCompilationInfo();
  const errors = messages.filter(({ type }) => type === 'error');
  if (errors.length === 0) return error instanceof Error ? error.message : String(error);
  return errors.map(({ message, lineNum }) => `${message} (line ${lineNum})`).join('; ');
}

function bufferOf(backend: WebGPUBackend, tensor: TensorInfo, source: KernelSource): GPUBuffer {
  const buffer = backend.tensorMap.get(tensor.dataId).resource;
  if (!(buffer instanceof GPUBuffer)) {
    throw new Error(`${source.name}: a tensor [${tensor.shape.join(',')}] has no GPU buffer.`);
  }
  const limit = backend.device.limits.maxStorageBufferBindingSize;
  if (buffer.size > limit) {
    throw new FailureError({
      code: 'gpu-memory',
      message: `The kernel ${source.name} got an array [${tensor.shape.join(',')}] of ${megabytes(buffer.size)} MB; this device binds at most ${megabytes(limit)} MB at once.`,
      hint: 'Use fewer prompts a step, fewer completions a prompt or shorter completions.',
      step: null,
    });
  }
  return buffer;
}

const megabytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);

// tfjs keeps these fields private in its types; each is checked before use.

function record(
  backend: WebGPUBackend,
  pipeline: GPUComputePipeline,
  bindGroup: GPUBindGroup,
  [x, y]: [number, number],
): void {
  const pass = openPass(backend);
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(x, y);
  const count = Number(Reflect.get(backend, 'dispatchCountInPass')) + 1;
  Reflect.set(backend, 'dispatchCountInPass', count);
  if (count >= env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}

function openPass(backend: WebGPUBackend): GPUComputePassEncoder {
  backend.ensureCommandEncoderReady();
  const open: unknown = Reflect.get(backend, 'computePassEncoder');
  if (open instanceof GPUComputePassEncoder) return open;
  const commands: unknown = Reflect.get(backend, 'commandEncoder');
  if (!(commands instanceof GPUCommandEncoder)) throw new Error('tfjs has no command encoder.');
  const pass = commands.beginComputePass();
  Reflect.set(backend, 'computePassEncoder', pass);
  return pass;
}

/** Keeps buffers from being reused before the commands that need them are submitted. */
function own(backend: WebGPUBackend, tensors: readonly TensorInfo[]): void {
  const owned: unknown = Reflect.get(backend, 'commandQueueOwnedIds');
  if (!(owned instanceof WeakSet)) throw new Error('tfjs has no list of tensors in its queue.');
  for (const { dataId } of tensors) owned.add(dataId);
}
