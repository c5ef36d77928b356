/** Causal grouped-query attention over a packed batch, memory linear in the number of tokens. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D, Tensor4D, TensorInfo } from '@tensorflow/tfjs';
import { callKernel, defineKernel, hasKernels, numberOf, type Attributes } from '../../kernel.ts';
import { runKernel } from '../../program.ts';
import type { HeadLayout } from '../rope/rope.ts';
import * as wgsl from './wgsl.ts';

/** Where the row of each packed token starts and ends, [N] int32, and the row length if all are equal. */
export interface RowBounds {
  readonly rowStart: Tensor1D;
  /** One past the last token of the row. */
  readonly rowEnd: Tensor1D;
  /** Set when every row has this many tokens; the composed form needs it. */
  readonly rowLength: number | null;
}

/**
 * softmax(q·kᵀ/√headDim)·v for each query head, each token seeing its own row up to itself.
 * @param qkv [N,(heads+2·kvHeads)·headDim], rotated
 * @returns [N,heads·headDim]
 */
export function attention(qkv: Tensor2D, bounds: RowBounds, layout: HeadLayout): Tensor2D {
  const { rowStart, rowEnd, rowLength } = bounds;
  if (hasKernels()) {
    return callKernel<Tensor2D>('Attention', { qkv, rowStart, rowEnd }, { ...layout });
  }
  if (rowLength === null) throw new Error('Without WebGPU, attention needs rows of equal length.');
  return tf.tidy(() => composedAttention(qkv, rowLength, layout));
}

function composedAttention(qkv: Tensor2D, rowLength: number, layout: HeadLayout): Tensor2D {
  const { heads, kvHeads, headDim } = layout;
  const batch = qkv.shape[0] / rowLength;
  const parts = tf.split(
    qkv,
    [heads, kvHeads, kvHeads].map((h) => h * headDim),
    1,
  );
  const [q, k, v] = parts.map((part, i) => {
    const count = i === 0 ? heads : kvHeads;
    const split = tf.transpose(tf.reshape(part, [batch, rowLength, count, headDim]), [0, 2, 1, 3]);
    return i === 0 ? split : repeatHeads(split as Tensor4D, heads / kvHeads);
  });
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(headDim));
  const visible = tf.linalg.bandPart(tf.ones([rowLength, rowLength]), -1, 0);
  const masked = tf.add(scores, tf.mul(tf.sub(visible, 1), 1e9));
  const mixed = tf.matMul(tf.softmax(masked), v);
  return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [qkv.shape[0], heads * headDim]);
}

/** [B,kvHeads,T,d] → [B,heads,T,d], each key head serving a group of query heads. */
function repeatHeads(x: Tensor4D, times: number): Tensor4D {
  if (times === 1) return x;
  const [batch, kvHeads, length, headDim] = x.shape;
  const tiled = tf.tile(tf.reshape(x, [batch, kvHeads, 1, length * headDim]), [1, 1, times, 1]);
  return tf.reshape(tiled, [batch, kvHeads * times, length, headDim]);
}

const layoutOf = (attributes: Attributes): HeadLayout => ({
  heads: numberOf(attributes, 'heads'),
  kvHeads: numberOf(attributes, 'kvHeads'),
  headDim: numberOf(attributes, 'headDim'),
});

defineKernel({
  name: 'Attention',
  forward: (backend, { qkv, rowStart }, attributes) => {
    const layout = layoutOf(attributes);
    const rows = qkv.shape[0];
    return runKernel(backend, wgsl.forwardSource(layout), {
      inputs: [qkv, rowStart],
      threads: rows * layout.heads,
      outputShape: [rows, layout.heads * layout.headDim],
      ints: [rows],
    });
  },
  gradient: {
    saves: ['qkv', 'rowStart', 'rowEnd'],
    of: (dout, [qkv, rowStart, rowEnd], attributes) => ({
      qkv: () => callKernel('AttentionGradient', { dout, qkv, rowStart, rowEnd }, attributes),
    }),
  },
});

defineKernel({
  name: 'AttentionGradient',
  forward: (backend, { dout, qkv, rowStart, rowEnd }, attributes) => {
    const layout = layoutOf(attributes);
    const rows = qkv.shape[0];
    const queries = { threads: rows * layout.heads, outputShape: qkv.shape, ints: [rows] };
    const stats = runKernel(backend, wgsl.statsSource(layout), {
      ...queries,
      inputs: [qkv, rowStart, dout],
      outputShape: [rows, layout.heads, 2],
    });
    const gradient: TensorInfo = runKernel(backend, wgsl.queryGradientSource(layout), {
      ...queries,
      inputs: [qkv, rowStart, dout, stats],
    });
    runKernel(backend, wgsl.keyValueGradientSource(layout), {
      inputs: [qkv, rowEnd, dout, stats],
      threads: rows * layout.kvHeads,
      outputShape: qkv.shape,
      ints: [rows],
      inPlace: gradient,
    });
    backend.disposeData(stats.dataId);
    return gradient;
  },
});
