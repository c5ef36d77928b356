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
  key: keyOf({ heads, kvHeads, headDim }),
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

/**
 * Adds the bias, rotates this step's query and key, puts key and value at position promptLength + step
 * of the row's cache, and attends over it. Only threads of a group's first head write; none reads what
 * another one writes here.
 */
export const decodeAttentionSource = (
  { heads, kvHeads, headDim }: HeadLayout,
  isBiased: boolean,
): KernelSource => {
  const half = headDim / 8;
  const full = headDim / 4;
  const group = heads / kvHeads;
  const loaded = (name: string, i: number) =>
    `qkv[line * ${(heads + 2 * kvHeads) * full} + ${name} + ${i}]${isBiased ? ` + bias[${name} + ${i}]` : ''}`;
  const rotated = (to: string, from: string) =>
    list(
      half,
      (i) => `let ${to}${i} = ${from}${i} * c${i} - ${from}${i + half} * s${i};
      let ${to}${i + half} = ${from}${i + half} * c${i} + ${from}${i} * s${i};`,
    );
  return {
    name: 'DecodeAttention',
    key: `${keyOf({ heads, kvHeads, headDim })},${isBiased}`,
    inputs: [
      vec('qkv'),
      scalar('rowIndex'),
      scalar('promptLength'),
      vec('cosTable'),
      vec('sinTable'),
      ...(isBiased ? [vec('bias')] : []),
    ],
    outputComponents: 4,
    moreOutputs: [vec('cache')],
    ints: ['count', 'step', 'capacity'],
    code: () => `
    fn main(index: i32) {
      let line = index / ${heads};
      let head = index % ${heads};
      if (line >= uniforms.count) { return; }
      let row = rowIndex[line];
      let position = promptLength[row] + uniforms.step;
      let query = head * ${full};
      let key = (${heads} + head / ${group}) * ${full};
      let value = key + ${kvHeads * full};
      ${list(half, (i) => `let c${i} = cosTable[position * ${half} + ${i}]; let s${i} = sinTable[position * ${half} + ${i}];`)}
      ${list(full, (i) => `let x${i} = (${loaded('query', i)}) * ${1 / Math.sqrt(headDim)};`)}
      ${rotated('q', 'x')}
      ${list(full, (i) => `let y${i} = ${loaded('key', i)};`)}
      ${rotated('k', 'y')}
      ${list(full, (i) => `var o${i} = ${loaded('value', i)};`)}
      let start = (row * uniforms.capacity * ${2 * kvHeads} + head / ${group}) * ${full};
      if (head % ${group} == 0) {
        let at = start + position * ${2 * kvHeads * full};
        ${list(full, (i) => `cache[at + ${i}] = k${i}; cache[at + ${kvHeads * full + i}] = o${i};`)}
      }
      var top = ${list(full, (i) => `dot(q${i}, k${i})`, ' + ')};
      var total = 1.0;
      for (var t = 0; t < position; t++) {
        let at = start + t * ${2 * kvHeads * full};
        let score = ${list(full, (i) => `dot(q${i}, cache[at + ${i}])`, ' + ')};
        let newTop = max(top, score);
        let keep = exp(top - newTop);
        let p = exp(score - newTop);
        top = newTop;
        total = total * keep + p;
        ${list(full, (i) => `o${i} = o${i} * keep + p * cache[at + ${kvHeads * full + i}];`)}
      }
      ${list(full, (i) => `result[index * ${full} + ${i}] = o${i} / total;`)}
    }`,
  };
};

/** Embedding rows of the tokens at (row, column) of samples [B,width,3] → [M,D]. */
export const embedSampledSource = (width: number): KernelSource => ({
  name: 'EmbedSampled',
  key: `${width}`,
  inputs: [vec('embedding'), scalar('samples'), scalar('rowIndex')],
  outputComponents: 4,
  ints: ['count', 'column', 'columns'],
  code: () => `
    fn main(index: i32) {
      let line = index / ${width / 4};
      if (line >= uniforms.count) { return; }
      let token = i32(samples[(rowIndex[line] * uniforms.columns + uniforms.column) * 3]);
      result[index] = embedding[token * ${width / 4} + index % ${width / 4}];
    }`,
});
