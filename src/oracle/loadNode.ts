/** Loads the QuickJS module in Node; the package finds its .wasm file beside itself. */
import variant from '@jitl/quickjs-ng-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import { makeMemory } from './guestMemory.ts';

/** A fresh WebAssembly instance with its own memory. */
export const loadModuleInNode = (): Promise<QuickJSWASMModule> =>
  newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory: makeMemory() }));
