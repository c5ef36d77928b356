/**
 * Rotary position embedding (Su et al. 2021) in Hugging Face's half-split layout, applied to the query
 * and key heads of a fused [q | k | v] matrix; value heads pass through.
 */
import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { callKernel, defineKernel, numberOf } from '../../kernel.ts';
import { defineHostKernel, floats } from '../../hostKernel.ts';
import { runKernel, type KernelSource } from '../../program.ts';

/** Heads in the fused matrix: `heads` query heads, then `kvHeads` keys, then `kvHeads` values. */
export interface HeadLayout {
  readonly heads: number;
  readonly kvHeads: number;
  /** Multiple of 8. */
  readonly headDim: number;
}

/** cos and sin of position · θ^(−2i/headDim), each [maxPositions, headDim/2]. WGSL's own cos is too coarse. */
export interface RopeTable {
  readonly cos: Tensor2D;
  readonly sin: Tensor2D;
}

export function makeRopeTable(maxPositions: number, headDim: number, theta: number): RopeTable {
  const half = headDim / 2;
  const angles = Array.from(
    { length: maxPositions * half },
    (_, i) => Math.floor(i / half) / theta ** ((2 * (i % half)) / headDim),
  );
  const shape: [number, number] = [maxPositions, half];
  return {
    cos: tf.tensor2d(Float32Array.from(angles, Math.cos), shape),
    sin: tf.tensor2d(Float32Array.from(angles, Math.sin), shape),
  };
}

/**
 * @param qkv [N,(heads+2·kvHeads)·headDim]
 * @param positions [N] int32
 * @returns the same shape, query and key heads rotated
 */
export function rope(
  qkv: Tensor2D,
  positions: Tensor1D,
  table: RopeTable,
  layout: HeadLayout,
): Tensor2D {
  return callKernel<Tensor2D>('Rope', { qkv, positions, ...table }, { ...layout, sign: 1 });
}

const source = ({ heads, kvHeads, headDim }: HeadLayout): KernelSource => ({
  name: 'Rope',
  key: `${heads},${kvHeads},${headDim}`,
  inputs: [
    { name: 'qkv', components: 4 },
    { name: 'positions', components: 1 },
    { name: 'cosTable', components: 4 },
    { name: 'sinTable', components: 4 },
  ],
  outputComponents: 4,
  ints: ['rows'],
  floats: ['turn'],
  code: () => `
    fn main(index: i32) {
      let lane = index % ${headDim / 8};
      let head = (index / ${headDim / 8}) % ${heads + 2 * kvHeads};
      let row = index / ${(headDim / 8) * (heads + 2 * kvHeads)};
      if (row >= uniforms.rows) { return; }
      let at = (row * ${heads + 2 * kvHeads} + head) * ${headDim / 4} + lane;
      let low = qkv[at];
      let high = qkv[at + ${headDim / 8}];
      if (head >= ${heads + kvHeads}) {
        result[at] = low;
        result[at + ${headDim / 8}] = high;
        return;
      }
      let angle = positions[row] * ${headDim / 8} + lane;
      let c = cosTable[angle];
      let s = sinTable[angle] * uniforms.turn;
      result[at] = low * c - high * s;
      result[at + ${headDim / 8}] = high * c + low * s;
    }`,
});

defineKernel({
  name: 'Rope',
  forward: (backend, { qkv, positions, cos, sin }, attributes) => {
    const layout = {
      heads: numberOf(attributes, 'heads'),
      kvHeads: numberOf(attributes, 'kvHeads'),
      headDim: numberOf(attributes, 'headDim'),
    };
    return runKernel(backend, source(layout), {
      inputs: [qkv, positions, cos, sin],
      threads: (qkv.shape[0] * qkv.shape[1]) / 8,
      outputShape: qkv.shape,
      ints: [qkv.shape[0]],
      floats: [numberOf(attributes, 'sign')],
    });
  },
  gradient: {
    saves: ['positions', 'cos', 'sin'],
    // A rotation's transpose turns back.
    of: (dy, [positions, cos, sin], attributes) => ({
      qkv: () => callKernel('Rope', { qkv: dy, positions, cos, sin }, { ...attributes, sign: -1 }),
    }),
  },
});

defineHostKernel({
  name: 'Rope',
  outputShape: ({ qkv }) => qkv,
  run: ({ qkv, positions, cos, sin }, output, attributes) => {
    const [heads, kvHeads, headDim] = ['heads', 'kvHeads', 'headDim'].map((k) =>
      numberOf(attributes, k),
    );
    const turn = numberOf(attributes, 'sign');
    const half = headDim / 2;
    const [source, cosines, sines] = [floats(qkv), floats(cos), floats(sin)];
    output.set(source);
    for (let n = 0; n < qkv.shape[0]; n++) {
      const angle = positions.values[n] * half;
      for (let head = 0; head < heads + kvHeads; head++) {
        const at = (n * (heads + 2 * kvHeads) + head) * headDim;
        for (let i = 0; i < half; i++) {
          const c = cosines[angle + i];
          const s = sines[angle + i] * turn;
          output[at + i] = source[at + i] * c - source[at + half + i] * s;
          output[at + half + i] = source[at + half + i] * c + source[at + i] * s;
        }
      }
    }
  },
});
