/** What a kernel does where the device cannot do it: an error with its name and a remedy, never zeros. */
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FailureError, type Failure } from '../core/failure.ts';
import { startWebGpu, type Engine } from './backend.ts';
import { finishCompiling } from './dispatcher.ts';
import { runPlan, type Product } from './kernels/matMul/product.ts';
import { subgroupBlocked } from './kernels/matMul/subgroupBlocked.ts';
import { swiGlu } from './kernels/swiGlu/swiGlu.ts';
import { runKernel, type KernelSource } from './program.ts';
import { asMatrix } from './rank.ts';
import { webGpuBackend } from './testing/backends.ts';

/** The failure with which `act` ends. */
function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** Writes each thread's number times `factor`, a WGSL expression. */
const counting = (name: string, factor: string): KernelSource => ({
  name,
  key: factor,
  inputs: [],
  outputComponents: 1,
  ints: ['count'],
  code: () => `fn main(index: i32) {
    if (index < uniforms.count) { result[index] = f32(index) * ${factor}; }
  }`,
});

describe('on a device with nothing beyond what WebGPU promises', () => {
  let engine: Engine;
  beforeAll(async () => {
    const adapter = await navigator.gpu.requestAdapter();
    if (!adapter) throw new Error('This test needs WebGPU.');
    const plain = await adapter.requestDevice();
    const spies = [
      vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(adapter),
      vi.spyOn(adapter, 'requestDevice').mockResolvedValue(plain),
    ];
    engine = await startWebGpu();
    for (const spy of spies) spy.mockRestore();
  });
  afterAll(async () => {
    await engine.settle();
    expect(engine.failure()).toBeNull();
  });

  const product: Product = { layout: 'NN', batch: 1, m: 1, k: 4, n: 4 };
  const left = () => tf.tensor2d([1, 2, 3, 4], [1, 4]);
  const right = () => tf.eye(4).mul<tf.Tensor2D>(2);

  it('multiplies without subgroups', async () => {
    expect(webGpuBackend().device.features.has('subgroups')).toBe(false);
    expect(Array.from(await tf.matMul(left(), right()).data())).toEqual([2, 4, 6, 8]);
  });

  it('refuses a kernel that needs subgroups, by its name', () => {
    const operands = [left(), right()] as const;
    const failure = failureOf(() =>
      runPlan(webGpuBackend(), subgroupBlocked, product, operands, [1, 4]),
    );
    expect(failure.code).toBe('gpu-validation');
    expect(failure.message).toContain(subgroupBlocked.source('NN').name);
    expect(failure.message).toContain('needs subgroups');
    expect(failure.hint).toContain('Reload');
  });

  it('refuses an array that it cannot bind, with the kernel, both sizes and what to do', () => {
    const backend = webGpuBackend();
    const limit = backend.device.limits.maxStorageBufferBindingSize / 2 ** 20;
    // One MB more than the limit; its memory is never touched.
    const shape = [(limit + 1) * 2 ** 10, 256];
    const tooLarge = tf.engine().makeTensorFromTensorInfo(backend.makeTensorInfo(shape, 'float32'));
    const failure = failureOf(() => swiGlu(asMatrix(tooLarge)));
    expect(failure.code).toBe('gpu-memory');
    expect(failure.message).toContain('SwiGlu');
    expect(failure.message).toContain(`${limit + 1} MB`);
    expect(failure.message).toContain(`at most ${limit} MB`);
    expect(failure.hint).toMatch(/fewer prompts/i);
    tooLarge.dispose();
  });
});

describe('runKernel', () => {
  it('reaches every thread when one dimension has too few workgroups', async () => {
    const engine = await startWebGpu();
    const count = 65_536 * 64 + 5;
    const info = runKernel(webGpuBackend(), counting('Counting', '0.5'), {
      inputs: [],
      threads: count,
      outputShape: [count],
      ints: [count],
    });
    const ends = tf
      .engine()
      .makeTensorFromTensorInfo(info)
      .as1D()
      .slice([count - 2]);
    expect(Array.from(await ends.data())).toEqual([(count - 2) / 2, (count - 1) / 2]);
    await engine.settle();
    expect(engine.failure()).toBeNull();
  });
});

describe('finishCompiling', () => {
  const askFor = (source: KernelSource) => {
    const run = { inputs: [], threads: 4, outputShape: [4], ints: [4] };
    tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', true);
    try {
      return runKernel(webGpuBackend(), source, run);
    } finally {
      tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', false);
    }
  };

  it('tells how far it is', async () => {
    await startWebGpu();
    askFor(counting('CompiledAhead', '2.0'));
    askFor(counting('CompiledAhead', '3.0'));
    const told: string[] = [];
    await finishCompiling(webGpuBackend(), (done, total) => told.push(`${done}/${total}`));
    expect(told).toEqual(['0/2', '1/2', '2/2']);
  });

  it('names the kernel that does not compile, and what to do', async () => {
    await startWebGpu();
    askFor(counting('KernelWithATypo', 'faktor'));
    const error: unknown = await finishCompiling(webGpuBackend(), () => undefined).catch(
      (reason: unknown) => reason,
    );
    const failure = failureOf(() => {
      throw error;
    });
    expect(failure.code).toBe('gpu-validation');
    expect(failure.message).toContain('KernelWithATypo');
    expect(failure.message).toContain('faktor');
    expect(failure.hint).toMatch(/update the browser/i);
  });
});
