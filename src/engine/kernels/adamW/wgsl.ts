/** WGSL of the AdamW update and of the global gradient norm, for several weights a dispatch. */
import type { KernelSource } from '../../shader.ts';

const scalar = (name: string) => ({ name, components: 1 as const });
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Elements that one thread squares and sums. */
export const normChunk = 512;

/** partial[offset + thread] = Σ g² of a chunk, over `count` gradients one after the other. */
export const squareSumSource = (count: number): KernelSource => ({
  name: 'GradientSquareSum',
  key: `${normChunk},${count}`,
  inputs: range(count).map((i) => scalar(`g${i}`)),
  outputComponents: 1,
  ints: ['offset', ...range(count).map((i) => `size${i}`)],
  code: () => `
    fn main(index: i32) {
      var chunk = index;
      ${range(count)
        .map(
          (i) => `{
        let chunks = (uniforms.size${i} + ${normChunk - 1}) / ${normChunk};
        if (chunk < chunks) {
          var sum = 0.0;
          let end = min((chunk + 1) * ${normChunk}, uniforms.size${i});
          for (var e = chunk * ${normChunk}; e < end; e++) { sum += g${i}[e] * g${i}[e]; }
          result[uniforms.offset + index] = sum;
          return;
        }
        chunk -= chunks;
      }`,
        )
        .join('\n')}
    }`,
});

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

/** Storage buffers of a weight in the update: itself, its moments, its gradient. */
export const buffersPerWeight = 3;

/**
 * m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← w·keep − rate·m / (sqrt(v·correction) + ε), with g scaled
 * by the clip factor. Nothing changes where that is 0, so broken gradients leave the weights whole.
 * Moments are [2,size].
 */
export const updateSource = (count: number): KernelSource => ({
  name: 'AdamW',
  key: `${count}`,
  inputs: [...range(count).map((i) => scalar(`g${i}`)), scalar('clip')],
  outputComponents: 1,
  moreOutputs: range(count).flatMap((i) => [
    ...(i > 0 ? [scalar(weightName(i))] : []),
    scalar(`moments${i}`),
  ]),
  ints: range(count).map((i) => `size${i}`),
  floats: [
    'beta1',
    'beta2',
    'rate',
    'correction',
    'epsilon',
    ...range(count).map((i) => `keep${i}`),
  ],
  code: () => `
    fn main(index: i32) {
      let scale = clip[1];
      if (scale == 0.0) { return; }
      var at = index;
      ${range(count)
        .map((i) => updateOne(i))
        .join('\n')}
    }`,
});

const weightName = (i: number) => (i === 0 ? 'result' : `w${i}`);

const updateOne = (i: number) => `{
        let size = uniforms.size${i};
        if (at < size) {
          let g = g${i}[at] * scale;
          let m = uniforms.beta1 * moments${i}[at] + (1.0 - uniforms.beta1) * g;
          let v = uniforms.beta2 * moments${i}[size + at] + (1.0 - uniforms.beta2) * g * g;
          moments${i}[at] = m;
          moments${i}[size + at] = v;
          let root = sqrt(v * uniforms.correction) + uniforms.epsilon;
          ${weightName(i)}[at] = ${weightName(i)}[at] * uniforms.keep${i} - uniforms.rate * m / root;
          return;
        }
        at -= size;
      }`;
