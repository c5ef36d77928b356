/**
 * WGSL of causal attention over packed rows. qkv is [N, heads + 2·kvHeads, headDim], rotated; token n
 * sees its prefix spans[n].x..spans[n].y−1 and its row from spans[n].z to itself. Nothing of size T×T is stored: softmax is computed online over blocks
 * of keys (Milakov and Gimelshein 2018).
 */
import type { KernelSource } from '../../shader.ts';
import type { HeadLayout } from '../rope/rope.ts';

export const layoutKey = ({ heads, kvHeads, headDim }: HeadLayout): string =>
  `${heads},${kvHeads},${headDim}`;

/** Code for 0..count−1, unrolled: private arrays with a running index spill to memory. */
export const unroll = (count: number, f: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => f(i)).join('\n');

export const sumOf = (count: number, f: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => f(i)).join(' + ');

/** Offsets, in vec4, of a query, key or value head of one token. */
export const offsetsOf = ({ heads, kvHeads, headDim }: HeadLayout) => ({
  stride: ((heads + 2 * kvHeads) * headDim) / 4,
  /** vec4s of a head. */
  head: headDim / 4,
  keys: (heads * headDim) / 4,
  values: ((heads + kvHeads) * headDim) / 4,
  group: heads / kvHeads,
  scale: 1 / Math.sqrt(headDim),
});

const reduce = (count: number, f: string, of: (a: number) => string): string =>
  Array.from({ length: count }, (_, a) => of(a)).reduce((x, y) => `${f}(${x}, ${y})`);

/**
 * The queries of this thread: `queries` tokens in a row from n0, all of head h. Their keys together are
 * first..last without the hole, which no one of them sees. Past the end the last token repeats.
 */
export const loadQueries = (layout: HeadLayout, queries: number): string => {
  const o = offsetsOf(layout);
  return `
      let blocks = (uniforms.rows + ${queries - 1}) / ${queries};
      let h = index / blocks;
      if (h >= ${layout.heads}) { return; }
      let n0 = (index % blocks) * ${queries};
      let keyHead = ${o.keys} + (h / ${o.group}) * ${o.head};
      ${unroll(
        queries,
        (a) => `let n_${a} = min(n0 + ${a}, uniforms.rows - 1);
      let span_${a} = spans[n_${a}];
      let query_${a} = n_${a} * ${o.stride} + h * ${o.head};
      ${unroll(o.head, (i) => `let q${a}_${i} = qkv[query_${a} + ${i}] * ${o.scale};`)}`,
      )}
      let first = ${reduce(queries, 'min', (a) => `span_${a}.x`)};
      let last = min(n0 + ${queries - 1}, uniforms.rows - 1);
      let holeStart = ${reduce(queries, 'max', (a) => `span_${a}.y`)};
      let holeEnd = ${reduce(queries, 'min', (a) => `span_${a}.z`)};`;
};

/** Whether query `a` of loadQueries sees key `j`. */
export const sees = (a: number, j: string): string =>
  `((${j} >= span_${a}.x && ${j} < span_${a}.y) || (${j} >= span_${a}.z && ${j} <= n0 + ${a}))`;

/** Steps over the keys between the prefix and the rows. */
export const skipHole = 'if (j >= holeStart && j < holeEnd) { j = holeEnd; }';

/** Keys whose scores are known before the sums are rescaled to a new maximum. */
const keyBlock = 4;

/** mixed[n,h] = softmax(q·k/√d)·v, and stats[n,h,0] = log Σ exp of the scores. */
export const forwardSource = (layout: HeadLayout, queries: number): KernelSource => {
  const o = offsetsOf(layout);
  const score = (a: number, t: number) =>
    `select(-3.0e38, ${sumOf(o.head, (i) => `dot(q${a}_${i}, k${i})`)}, ${sees(a, `(j + ${t})`)})`;
  const largest = (a: number) => reduce(keyBlock, 'max', (t) => `s${a}_${t}`);
  return {
    name: 'Attention',
    key: `${layoutKey(layout)},${queries}`,
    inputs: [
      { name: 'qkv', components: 4 },
      { name: 'spans', components: 4 },
    ],
    outputComponents: 4,
    moreOutputs: [{ name: 'stats', components: 1 }],
    ints: ['rows'],
    code: () => `
    fn main(index: i32) {
      ${loadQueries(layout, queries)}
      ${unroll(
        queries,
        (a) => `var top_${a} = -3.0e38; var total_${a} = 0.0;
      ${unroll(o.head, (i) => `var o${a}_${i} = vec4<f32>(0.0);`)}`,
      )}
      for (var j = first; j <= last; j += ${keyBlock}) {
        ${skipHole}
        ${unroll(queries, (a) => unroll(keyBlock, (t) => `var s${a}_${t}: f32;`))}
        ${unroll(
          keyBlock,
          (t) => `{
          let key = min(j + ${t}, last) * ${o.stride} + keyHead;
          ${unroll(o.head, (i) => `let k${i} = qkv[key + ${i}];`)}
          ${unroll(queries, (a) => `s${a}_${t} = ${score(a, t)};`)}
        }`,
        )}
        ${unroll(
          queries,
          (a) => `{
          let newTop = max(top_${a}, ${largest(a)});
          let keep = exp(top_${a} - newTop);
          top_${a} = newTop;
          ${unroll(keyBlock, (t) => `s${a}_${t} = exp(s${a}_${t} - newTop);`)}
          total_${a} = total_${a} * keep + ${sumOf(keyBlock, (t) => `s${a}_${t}`)};
          ${unroll(o.head, (i) => `o${a}_${i} *= keep;`)}
        }`,
        )}
        ${unroll(
          keyBlock,
          (t) => `{
          let value = min(j + ${t}, last) * ${o.stride} + keyHead + ${o.values - o.keys};
          ${unroll(
            o.head,
            (i) =>
              `{ let v = qkv[value + ${i}]; ${Array.from({ length: queries }, (_, a) => `o${a}_${i} += s${a}_${t} * v;`).join(' ')} }`,
          )}
        }`,
        )}
      }
      ${unroll(
        queries,
        (a) => `if (n0 + ${a} < uniforms.rows) {
        let at = (n0 + ${a}) * ${layout.heads} + h;
        stats[at * 2] = top_${a} + log(total_${a});
        ${unroll(o.head, (i) => `result[at * ${o.head} + ${i}] = o${a}_${i} / total_${a};`)}
      }`,
      )}
    }`,
  };
};
