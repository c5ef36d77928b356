/** WGSL of the AdamW update and of the global gradient norm. */
import type { KernelSource } from '../../program.ts';

const scalar = (name: string) => ({ name, components: 1 as const });

/** Elements that one thread squares and sums. */
export const normChunk = 512;

/** partial[offset + thread] = Σ g² of a chunk. */
export const squareSumSource: KernelSource = {
  name: 'GradientSquareSum',
  key: `${normChunk}`,
  inputs: [scalar('g')],
  outputComponents: 1,
  ints: ['count', 'offset'],
  code: () => `
    fn main(index: i32) {
      let start = index * ${normChunk};
      if (start >= uniforms.count) { return; }
      var sum = 0.0;
      for (var i = start; i < min(start + ${normChunk}, uniforms.count); i++) { sum += g[i] * g[i]; }
      result[uniforms.offset + index] = sum;
    }`,
};

/** [norm, min(1, maxGradNorm / (norm + 1e-6))], PyTorch's clip_grad_norm_; [norm, 0] for NaN or ∞. */
export const clipScaleSource: KernelSource = {
  name: 'ClipScale',
  key: '',
  inputs: [scalar('partial')],
  outputComponents: 1,
  ints: ['count'],
  floats: ['maxGradNorm'],
  code: () => `
    fn main(index: i32) {
      if (index > 0) { return; }
      var sum = 0.0;
      for (var i = 0; i < uniforms.count; i++) { sum += partial[i]; }
      let norm = sqrt(sum);
      result[0] = norm;
      let isFinite = (bitcast<u32>(norm) & 0x7f800000u) != 0x7f800000u;
      result[1] = select(0.0, min(1.0, uniforms.maxGradNorm / (norm + 1e-6)), isFinite);
    }`,
};

/** Both updates do nothing where the clip factor is 0, so broken gradients leave the weights whole. */

/** m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², with g scaled by the clip factor; result is [2,count]. */
export const momentsSource: KernelSource = {
  name: 'AdamWMoments',
  key: '',
  inputs: [scalar('g'), scalar('clip')],
  outputComponents: 1,
  ints: ['count'],
  floats: ['beta1', 'beta2'],
  code: () => `
    fn main(index: i32) {
      if (index >= uniforms.count || clip[1] == 0.0) { return; }
      let gradient = g[index] * clip[1];
      let second = uniforms.count + index;
      result[index] = uniforms.beta1 * result[index] + (1.0 - uniforms.beta1) * gradient;
      result[second] = uniforms.beta2 * result[second] + (1.0 - uniforms.beta2) * gradient * gradient;
    }`,
};

/** w ← w·keep − rate·m / (sqrt(v·correction) + ε). */
export const weightSource: KernelSource = {
  name: 'AdamWWeight',
  key: '',
  inputs: [scalar('moments'), scalar('clip')],
  outputComponents: 1,
  ints: ['count'],
  floats: ['rate', 'correction', 'epsilon', 'keep'],
  code: () => `
    fn main(index: i32) {
      if (index >= uniforms.count || clip[1] == 0.0) { return; }
      let root = sqrt(moments[uniforms.count + index] * uniforms.correction) + uniforms.epsilon;
      result[index] = result[index] * uniforms.keep - uniforms.rate * moments[index] / root;
    }`,
};
