/** SwiGLU (Shazeer 2020): silu(gate) ∘ up, with gate and up side by side in one matrix. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor2D } from '@tensorflow/tfjs';
import { callKernel, defineKernel, hasKernels } from '../../kernel.ts';
import { runKernel, type KernelSource } from '../../program.ts';

/**
 * @param gateUp [N,2F], gate in the first F columns; F a multiple of 4
 * @returns [N,F]
 */
export function swiGlu(gateUp: Tensor2D): Tensor2D {
  if (hasKernels()) return callKernel<Tensor2D>('SwiGlu', { gateUp });
  return tf.tidy(() => {
    const [gate, up] = tf.split(gateUp, 2, 1);
    return tf.mul(tf.mul(gate, tf.sigmoid(gate)), up);
  });
}

const forwardSource = (width: number): KernelSource => ({
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

const gradientSource = (width: number): KernelSource => ({
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
    return runKernel(backend, forwardSource(double / 2), {
      inputs: [gateUp],
      threads: (rows * double) / 8,
      outputShape: [rows, double / 2],
      ints: [rows],
    });
  },
  gradient: {
    saves: ['gateUp'],
    of: (dy, [gateUp]) => ({ gateUp: () => callKernel('SwiGluGradient', { dy, gateUp }) }),
  },
});

defineKernel({
  name: 'SwiGluGradient',
  forward: (backend, { dy, gateUp }) =>
    runKernel(backend, gradientSource(gateUp.shape[1] / 2), {
      inputs: [dy, gateUp],
      threads: (gateUp.shape[0] * gateUp.shape[1]) / 8,
      outputShape: gateUp.shape,
      ints: [gateUp.shape[0]],
    }),
});
