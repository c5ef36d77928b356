/** WGSL of one decoding step with a KV cache [B, capacity, 2·kvHeads, headDim], keys before values. */
import type { KernelSource } from '../../program.ts';
import type { HeadLayout } from '../rope/rope.ts';

const vec = (name: string) => ({ name, components: 4 as const });
const scalar = (name: string) => ({ name, components: 1 as const });
const keyOf = ({ heads, kvHeads, headDim }: HeadLayout) => `${heads},${kvHeads},${headDim}`;
const list = (count: number, f: (i: number) => string, separator = '\n') =>
  Array.from({ length: count }, (_, i) => f(i)).join(separator);

/** Copies the rotated keys and values of each row's prompt from a packed forward into its cache row. */
export const fillCacheSource = ({ heads, kvHeads, headDim }: HeadLayout): KernelSource => ({
  name: 'FillCache',
  key: `${heads},${kvHeads},${headDim}`,
  inputs: [vec('qkv'), scalar('promptStart'), scalar('promptLength')],
  outputComponents: 4,
  ints: ['rows', 'longest', 'capacity'],
  code: () => {
    const width = (2 * kvHeads * headDim) / 4;
    return `
    fn main(index: i32) {
      let column = index % ${width};
      let t = (index / ${width}) % uniforms.longest;
      let row = index / (${width} * uniforms.longest);
      if (row >= uniforms.rows || t >= promptLength[row]) { return; }
      let from_ = (promptStart[row] + t) * ${((heads + 2 * kvHeads) * headDim) / 4};
      result[(row * uniforms.capacity + t) * ${width} + column] = qkv[from_ + ${(heads * headDim) / 4} + column];
    }`;
  },
});

/** Rotates this step's keys and writes keys and values at position promptLength + step of each row. */
export const appendCacheSource = ({ heads, kvHeads, headDim }: HeadLayout): KernelSource => ({
  name: 'AppendCache',
  key: keyOf({ heads, kvHeads, headDim }),
  inputs: [vec('qkv'), scalar('promptLength'), vec('cosTable'), vec('sinTable')],
  outputComponents: 4,
  ints: ['rows', 'step', 'capacity'],
  code: () => `
    fn main(index: i32) {
      let lane = index % ${headDim / 8};
      let head = (index / ${headDim / 8}) % ${2 * kvHeads};
      let row = index / ${(headDim / 8) * 2 * kvHeads};
      if (row >= uniforms.rows) { return; }
      let position = promptLength[row] + uniforms.step;
      let from_ = (row * ${heads + 2 * kvHeads} + ${heads} + head) * ${headDim / 4} + lane;
      let to = ((row * uniforms.capacity + position) * ${2 * kvHeads} + head) * ${headDim / 4} + lane;
      var low = qkv[from_];
      var high = qkv[from_ + ${headDim / 8}];
      let c = cosTable[position * ${headDim / 8} + lane];
      let s = sinTable[position * ${headDim / 8} + lane];
      if (head < ${kvHeads}) {
        let turned = low * c - high * s;
        high = high * c + low * s;
        low = turned;
      }
      result[to] = low;
      result[to + ${headDim / 8}] = high;
    }`,
});

