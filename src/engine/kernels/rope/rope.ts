/**
 * Rotary position embedding (Su et al. 2021) in Hugging Face's half-split layout, applied to the query
 * and key heads of a fused [q | k | v] matrix; value heads pass through.
 */
import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { callKernel, defineKernel, hasKernels, numberOf } from '../../kernel.ts';
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
  if (hasKernels()) {
    return callKernel<Tensor2D>('Rope', { qkv, positions, ...table }, { ...layout, sign: 1 });
  }
  return tf.tidy(() => {
    const { heads, kvHeads, headDim } = layout;
    const rows = qkv.shape[0];
    const [rotated, values] = tf.split(qkv, [(heads + kvHeads) * headDim, kvHeads * headDim], 1);
    const cos = tf.expandDims(tf.gather(table.cos, positions), 1);
    const sin = tf.expandDims(tf.gather(table.sin, positions), 1);
    const [low, high] = tf.split(tf.reshape(rotated, [rows, heads + kvHeads, headDim]), 2, 2);
    const turned = tf.concat(
      [tf.sub(tf.mul(low, cos), tf.mul(high, sin)), tf.add(tf.mul(high, cos), tf.mul(low, sin))],
      2,
    );
    return tf.concat(
      [tf.reshape(turned, [rows, (heads + kvHeads) * headDim]), values],
      1,
    ) as Tensor2D;
  });
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
