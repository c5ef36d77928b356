/** Attention over packed rows in plain loops, for the wasm backend; q and k come rotated. */
import { defineHostKernel, floats } from '../../hostKernel.ts';
import { callKernel, defineGradient, numberOf, type Attributes } from '../../kernel.ts';

interface Sizes {
  readonly heads: number;
  readonly kvHeads: number;
  readonly d: number;
  /** Floats of one token in qkv. */
  readonly stride: number;
  readonly scale: number;
}

function sizesOf(attributes: Attributes): Sizes {
  const heads = numberOf(attributes, 'heads');
  const kvHeads = numberOf(attributes, 'kvHeads');
  const d = numberOf(attributes, 'headDim');
  return { heads, kvHeads, d, stride: (heads + 2 * kvHeads) * d, scale: 1 / Math.sqrt(d) };
}

function dot(a: Float32Array, at: number, b: Float32Array, bt: number, length: number): number {
  // Four sums, so that one addition need not wait for the last; headDim is a multiple of 8.
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < length; i += 4) {
    s0 += a[at + i] * b[bt + i];
    s1 += a[at + i + 1] * b[bt + i + 1];
    s2 += a[at + i + 2] * b[bt + i + 2];
    s3 += a[at + i + 3] * b[bt + i + 3];
  }
  return s0 + s1 + (s2 + s3);
}

/** target += factor · source. */
function addScaled(
  target: Float32Array,
  at: number,
  factor: number,
  source: Float32Array,
  from: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) target[at + i] += factor * source[from + i];
}

/** Fills weights[0..n−start] with softmax(q·k/√d) of token n, head h. */
function softmaxRow(
  qkv: Float32Array,
  weights: Float64Array,
  start: number,
  n: number,
  h: number,
  { heads, kvHeads, d, stride, scale }: Sizes,
): void {
  const query = n * stride + h * d;
  const key = (heads + Math.floor((h * kvHeads) / heads)) * d;
  let top = -Infinity;
  for (let j = start; j <= n; j++) {
    const score = dot(qkv, query, qkv, j * stride + key, d) * scale;
    weights[j - start] = score;
    if (score > top) top = score;
  }
  let total = 0;
  for (let j = 0; j <= n - start; j++) total += weights[j] = Math.exp(weights[j] - top);
  for (let j = 0; j <= n - start; j++) weights[j] /= total;
}

defineHostKernel({
  name: 'Attention',
  outputShape: ({ qkv }, attributes) => [
    qkv[0],
    numberOf(attributes, 'heads') * numberOf(attributes, 'headDim'),
  ],
  run: ({ qkv, rowStart }, output, attributes) => {
    const source = floats(qkv);
    const sizes = sizesOf(attributes);
    const { heads, kvHeads, d, stride } = sizes;
    const tokens = qkv.shape[0];
    const weights = new Float64Array(tokens);
    output.fill(0);
    for (let n = 0; n < tokens; n++) {
      const start = rowStart.values[n];
      for (let h = 0; h < heads; h++) {
        softmaxRow(source, weights, start, n, h, sizes);
        const value = (heads + kvHeads + Math.floor((h * kvHeads) / heads)) * d;
        const at = (n * heads + h) * d;
        for (let j = start; j <= n; j++) {
          addScaled(output, at, weights[j - start], source, j * stride + value, d);
        }
      }
    }
  },
});

defineGradient('Attention', {
  saves: ['qkv', 'rowStart', 'rowEnd'],
  of: ([dout], [qkv, rowStart, rowEnd], attributes) => ({
    qkv: () => callKernel('AttentionGradient', { dout, qkv, rowStart, rowEnd }, attributes),
  }),
});

defineHostKernel({
  name: 'AttentionGradient',
  outputShape: ({ qkv }) => qkv,
  run: ({ dout, qkv, rowStart }, output, attributes) => {
    const source = floats(qkv);
    const upstream = floats(dout);
    const sizes = sizesOf(attributes);
    const { heads, kvHeads, d, stride, scale } = sizes;
    const tokens = qkv.shape[0];
    const weights = new Float64Array(tokens);
    const slopes = new Float64Array(tokens);
    output.fill(0);
    for (let n = 0; n < tokens; n++) {
      const start = rowStart.values[n];
      for (let h = 0; h < heads; h++) {
        softmaxRow(source, weights, start, n, h, sizes);
        const group = Math.floor((h * kvHeads) / heads);
        const query = n * stride + h * d;
        const key = (heads + group) * d;
        const value = (heads + kvHeads + group) * d;
        const at = (n * heads + h) * d;
        let mean = 0;
        for (let j = start; j <= n; j++) {
          const p = weights[j - start];
          const slope = dot(upstream, at, source, j * stride + value, d);
          slopes[j - start] = slope;
          mean += p * slope;
          addScaled(output, j * stride + value, p, upstream, at, d);
        }
        for (let j = start; j <= n; j++) {
          const ds = weights[j - start] * (slopes[j - start] - mean) * scale;
          addScaled(output, query, ds, source, j * stride + key, d);
          addScaled(output, j * stride + key, ds, source, query, d);
        }
      }
    }
  },
});
