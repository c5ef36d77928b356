/** Row gathers with the gradients that a packed batch needs; index −1 gives a row of zeros. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { callKernel, defineKernel, hasKernels } from '../../kernel.ts';
import { runKernel, type KernelSource } from '../../program.ts';

/** A one-to-one choice of rows and its inverse, both int32. */
export interface RowSelection {
  /** [M]: source row of each chosen row. */
  readonly index: Tensor1D;
  /** [N]: chosen row made from each source row, or −1. */
  readonly inverse: Tensor1D;
}

/** Token ids of a packed batch with the positions of each vocabulary entry, all int32. */
export interface EmbeddingIndex {
  /** [N] */
  readonly ids: Tensor1D;
  /** [N]: positions 0..N−1 sorted by their id. */
  readonly order: Tensor1D;
  /** [V+1]: where each id starts in `order`. */
  readonly offsets: Tensor1D;
}

/**
 * Chosen rows of x.
 * @param x [N,D], D a multiple of 4
 * @returns [M,D]
 */
export function selectRows(x: Tensor2D, { index, inverse }: RowSelection): Tensor2D {
  if (hasKernels()) return callKernel<Tensor2D>('SelectRows', { x, index, inverse });
  return composedSelect(x, index, inverse);
}

/** tfjs's own gather gradient is a segment sum that its wasm backend lacks. */
function composedSelect(x: Tensor2D, index: Tensor1D, inverse: Tensor1D): Tensor2D {
  const select = tf.customGrad((input) => {
    const value = tf.gather(input as Tensor2D, index);
    const gradFunc = (dy: tf.Tensor) => {
      const padded = tf.concat([dy as Tensor2D, tf.zeros([1, x.shape[1]])], 0);
      const rows = tf.where(
        tf.less(inverse, 0),
        tf.fill(inverse.shape, index.size, 'int32'),
        inverse,
      );
      return tf.gather(padded, tf.cast(rows, 'int32'));
    };
    return { value, gradFunc };
  });
  return tf.tidy(() => select(x));
}

/**
 * Embedding rows of the packed ids.
 * @param table [V,D]
 * @returns [N,D]
 */
export function embed(table: Tensor2D, index: EmbeddingIndex): Tensor2D {
  if (hasKernels()) return callKernel<Tensor2D>('Embed', { table, ...index });
  return tf.tidy(() => {
    const oneHot = tf.cast(tf.oneHot(index.ids, table.shape[0]), 'float32');
    return tf.matMul(tf.reshape(oneHot, [index.ids.size, table.shape[0]]), table);
  });
}

/** Counting sort of ids for the scatter gradient. */
export function makeEmbeddingIndex(ids: Int32Array, vocabulary: number): EmbeddingIndex {
  const offsets = new Int32Array(vocabulary + 1);
  for (const id of ids) offsets[id + 1]++;
  for (let v = 0; v < vocabulary; v++) offsets[v + 1] += offsets[v];
  const next = offsets.slice();
  const order = new Int32Array(ids.length);
  ids.forEach((id, n) => (order[next[id]++] = n));
  return {
    ids: tf.tensor1d(ids, 'int32'),
    order: tf.tensor1d(order, 'int32'),
    offsets: tf.tensor1d(offsets, 'int32'),
  };
}

const gatherSource = (width: number): KernelSource => ({
  name: 'GatherRows',
  key: `${width}`,
  inputs: [
    { name: 'x', components: 4 },
    { name: 'rowIndex', components: 1 },
  ],
  outputComponents: 4,
  ints: ['rows'],
  code: () => `
    fn main(index: i32) {
      let row = index / ${width / 4};
      if (row >= uniforms.rows) { return; }
      let from_ = rowIndex[row];
      if (from_ < 0) { result[index] = vec4<f32>(0.0); return; }
      result[index] = x[from_ * ${width / 4} + index % ${width / 4}];
    }`,
});

const scatterSource = (width: number): KernelSource => ({
  name: 'EmbedGradient',
  key: `${width}`,
  inputs: [
    { name: 'dy', components: 4 },
    { name: 'order', components: 1 },
    { name: 'offsets', components: 1 },
  ],
  outputComponents: 4,
  ints: ['entries'],
  code: () => `
    fn main(index: i32) {
      let entry = index / ${width / 4};
      if (entry >= uniforms.entries) { return; }
      let column = index % ${width / 4};
      var sum = vec4<f32>(0.0);
      for (var i = offsets[entry]; i < offsets[entry + 1]; i++) {
        sum += dy[order[i] * ${width / 4} + column];
      }
      result[index] = sum;
    }`,
});

defineKernel({
  name: 'GatherRows',
  forward: (backend, { x, index }) => {
    const width = x.shape[1];
    const rows = index.shape[0];
    return runKernel(backend, gatherSource(width), {
      inputs: [x, index],
      threads: (rows * width) / 4,
      outputShape: [rows, width],
      ints: [rows],
    });
  },
});

defineKernel({
  name: 'SelectRows',
  forward: (backend, { x, index }) =>
    runKernel(backend, gatherSource(x.shape[1]), {
      inputs: [x, index],
      threads: (index.shape[0] * x.shape[1]) / 4,
      outputShape: [index.shape[0], x.shape[1]],
      ints: [index.shape[0]],
    }),
  gradient: {
    saves: ['inverse'],
    of: (dy, [inverse]) => ({ x: () => callKernel('GatherRows', { x: dy, index: inverse }) }),
  },
});

defineKernel({
  name: 'Embed',
  forward: (backend, { table, ids }) =>
    runKernel(backend, gatherSource(table.shape[1]), {
      inputs: [table, ids],
      threads: (ids.shape[0] * table.shape[1]) / 4,
      outputShape: [ids.shape[0], table.shape[1]],
      ints: [ids.shape[0]],
    }),
  gradient: {
    saves: ['order', 'offsets'],
    of: (dy, [order, offsets]) => ({
      table: () => callKernel('EmbedGradient', { dy, order, offsets }),
    }),
  },
});

defineKernel({
  name: 'EmbedGradient',
  forward: (backend, { dy, order, offsets }) => {
    const entries = offsets.shape[0] - 1;
    const width = dy.shape[1];
    return runKernel(backend, scatterSource(width), {
      inputs: [dy, order, offsets],
      threads: (entries * width) / 4,
      outputShape: [entries, width],
      ints: [entries],
    });
  },
});
