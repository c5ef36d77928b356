/**
 * WGSL of causal attention over packed rows. qkv is [N, heads + 2·kvHeads, headDim], already rotated;
 * token n sees the tokens rowStart[n]..n. Nothing of size T×T is stored: softmax is computed online
 * (Milakov and Gimelshein 2018) and recomputed in the backward (FlashAttention, Dao et al. 2022).
 */
import type { KernelSource } from '../../program.ts';
import type { HeadLayout } from '../rope/rope.ts';

const qkv = { name: 'qkv', components: 4 as const };
const dout = { name: 'dout', components: 4 as const };
const stats = { name: 'stats', components: 1 as const };
const rowStart = { name: 'rowStart', components: 1 as const };
const rowEnd = { name: 'rowEnd', components: 1 as const };

const keyOf = ({ heads, kvHeads, headDim }: HeadLayout) => `${heads},${kvHeads},${headDim}`;

/** Code for each vec4 of a head, unrolled: private arrays with a running index spill to memory. */
const unroll = (layout: HeadLayout, f: (i: number) => string) =>
  Array.from({ length: layout.headDim / 4 }, (_, i) => f(i)).join('\n');

const sum = (layout: HeadLayout, f: (i: number) => string) =>
  Array.from({ length: layout.headDim / 4 }, (_, i) => f(i)).join(' + ');

/** Offsets, in vec4, of a query, key or value head of one token. */
const offsets = ({ heads, kvHeads, headDim }: HeadLayout) => ({
  stride: ((heads + 2 * kvHeads) * headDim) / 4,
  head: headDim / 4,
  keys: (heads * headDim) / 4,
  values: ((heads + kvHeads) * headDim) / 4,
  group: heads / kvHeads,
  scale: 1 / Math.sqrt(headDim),
});

/** Index of this thread as token n and query head h, and its query in q0, q1, … */
const loadQuery = (layout: HeadLayout) => {
  const o = offsets(layout);
  return `
      let n = index / ${layout.heads};
      let h = index % ${layout.heads};
      if (n >= uniforms.rows) { return; }
      let query = n * ${o.stride} + h * ${o.head};
      let keyHead = ${o.keys} + (h / ${o.group}) * ${o.head};
      ${unroll(layout, (i) => `let q${i} = qkv[query + ${i}] * ${o.scale};`)}`;
};

/** out[n,h] = softmax(q·k/√d)·v, [N, heads·headDim]. */
export const forwardSource = (layout: HeadLayout): KernelSource => {
  const o = offsets(layout);
  return {
    name: 'Attention',
    key: keyOf(layout),
    inputs: [qkv, rowStart],
    outputComponents: 4,
    ints: ['rows'],
    code: () => `
    fn main(index: i32) {
      ${loadQuery(layout)}
      var top = -3.0e38;
      var total = 0.0;
      ${unroll(layout, (i) => `var o${i} = vec4<f32>(0.0);`)}
      for (var j = rowStart[n]; j <= n; j++) {
        let key = j * ${o.stride} + keyHead;
        let s = ${sum(layout, (i) => `dot(q${i}, qkv[key + ${i}])`)};
        let newTop = max(top, s);
        let keep = exp(top - newTop);
        let p = exp(s - newTop);
        let value = key + ${o.values - o.keys};
        top = newTop;
        total = total * keep + p;
        ${unroll(layout, (i) => `o${i} = o${i} * keep + p * qkv[value + ${i}];`)}
      }
      ${unroll(layout, (i) => `result[index * ${o.head} + ${i}] = o${i} / total;`)}
    }`,
  };
};

