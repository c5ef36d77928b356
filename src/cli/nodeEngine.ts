/** The engine in Node: WebGPU over Dawn, or WebAssembly from the package's own files. */
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { startWasm, startWebGpu, type Engine } from '../engine/backend.ts';
import { provideWebGpu } from './nodeGpu.ts';

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
