/**
 * WGSL of attention's backward: probabilities are recomputed from the stored log-sums (FlashAttention,
 * Dao et al. 2022), and gradients of q and k are turned back by the rotation before they are stored.
 */
import type { KernelSource } from '../../shader.ts';
import type { HeadLayout } from '../rope/rope.ts';
import { layoutKey, loadQueries, offsetsOf, sees, skipHole, sumOf, unroll } from './wgslForward.ts';

const vec = (name: string) => ({ name, components: 4 as const });
const scalar = (name: string) => ({ name, components: 1 as const });

/** Stores the gradient d(0), d(1), … of a rotated head at `to`, turned back from position `place`. */
const storeTurnedBack = (head: number, d: (i: number) => string, to: string, place: string) =>
  unroll(
    head / 2,
    (i) => `{
        let c = cosTable[${place} * ${head / 2} + ${i}];
        let s = sinTable[${place} * ${head / 2} + ${i}];
        result[${to} + ${i}] = ${d(i)} * c + ${d(i + head / 2)} * s;
        result[${to} + ${i + head / 2}] = ${d(i + head / 2)} * c - ${d(i)} * s;
      }`,
  );

/** dq = Σ_j p·(dout·v − D)·k/√d with D = dout·mixed, which goes to stats[n,h,1]. */
export const queryGradientSource = (layout: HeadLayout, queries: number): KernelSource => {
  const o = offsetsOf(layout);
  return {
    name: 'AttentionQueryGradient',
    key: `${layoutKey(layout)},${queries}`,
    inputs: [vec('qkv'), vec('mixed'), vec('dout'), vec('spans'), vec('cosTable'), vec('sinTable')],
    outputComponents: 4,
    moreOutputs: [scalar('stats')],
    ints: ['rows'],
    code: () => `
    fn main(index: i32) {
      ${loadQueries(layout, queries)}
      ${unroll(
        queries,
        (a) => `let at_${a} = n_${a} * ${layout.heads} + h;
      ${unroll(o.head, (i) => `let g${a}_${i} = dout[at_${a} * ${o.head} + ${i}]; var d${a}_${i} = vec4<f32>(0.0);`)}
      let lse_${a} = stats[at_${a} * 2];
      let mean_${a} = ${sumOf(o.head, (i) => `dot(g${a}_${i}, mixed[at_${a} * ${o.head} + ${i}])`)};`,
      )}
      for (var j = first; j <= last; j++) {
        ${skipHole}
        let key = j * ${o.stride} + keyHead;
        let value = key + ${o.values - o.keys};
        ${unroll(o.head, (i) => `let k${i} = qkv[key + ${i}]; let v${i} = qkv[value + ${i}];`)}
        ${unroll(
          queries,
          (a) => `{
          let s = ${sumOf(o.head, (i) => `dot(q${a}_${i}, k${i})`)};
          let gv = ${sumOf(o.head, (i) => `dot(g${a}_${i}, v${i})`)};
          let p = select(0.0, exp(s - lse_${a}), ${sees(a, 'j')});
          let ds = p * (gv - mean_${a}) * ${o.scale};
          ${unroll(o.head, (i) => `d${a}_${i} += ds * k${i};`)}
        }`,
        )}
      }
      ${unroll(
        queries,
        (a) => `if (n0 + ${a} < uniforms.rows) {
        stats[at_${a} * 2 + 1] = mean_${a};
        let place = span_${a}.w;
        ${storeTurnedBack(o.head, (i) => `d${a}_${i}`, `query_${a}`, 'place')}
      }`,
      )}
    }`,
  };
};

/** dk = Σ_j p·(dout·v − D)·q/√d and dv = Σ_j p·dout over the later queries that see the key. */
export const keyValueGradientSource = (layout: HeadLayout, keys: number): KernelSource => {
  const o = offsetsOf(layout);
  const ends = Array.from({ length: keys }, (_, b) => `end_${b}`);
  return {
    name: 'AttentionKeyValueGradient',
    key: `${layoutKey(layout)},${keys}`,
    inputs: [
      vec('qkv'),
      vec('dout'),
      scalar('stats'),
      vec('spans'),
      scalar('ends'),
      vec('cosTable'),
      vec('sinTable'),
    ],
    outputComponents: 4,
    ints: ['rows'],
    code: () => `
    fn main(index: i32) {
      let blocks = (uniforms.rows + ${keys - 1}) / ${keys};
      let kvHead = index / blocks;
      if (kvHead >= ${layout.kvHeads}) { return; }
      let n0 = (index % blocks) * ${keys};
      ${unroll(
        keys,
        (b) => `let m_${b} = min(n0 + ${b}, uniforms.rows - 1);
      let end_${b} = ends[m_${b}];
      let key_${b} = m_${b} * ${o.stride} + ${o.keys} + kvHead * ${o.head};
      let value_${b} = key_${b} + ${o.values - o.keys};
      ${unroll(o.head, (i) => `let k${b}_${i} = qkv[key_${b} + ${i}] * ${o.scale}; let v${b}_${i} = qkv[value_${b} + ${i}];`)}
      ${unroll(o.head, (i) => `var dk${b}_${i} = vec4<f32>(0.0); var dv${b}_${i} = vec4<f32>(0.0);`)}`,
      )}
      for (var j = n0; j < ${ends.reduce((x, y) => `max(${x}, ${y})`)}; j++) {
        for (var h = kvHead * ${o.group}; h < (kvHead + 1) * ${o.group}; h++) {
          let query = j * ${o.stride} + h * ${o.head};
          let at = j * ${layout.heads} + h;
          let lse = stats[at * 2];
          let mean = stats[at * 2 + 1];
          ${unroll(o.head, (i) => `let q${i} = qkv[query + ${i}]; let g${i} = dout[at * ${o.head} + ${i}];`)}
          ${unroll(
            keys,
            (b) => `{
            let s = ${sumOf(o.head, (i) => `dot(q${i}, k${b}_${i})`)};
            let p = select(0.0, exp(s - lse), j >= n0 + ${b} && j < end_${b});
            let gv = ${sumOf(o.head, (i) => `dot(g${i}, v${b}_${i})`)};
            let ds = p * (gv - mean) * ${o.scale};
            ${unroll(o.head, (i) => `dk${b}_${i} += ds * q${i}; dv${b}_${i} += p * g${i};`)}
          }`,
          )}
        }
      }
      ${unroll(
        keys,
        (b) => `if (n0 + ${b} < uniforms.rows) {
        let place = spans[n0 + ${b}].w;
        ${storeTurnedBack(o.head, (i) => `dk${b}_${i}`, `key_${b}`, 'place')}
        ${unroll(o.head, (i) => `result[value_${b} + ${i}] = dv${b}_${i};`)}
      }`,
      )}
    }`,
  };
};