/** stats[n,h] = (log Σ exp of the scores, dout·out), recomputed for the backward, [N, heads, 2]. */
export const statsSource = (layout: HeadLayout): KernelSource => {
  const o = offsets(layout);
  return {
    name: 'AttentionStats',
    key: keyOf(layout),
    inputs: [qkv, rowStart, dout],
    outputComponents: 1,
    ints: ['rows'],
    code: () => `
    fn main(index: i32) {
      ${loadQuery(layout)}
      ${unroll(layout, (i) => `let g${i} = dout[index * ${o.head} + ${i}];`)}
      var top = -3.0e38;
      var total = 0.0;
      var mean = 0.0;
      for (var j = rowStart[n]; j <= n; j++) {
        let key = j * ${o.stride} + keyHead;
        let s = ${sum(layout, (i) => `dot(q${i}, qkv[key + ${i}])`)};
        let value = key + ${o.values - o.keys};
        let gv = ${sum(layout, (i) => `dot(g${i}, qkv[value + ${i}])`)};
        let newTop = max(top, s);
        let keep = exp(top - newTop);
        let p = exp(s - newTop);
        top = newTop;
        total = total * keep + p;
        mean = mean * keep + p * gv;
      }
      result[index * 2] = top + log(total);
      result[index * 2 + 1] = mean / total;
    }`,
  };
};

/** Query part of dqkv: dq = Σ_j p·(dout·v − D)·k/√d. Writes query heads only. */
export const queryGradientSource = (layout: HeadLayout): KernelSource => {
  const o = offsets(layout);
  return {
    name: 'AttentionQueryGradient',
    key: keyOf(layout),
    inputs: [qkv, rowStart, dout, stats],
    outputComponents: 4,
    ints: ['rows'],
    code: () => `
    fn main(index: i32) {
      ${loadQuery(layout)}
      ${unroll(layout, (i) => `let g${i} = dout[index * ${o.head} + ${i}];`)}
      ${unroll(layout, (i) => `var d${i} = vec4<f32>(0.0);`)}
      let lse = stats[index * 2];
      let mean = stats[index * 2 + 1];
      for (var j = rowStart[n]; j <= n; j++) {
        let key = j * ${o.stride} + keyHead;
        ${unroll(layout, (i) => `let k${i} = qkv[key + ${i}];`)}
        let s = ${sum(layout, (i) => `dot(q${i}, k${i})`)};
        let value = key + ${o.values - o.keys};
        let gv = ${sum(layout, (i) => `dot(g${i}, qkv[value + ${i}])`)};
        let ds = exp(s - lse) * (gv - mean) * ${o.scale};
        ${unroll(layout, (i) => `d${i} += ds * k${i};`)}
      }
      ${unroll(layout, (i) => `result[query + ${i}] = d${i};`)}
    }`,
  };
};

/** Key and value parts of dqkv: one thread a key head, over the later queries of its row. */
export const keyValueGradientSource = (layout: HeadLayout): KernelSource => {
  const o = offsets(layout);
  return {
    name: 'AttentionKeyValueGradient',
    key: keyOf(layout),
    inputs: [qkv, rowEnd, dout, stats],
    outputComponents: 4,
    ints: ['rows'],
    code: () => `
    fn main(index: i32) {
      let n = index / ${layout.kvHeads};
      let kvHead = index % ${layout.kvHeads};
      if (n >= uniforms.rows) { return; }
      let key = n * ${o.stride} + ${o.keys} + kvHead * ${o.head};
      let value = key + ${o.values - o.keys};
      ${unroll(layout, (i) => `let k${i} = qkv[key + ${i}] * ${o.scale}; let v${i} = qkv[value + ${i}];`)}
      ${unroll(layout, (i) => `var dk${i} = vec4<f32>(0.0); var dv${i} = vec4<f32>(0.0);`)}
      for (var j = n; j < rowEnd[n]; j++) {
        for (var h = kvHead * ${o.group}; h < (kvHead + 1) * ${o.group}; h++) {
          let query = j * ${o.stride} + h * ${o.head};
          let at = j * ${layout.heads} + h;
          ${unroll(layout, (i) => `let q${i} = qkv[query + ${i}]; let g${i} = dout[at * ${o.head} + ${i}];`)}
          let p = exp(${sum(layout, (i) => `dot(q${i}, k${i})`)} - stats[at * 2]);
          let gv = ${sum(layout, (i) => `dot(g${i}, v${i})`)};
          let ds = p * (gv - stats[at * 2 + 1]) * ${o.scale};
          ${unroll(layout, (i) => `dk${i} += ds * q${i}; dv${i} += p * g${i};`)}
        }
      }
      ${unroll(layout, (i) => `result[key + ${i}] = dk${i}; result[value + ${i}] = dv${i};`)}
    }`,
  };
};
