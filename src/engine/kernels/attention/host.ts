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

/** Fills keys with the tokens that token n sees, in order; returns how many. See TokenPlaces.spans. */
function listKeys(spans: ArrayLike<number>, n: number, keys: Int32Array): number {
  let count = 0;
  for (let j = spans[4 * n]; j < spans[4 * n + 1]; j++) keys[count++] = j;
  for (let j = spans[4 * n + 2]; j <= n; j++) keys[count++] = j;
  return count;
}

/** Fills weights with softmax(q·k/√d) of token n, head h, over `count` keys. */
function softmaxRow(
  qkv: Float32Array,
  weights: Float64Array,
  keys: Int32Array,
  count: number,
  n: number,
  h: number,
  { heads, kvHeads, d, stride, scale }: Sizes,
): void {
  const query = n * stride + h * d;
  const key = (heads + Math.floor((h * kvHeads) / heads)) * d;
  let top = -Infinity;
  for (let i = 0; i < count; i++) {
    const score = dot(qkv, query, qkv, keys[i] * stride + key, d) * scale;
    weights[i] = score;
    if (score > top) top = score;
  }
  let total = 0;
  for (let i = 0; i < count; i++) total += weights[i] = Math.exp(weights[i] - top);
  for (let i = 0; i < count; i++) weights[i] /= total;
}

defineHostKernel({
  name: 'Attention',
  outputShape: ({ qkv }, attributes) => [
    qkv[0],
    numberOf(attributes, 'heads') * numberOf(attributes, 'headDim'),
  ],
  run: ({ qkv, spans }, output, attributes) => {
    const source = floats(qkv);
    const sizes = sizesOf(attributes);
    const { heads, kvHeads, d, stride } = sizes;
    const tokens = qkv.shape[0];
    const weights = new Float64Array(tokens);
    const keys = new Int32Array(tokens);
    output.fill(0);
    for (let n = 0; n < tokens; n++) {
      const count = listKeys(spans.values, n, keys);
      for (let h = 0; h < heads; h++) {
        softmaxRow(source, weights, keys, count, n, h, sizes);
        const value = (heads + kvHeads + Math.floor((h * kvHeads) / heads)) * d;
        const at = (n * heads + h) * d;
        for (let i = 0; i < count; i++) {
          addScaled(output, at, weights[i], source, keys[i] * stride + value, d);
        }
      }
    }
  },
});

defineGradient('Attention', {
  saves: ['qkv', 'spans'],
  of: ([dout], [qkv, spans], attributes) => ({
    qkv: () => callKernel('AttentionGradient', { dout, qkv, spans }, attributes),
  }),
});

defineHostKernel({
  name: 'AttentionGradient',
  outputShape: ({ qkv }) => qkv,
  run: ({ dout, qkv, spans }, output, attributes) => {
    const source = floats(qkv);
    const upstream = floats(dout);
    const sizes = sizesOf(attributes);
    const { heads, kvHeads, d, stride, scale } = sizes;
    const tokens = qkv.shape[0];
    const weights = new Float64Array(tokens);
    const keys = new Int32Array(tokens);
    const slopes = new Float64Array(tokens);
    output.fill(0);
    for (let n = 0; n < tokens; n++) {
      const count = listKeys(spans.values, n, keys);
      for (let h = 0; h < heads; h++) {
        softmaxRow(source, weights, keys, count, n, h, sizes);
        const group = Math.floor((h * kvHeads) / heads);
        const query = n * stride + h * d;
        const key = (heads + group) * d;
        const value = (heads + kvHeads + group) * d;
        const at = (n * heads + h) * d;
        let mean = 0;
        for (let i = 0; i < count; i++) {
          const from = keys[i] * stride + value;
          slopes[i] = dot(upstream, at, source, from, d);
          mean += weights[i] * slopes[i];
          addScaled(output, from, weights[i], upstream, at, d);
        }
        for (let i = 0; i < count; i++) {
          const ds = weights[i] * (slopes[i] - mean) * scale;
          const from = keys[i] * stride + key;
          addScaled(output, query, ds, source, from, d);
          addScaled(output, from, ds, source, query, d);
        }
      }
    }
  },
});
