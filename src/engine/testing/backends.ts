/** Runs the same tests on every backend; none of them may leave a failure of the device behind. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { noteTraits } from '../adapterTraits.ts';
import { startWasm, startWebGpu, type Engine } from '../backend.ts';
import { wasmUrls } from '../wasmUrls.ts';

export interface TestBackend {
  readonly name: string;
  readonly start: () => Promise<Engine>;
}

export const webGpu: TestBackend = { name: 'webgpu', start: startWebGpu };
export const wasm: TestBackend = { name: 'wasm', start: () => startWasm(wasmUrls) };
export const everyBackend: readonly TestBackend[] = [webGpu, wasm];

/** WebGPU with the kernels that a hardware adapter gets, on whatever adapter is here. */
export const webGpuAsHardware: TestBackend = {
  name: 'webgpu with the kernels for hardware',
  start: async () => {
    const engine = await startWebGpu();
    noteTraits(webGpuBackend().device, { isSoftware: false, subgroupLanes: 0 });
    return engine;
  },
};

/** Describes `body` on each backend, with that backend started. */
export function describeOn(
  backends: readonly TestBackend[],
  title: string,
  body: (backend: TestBackend) => void,
): void {
  describe.each(backends)(`${title} on $name`, (backend) => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await backend.start();
    });
    afterAll(async () => {
      await engine.settle();
      expect(engine.failure()).toBeNull();
    });
    body(backend);
  });
}

/** The WebGPU backend that was started last. */
export function webGpuBackend(): WebGPUBackend {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('This test needs WebGPU.');
  return backend;
}
