/** Loads the QuickJS module in a page or worker, from the .wasm file that Vite puts into the build. */
import variant from '@jitl/quickjs-ng-wasmfile-release-sync';
import wasmLocation from '@jitl/quickjs-ng-wasmfile-release-sync/wasm?url';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import { makeMemory } from './guestMemory.ts';

/** A fresh WebAssembly instance with its own memory. */
export const loadModuleInBrowser = (): Promise<QuickJSWASMModule> =>
  newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmLocation, wasmMemory: makeMemory() }));
