/** SwiGLU (Shazeer 2020): silu(gate) ∘ up, with gate and up side by side in one matrix. */
import type { Tensor2D } from '@tensorflow/tfjs';
import { defineHostKernel, floats } from '../../hostKernel.ts';
import { callKernel, defineKernel } from '../../kernel.ts';
import { runKernel, type KernelSource } from '../../program.ts';

/**
 * @param gateUp [N,2F], gate in the first F columns; F a multiple of 4
 * @returns [N,F]
 */
export function swiGlu(gateUp: Tensor2D): Tensor2D {
  return callKernel<Tensor2D>('SwiGlu', { gateUp });
}

/** result = silu(gate) ∘ up. */
export const swiGluSource = (width: number): KernelSource => ({
  name: 'SwiGlu',
  key: `${width}`,
  inputs: [{ name: 'gateUp', components: 4 }],
  outputComponents: 4,
  ints: ['rows'],
  code: () => `
    fn main(index: i32) {
      let row = index / ${width / 4};
      if (row >= uniforms.rows) { return; }
      let at = row * ${width / 2} + index % ${width / 4};
      let gate = gateUp[at];
      result[index] = gate / (1.0 + exp(-gate)) * gateUp[at + ${width / 4}];
    }`,
});

/** d gate = dy ∘ up ∘ s(1 + gate(1 − s)) with s = σ(gate), and d up = dy ∘ silu(gate). */
export const swiGluGradientSource = (width: number): KernelSource => ({
  name: 'SwiGluGradient',
  key: `${width}`,
  inputs: [
    { name: 'dy', components: 4 },
    { name: 'gateUp', components: 4 },
  ],
  outputComponents: 4,
  ints: ['rows'],
  code: () => `
    fn main(index: i32) {
      let row = index / ${width / 4};
      if (row >= uniforms.rows) { return; }
      let at = row * ${width / 2} + index % ${width / 4};
      let gate = gateUp[at];
      let up = gateUp[at + ${width / 4}];
      let d = dy[index];
      let s = 1.0 / (1.0 + exp(-gate));
      result[at] = d * up * s * (1.0 + gate * (1.0 - s));
      result[at + ${width / 4}] = d * gate * s;
    }`,
});

defineKernel({
  name: 'SwiGlu',
  forward: (backend, { gateUp }) => {
    const [rows, double] = gateUp.shape;
    return runKernel(backend, swiGluSource(double / 2), {
      inputs: [gateUp],
      threads: (rows * double) / 8,
      outputShape: [rows, double / 2],
      ints: [rows],
    });
  },
  gradient: {
    saves: ['gateUp'],
    of: ([dy], [gateUp]) => ({ gateUp: () => callKernel('SwiGluGradient', { dy, gateUp }) }),
  },
});

defineKernel({
  name: 'SwiGluGradient',
  forward: (backend, { dy, gateUp }) =>
    runKernel(backend, swiGluGradientSource(gateUp.shape[1] / 2), {
      inputs: [dy, gateUp],
      threads: (gateUp.shape[0] * gateUp.shape[1]) / 8,
      outputShape: gateUp.shape,
      ints: [gateUp.shape[0]],
    }),
});

defineHostKernel({
  name: 'SwiGlu',
  outputShape: ({ gateUp: [rows, double] }) => [rows, double / 2],
  run: ({ gateUp }, output) => {
    const source = floats(gateUp);
    const width = gateUp.shape[1] / 2;
    for (let row = 0; row < gateUp.shape[0]; row++) {
      for (let i = 0; i < width; i++) {
        const gate = source[row * 2 * width + i];
        output[row * width + i] =
          (gate / (1 + Math.exp(-gate))) * source[(row * 2 + 1) * width + i];
      }
    }
  },
});

defineHostKernel({
  name: 'SwiGluGradient',
  outputShape: ({ gateUp }) => gateUp,
  run: ({ dy, gateUp }, output) => {
    const [upstream, source] = [floats(dy), floats(gateUp)];
    const width = gateUp.shape[1] / 2;
    for (let row = 0; row < gateUp.shape[0]; row++) {
      for (let i = 0; i < width; i++) {
        const at = row * 2 * width + i;
        const gate = source[at];
        const s = 1 / (1 + Math.exp(-gate));
        const d = upstream[row * width + i];
        output[at] = d * source[at + width] * s * (1 + gate * (1 - s));
        output[at + width] = d * gate * s;
      }
    }
  },
});
