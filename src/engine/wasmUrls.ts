/** Addresses of tfjs's WebAssembly builds, as Vite serves them. Only browser code imports this file. */
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import type { WasmUrls } from './backend.ts';

export const wasmUrls: WasmUrls = { plain, simd };
