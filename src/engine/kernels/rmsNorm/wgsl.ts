/** WGSL of RMSNorm; rows of width D (a multiple of 4), one thread a row, weight gradient in two stages. */
import type { KernelSource } from '../../shader.ts';

const vec = (name: string) => ({ name, components: 4 as const });
const scalar = (name: string) => ({ name, components: 1 as const });

/**
 * y = x · rstd · w with rstd = 1 / sqrt(mean(x²) + ε), and rstd. With `isAdded`, x is the sum of the
 * inputs x and residual, and is an output, too.
 */
export const forwardSource = (width: number, isAdded: boolean): KernelSource => ({
  name: isAdded ? 'AddRmsNorm' : 'RmsNorm',
  key: `${width}`,
  inputs: [vec('x'), ...(isAdded ? [vec('residual')] : []), vec('w')],
  outputComponents: 4,
  moreOutputs: [scalar('rstd'), ...(isAdded ? [vec('total')] : [])],
  ints: ['rows'],
  floats: ['epsilon'],
  code: () => `
    fn main(index: i32) {
      if (index >= uniforms.rows) { return; }
      let base = index * ${width / 4};
      var sum = vec4<f32>(0.0);
      for (var i = base; i < base + ${width / 4}; i++) {
        let v = x[i]${isAdded ? ' + residual[i]' : ''};
        ${isAdded ? 'total[i] = v;' : ''}
        sum += v * v;
      }
      let r = inverseSqrt((sum.x + sum.y + sum.z + sum.w) / ${width}.0 + uniforms.epsilon);
      rstd[index] = r;
      for (var i = 0; i < ${width / 4}; i++) {
        result[base + i] = ${isAdded ? 'total' : 'x'}[base + i] * r * w[i];
      }
    }`,
});

/** dx = rstd·(dy∘w) − x·rstd³/D·Σ(dy∘w∘x), plus dtotal where x is a sum that is used further. */
export const inputGradientSource = (width: number, isAdded: boolean): KernelSource => ({
  name: 'RmsNormInputGradient',
  key: `${width},${isAdded}`,
  inputs: [vec('dy'), vec('x'), vec('w'), scalar('rstd'), ...(isAdded ? [vec('dtotal')] : [])],
  outputComponents: 4,
  ints: ['rows'],
  code: () => `
    fn main(index: i32) {
      if (index >= uniforms.rows) { return; }
      let base = index * ${width / 4};
      let r = rstd[index];
      var sum = vec4<f32>(0.0);
      for (var i = 0; i < ${width / 4}; i++) { sum += dy[base + i] * w[i] * x[base + i]; }
      let shared_ = (sum.x + sum.y + sum.z + sum.w) * r * r * r / ${width}.0;
      for (var i = 0; i < ${width / 4}; i++) {
        result[base + i] = r * dy[base + i] * w[i] - shared_ * x[base + i]${isAdded ? ' + dtotal[base + i]' : ''};
      }
    }`,
});

/** Partial sums over a chunk of rows: partial[c] = Σ dy∘x·rstd, [chunks, D]. */
export const weightPartialSource = (width: number, chunks: number): KernelSource => ({
  name: 'RmsNormWeightPartial',
  key: `${width},${chunks}`,
  inputs: [vec('dy'), vec('x'), scalar('rstd')],
  outputComponents: 4,
  ints: ['rows'],
  code: () => `
    fn main(index: i32) {
      if (index >= ${chunks * (width / 4)}) { return; }
      let chunk = index / ${width / 4};
      let column = index % ${width / 4};
      var sum = vec4<f32>(0.0);
      for (var n = chunk; n < uniforms.rows; n += ${chunks}) {
        let at = n * ${width / 4} + column;
        sum += dy[at] * x[at] * rstd[n];
      }
      result[index] = sum;
    }`,
});
