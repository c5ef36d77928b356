/**
 * Rotary position embedding (Su et al. 2021) in Hugging Face's half-split layout, applied to the query
 * and key heads of a fused [q | k | v] matrix; value heads pass through. A bias of the projection is added on
 * the way, so that layouts with one need no dispatch more in the forward.
 */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor1D, Tensor2D, TensorInfo } from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { columnSum } from '../columnSum/columnSum.ts';
import { callKernel, defineGradient, numberOf } from '../../kernel.ts';
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
 * On the WebAssembly backend; on WebGPU rotaryAttention rotates.
 * @param qkv [N,(heads+2·kvHeads)·headDim]
 * @param positions [N] int32
 * @param bias [(heads+2·kvHeads)·headDim], added before the rotation
 * @returns the same shape, query and key heads rotated
 */
export function rope(
  qkv: Tensor2D,
  positions: Tensor1D,
  table: RopeTable,
  layout: HeadLayout,
  bias: Tensor1D | null = null,
): Tensor2D {
  const inputs = { qkv, positions, ...table, ...(bias && { bias }) };
  return callKernel<Tensor2D>('Rope', inputs, { ...layout, sign: 1 });
}

/** The rotation of query and key heads; `turn` is ±1. */
export const ropeSource = (
  { heads, kvHeads, headDim }: HeadLayout,
  isBiased: boolean,
): KernelSource => ({
  name: 'Rope',
  key: `${heads},${kvHeads},${headDim},${isBiased}`,
  inputs: [
    { name: 'qkv', components: 4 },
    { name: 'positions', components: 1 },
    { name: 'cosTable', components: 4 },
    { name: 'sinTable', components: 4 },
    ...(isBiased ? [{ name: 'bias', components: 4 as const }] : []),
  ],
  outputComponents: 4,
  ints: ['rows'],
  floats: ['turn'],
  code: () => `
    fn main(index: i32) {
      let column = index % ${headDim / 8};
      let head = (index / ${headDim / 8}) % ${heads + 2 * kvHeads};
      let row = index / ${(headDim / 8) * (heads + 2 * kvHeads)};
      if (row >= uniforms.rows) { return; }
      let at = (row * ${heads + 2 * kvHeads} + head) * ${headDim / 4} + column;
      ${isBiased ? `let biasAt = head * ${headDim / 4} + column;` : ''}
      let low = qkv[at]${isBiased ? ' + bias[biasAt]' : ''};
      let high = qkv[at + ${headDim / 8}]${isBiased ? ` + bias[biasAt + ${headDim / 8}]` : ''};
      if (head >= ${heads + kvHeads}) {
        result[at] = low;
        result[at + ${headDim / 8}] = high;
        return;
      }
      let angle = positions[row] * ${headDim / 8} + column;
      let c = cosTable[angle];
      let s = sinTable[angle] * uniforms.turn;
      result[at] = low * c - high * s;
      result[at + ${headDim / 8}] = high * c + low * s;
    }`,
});

/** Records the rotation on WebGPU. `sign` −1 turns back. */
export function runRope(
  backend: WebGPUBackend,
  inputs: Readonly<Record<string, TensorInfo>>,
  layout: HeadLayout,
  sign: 1 | -1,
): TensorInfo {
  const { qkv, positions, cos, sin } = inputs;
  const isBiased = 'bias' in inputs;
  return runKernel(backend, ropeSource(layout, isBiased), {
    inputs: [qkv, positions, cos, sin, ...(isBiased ? [inputs.bias] : [])],
    threads: (qkv.shape[0] * qkv.shape[1]) / 8,
    outputShape: qkv.shape,
    ints: [qkv.shape[0]],
    floats: [sign],
  });
}

defineGradient('Rope', {
  saves: ['positions', 'cos', 'sin'],
  // A rotation's transpose turns back.
  of: ([dy], [positions, cos, sin], attributes) => {
    let turned: Tensor | null = null;
    const turnBack = () => {
      // tfjs asks for both gradients in turn; the first may be gone by then.
      if (!turned || turned.isDisposed) {
        const inputs = { qkv: dy, positions, cos, sin };
        turned = callKernel('Rope', inputs, { ...attributes, sign: -1 });
      }
      return turned;
    };
    return { qkv: turnBack, bias: () => columnSum(turnBack()) };
  },
});

defineHostKernel({
  name: 'Rope',
  outputShape: ({ qkv }) => qkv,
  run: (inputs, output, attributes) => {
    const { qkv, positions, cos, sin } = inputs;
    const [heads, kvHeads, headDim] = ['heads', 'kvHeads', 'headDim'].map((k) =>
      numberOf(attributes, k),
    );
    const turn = numberOf(attributes, 'sign');
    const half = headDim / 2;
    const [source, cosines, sines] = [floats(qkv), floats(cos), floats(sin)];
    output.set(source);
    if ('bias' in inputs) addToRows(output, floats(inputs.bias));
    for (let n = 0; n < qkv.shape[0]; n++) {
      const angle = positions.values[n] * half;
      for (let head = 0; head < heads + kvHeads; head++) {
        const at = (n * (heads + 2 * kvHeads) + head) * headDim;
        for (let i = 0; i < half; i++) {
          const c = cosines[angle + i];
          const s = sines[angle + i] * turn;
          const [low, high] = [output[at + i], output[at + half + i]];
          output[at + i] = low * c - high * s;
          output[at + half + i] = high * c + low * s;
        }
      }
    }
  },
});

function addToRows(matrix: Float32Array, bias: Float32Array): void {
  for (let at = 0; at < matrix.length; at += bias.length) {
    for (let i = 0; i < bias.length; i++) matrix[at + i] += bias[i];
  }
}