/** Attention of one new token a row over its cache; the query is rotated here. */
export const decodeAttentionSource = ({ heads, kvHeads, headDim }: HeadLayout): KernelSource => ({
  name: 'DecodeAttention',
  key: keyOf({ heads, kvHeads, headDim }),
  inputs: [vec('qkv'), vec('cache'), scalar('promptLength'), vec('cosTable'), vec('sinTable')],
  outputComponents: 4,
  ints: ['rows', 'step', 'capacity'],
  code: () => {
    const half = headDim / 8;
    const full = headDim / 4;
    const scale = 1 / Math.sqrt(headDim);
    return `
    fn main(index: i32) {
      let row = index / ${heads};
      let head = index % ${heads};
      if (row >= uniforms.rows) { return; }
      let position = promptLength[row] + uniforms.step;
      let query = (row * ${heads + 2 * kvHeads} + head) * ${full};
      ${list(half, (i) => `let c${i} = cosTable[position * ${half} + ${i}] * ${scale}; let s${i} = sinTable[position * ${half} + ${i}] * ${scale};`)}
      ${list(
        half,
        (i) => `let q${i} = qkv[query + ${i}] * c${i} - qkv[query + ${i + half}] * s${i};
      let q${i + half} = qkv[query + ${i + half}] * c${i} + qkv[query + ${i}] * s${i};`,
      )}
      var top = -3.0e38;
      var total = 0.0;
      ${list(full, (i) => `var o${i} = vec4<f32>(0.0);`)}
      for (var t = 0; t <= position; t++) {
        let key = ((row * uniforms.capacity + t) * ${2 * kvHeads} + head / ${heads / kvHeads}) * ${full};
        let value = key + ${kvHeads * full};
        let score = ${list(full, (i) => `dot(q${i}, cache[key + ${i}])`, ' + ')};
        let newTop = max(top, score);
        let keep = exp(top - newTop);
        let p = exp(score - newTop);
        top = newTop;
        total = total * keep + p;
        ${list(full, (i) => `o${i} = o${i} * keep + p * cache[value + ${i}];`)}
      }
      ${list(full, (i) => `result[index * ${full} + ${i}] = o${i} / total;`)}
    }`;
  },
});

/**
 * One token a row by inverse transform: the first v with cumulative probability > draw.
 * Result [B,3]: token id as a float (exact below 2²⁴), its log-probability, and the entropy of the
 * distribution. greedy = 1 takes the mode.
 */
export const sampleSource = (vocabulary: number): KernelSource => ({
  name: 'SampleToken',
  key: `${vocabulary}`,
  inputs: [scalar('logits'), scalar('draws')],
  outputComponents: 1,
  ints: ['rows', 'step', 'steps', 'greedy'],
  floats: ['inverseTemperature'],
  code: () => `
    fn main(index: i32) {
      if (index >= uniforms.rows) { return; }
      let base = index * ${vocabulary};
      var top = logits[base];
      var chosen = 0;
      for (var v = 1; v < ${vocabulary}; v++) {
        if (logits[base + v] > top) { top = logits[base + v]; chosen = v; }
      }
      var total = 0.0;
      var weighted = 0.0;
      for (var v = 0; v < ${vocabulary}; v++) {
        let score = (logits[base + v] - top) * uniforms.inverseTemperature;
        let p = exp(score);
        total += p;
        weighted += p * score;
      }
      if (uniforms.greedy == 0) {
        let goal = draws[index * uniforms.steps + uniforms.step] * total;
        var mass = 0.0;
        for (var v = 0; v < ${vocabulary}; v++) {
          let p = exp((logits[base + v] - top) * uniforms.inverseTemperature);
          if (p > 0.0) { chosen = v; }
          mass += p;
          if (mass > goal) { break; }
        }
      }
      result[index * 3] = f32(chosen);
      result[index * 3 + 2] = log(total) - weighted / total;
      result[index * 3 + 1] = (logits[base + chosen] - top) * uniforms.inverseTemperature - log(total);
    }`,
});

/** Embedding rows of sampled tokens [B,3] → [B,D]. */
export const embedSampledSource = (width: number): KernelSource => ({
  name: 'EmbedSampled',
  key: `${width}`,
  inputs: [vec('embedding'), scalar('sampled')],
  outputComponents: 4,
  ints: ['rows'],
  code: () => `
    fn main(index: i32) {
      let row = index / ${width / 4};
      if (row >= uniforms.rows) { return; }
      result[index] = embedding[i32(sampled[row * 3]) * ${width / 4} + index % ${width / 4}];
    }`,
});
