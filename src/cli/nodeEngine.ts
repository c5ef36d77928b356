/** The engine in Node: WebGPU over Dawn, or WebAssembly from the package's own files. */
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { FailureError } from '../core/failure.ts';
import { startWasm, startWebGpu, type Engine } from '../engine/backend.ts';
import type { Backend } from './backendOption.ts';
import { CommandError } from './errors.ts';
import { provideWebGpu } from './nodeGpu.ts';
import { say } from './output.ts';

/** @throws FailureError when the backend is not to be had; the caller names another one. */
export async function startNodeEngine(backend: string): Promise<Engine> {
  if (backend === 'wasm') {
    const folder = dirname(
      createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'),
    );
    return startWasm({
      plain: join(folder, 'dist/tfjs-backend-wasm.wasm'),
      simd: join(folder, 'dist/tfjs-backend-wasm-simd.wasm'),
    });
  }
  if (backend !== 'webgpu') throw new Error(`Unknown backend ${backend}; use webgpu or wasm.`);
  await provideWebGpu();
  return startWebGpu();
}

/**
 * The backend that was asked for, or, when none was, WebGPU and else WebAssembly. Says which it is.
 * @throws CommandError when the one asked for is not to be had
 */
export async function startChosenEngine(backend: Backend | undefined): Promise<Engine> {
  const engine = await startNodeEngine(backend ?? 'webgpu').catch((error: unknown) => {
    if (!(error instanceof FailureError) || error.failure.code !== 'webgpu-missing') throw error;
    if (backend !== undefined) throw missing;
    say(`${missing.message} Using WebAssembly instead, which is slower on a real GPU's work.`);
    return startNodeEngine('wasm');
  });
  say(`Backend: ${engine.backend}, ${engine.adapter}`);
  return engine;
}

const missing = new CommandError(
  'WebGPU found no adapter: there is no Vulkan driver, and no Chromium whose software adapter could serve.',
  'Install a graphics driver or Chromium, or choose --backend wasm.',
);
