/** What the engine reports when a device is lost or a shader is broken: never zeros, never silence. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { describe, expect, it, vi } from 'vitest';
import { FailureError } from '../core/failure.ts';
import { startWebGpu } from './backend.ts';
import { runKernel } from './program.ts';

describe('startWebGpu', () => {
  it('names the adapter and knows that this one is software', async () => {
    const engine = await startWebGpu();
    expect(engine.adapter).toMatch(/swiftshader/i);
    expect(engine.isSoftware).toBe(true);
    expect(engine.failure()).toBeNull();
  });

  it('reports a broken shader with the name of its kernel', async () => {
    const engine = await startWebGpu();
    const backend = tf.backend();
    if (!(backend instanceof WebGPUBackend)) throw new Error('expected WebGPU');
    runKernel(
      backend,
      {
        name: 'KernelWithATypo',
        key: '',
        inputs: [],
        outputComponents: 1,
        code: () => 'fn main(index: i32) { result[index] = sqroot(2.0); }',
      },
      { inputs: [], threads: 4, outputShape: [4] },
    );
    backend.submitQueue();
    await engine.settle();
    await vi.waitFor(() => expect(engine.failure()?.code).toBe('gpu-validation'));
    expect(engine.failure()?.message).toContain('KernelWithATypo');
  });

  it('reports a lost device', async () => {
    const engine = await startWebGpu();
    engine.destroy();
    await vi.waitFor(() => expect(engine.failure()?.code).toBe('device-lost'));
  });

  it('says what to do where WebGPU is missing, and starts nothing else instead', async () => {
    const gpu = vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
    await expect(startWebGpu()).rejects.toThrow(FailureError);
    await expect(startWebGpu()).rejects.toThrow(/no adapter/);
    gpu.mockRestore();
  });
});
