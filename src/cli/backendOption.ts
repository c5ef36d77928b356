/** The option --backend, alike in every command that computes. */
import { oneOf, option } from './command.ts';

export const backends = ['webgpu', 'wasm'] as const;
export type Backend = (typeof backends)[number];

export const backendOption = () =>
  option(
    backends.join('|'),
    'Where to compute; without it WebGPU when there is an adapter, else wasm.',
    oneOf(backends).optional(),
  );
