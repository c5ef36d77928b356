/**
 * Chooses an adapter, makes the device and registers tfjs's backend on it, so that limits and features
 * are ours and device loss and validation errors are heard: tfjs itself would go on with zeros.
 */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { FailureError, type Failure } from '../core/failure.ts';
import { noteTraits, type AdapterTraits } from './adapterTraits.ts';
import { installMatMul } from './kernels/matMul/matMul.ts';
import { createTuner, type MatMulTuner } from './kernels/matMul/tuner.ts';
import { installWasmMatMul } from './kernels/matMul/wasm.ts';

/** What the engine runs on. */
export interface Engine {
  readonly backend: 'webgpu' | 'wasm';
  /** As the browser names it. */
  readonly adapter: string;
  readonly isSoftware: boolean;
  /** Chooses how matrices are multiplied; null off the GPU. */
  readonly tuner: MatMulTuner | null;
  /** First failure that the device reported since the engine was made, or null. */
  readonly failure: () => Failure | null;
  /** Waits until the device has done what it was given and has reported what it refused. */
  readonly settle: () => Promise<void>;
  /** Loses the device on purpose; only the fault drill calls it. */
  readonly destroy: () => void;
}

const softwareNames = /swiftshader|llvmpipe|lavapipe|software|basic render/i;

/** Starts WebGPU. Throws FailureError 'webgpu-missing' without an adapter; never falls back by itself. */
export async function startWebGpu(): Promise<Engine> {
  const gpu: GPU | undefined = globalThis.navigator?.gpu;
  if (!gpu) throw missing('This browser offers no WebGPU here.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw missing('The browser has WebGPU but found no adapter it may use.');
  const { info } = adapter;
  const name = [info.vendor, info.architecture, info.description].filter(Boolean).join(' ');
  const isSoftware = info.isFallbackAdapter || softwareNames.test(name);
  const device = await adapter.requestDevice(wanted(adapter));

  let failure: Failure | null = null;
  device.addEventListener('uncapturederror', ({ error }) => {
    failure ??= error instanceof GPUOutOfMemoryError ? outOfMemory(error) : refused(error);
  });
  void device.lost.then((lost) => {
    failure ??= {
      code: 'device-lost',
      message: `The graphics device was lost: ${lost.message || lost.reason}`,
      hint: 'Reload the engine to get a new device. Close other heavy tabs if it happens again.',
      step: null,
    };
  });

  tf.env().set('WEBGPU_CPU_FORWARD', false);
  tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 64);
  // tfjs registers a factory of its own at import, with its own device.
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, info), 3);
  await tf.setBackend('webgpu');
  const traits: AdapterTraits = { isSoftware, subgroupLanes: subgroupLanes(device, info) };
  noteTraits(device, traits);
  const tuner = createTuner(traits);
  installMatMul(tuner);
  return {
    backend: 'webgpu',
    adapter: name || 'unnamed adapter',
    isSoftware,
    tuner,
    failure: () => failure,
    settle: async () => {
      await device.queue.onSubmittedWorkDone();
      // Errors and loss arrive as events of their own.
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
    destroy: () => device.destroy(),
  };
}

function refused(error: GPUError): Failure {
  return {
    code: 'gpu-validation',
    message: `The GPU refused a command: ${error.message}`,
    hint: 'The run was stopped so that wrong numbers are not used. Reload the engine; if it happens again, the message above names the kernel to report.',
    step: null,
  };
}

function outOfMemory(error: GPUError): Failure {
  return {
    code: 'gpu-memory',
    message: `The GPU has no memory left: ${error.message}`,
    hint: 'Use fewer prompts a step, fewer completions a prompt or shorter completions, or close other tabs that use the GPU.',
    step: null,
  };
}

/** Lanes of a subgroup where the device may use subgroups and all have one size, else 0. */
function subgroupLanes(device: GPUDevice, info: GPUAdapterInfo): number {
  const { subgroupMinSize, subgroupMaxSize } = info;
  return device.features.has('subgroups') && subgroupMinSize === subgroupMaxSize
    ? subgroupMinSize
    : 0;
}

/** Used where present: kernels with subgroups, and timings. */
const usefulFeatures: readonly GPUFeatureName[] = ['subgroups', 'timestamp-query'];

function wanted(adapter: GPUAdapter): GPUDeviceDescriptor {
  const limits = adapter.limits;
  return {
    requiredFeatures: usefulFeatures.filter((feature) => adapter.features.has(feature)),
    requiredLimits: {
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    },
  };
}

function missing(why: string): FailureError {
  return new FailureError({
    code: 'webgpu-missing',
    message: `${why} Training needs it to be fast.`,
    hint: 'Use a current Chrome, Edge, Firefox or Safari over https or on localhost with hardware acceleration on, or choose the slower WebAssembly backend.',
    step: null,
  });
}

/** Where the two builds of tfjs's WebAssembly backend are served. */
export interface WasmUrls {
  readonly plain: string;
  readonly simd: string;
}

/** Starts the WebAssembly backend: one thread, SIMD. The user chose it. */
export async function startWasm(urls: WasmUrls): Promise<Engine> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': urls.plain,
    'tfjs-backend-wasm-simd.wasm': urls.simd,
    // The threaded build fails in bundled workers; without cross-origin isolation it is not asked for.
    'tfjs-backend-wasm-threaded-simd.wasm': urls.simd,
  });
  if (!(await tf.setBackend('wasm'))) {
    throw new FailureError({
      code: 'backend-failed',
      message: 'The WebAssembly backend did not start.',
      hint: 'Reload the page. If it happens again, the browser may forbid WebAssembly here.',
      step: null,
    });
  }
  installWasmMatMul();
  return {
    backend: 'wasm',
    adapter: 'WebAssembly, one thread',
    isSoftware: true,
    tuner: null,
    failure: () => null,
    settle: () => Promise.resolve(),
    destroy: () => tf.removeBackend('wasm'),
  };
}
