/** Row gathers with the gradients that a packed batch needs; index −1 gives a row of zeros. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { defineHostKernel, floats, type HostArray } from '../../hostKernel.ts';
import { callKernel, defineKernel } from '../../kernel.ts';
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
  return callKernel<Tensor2D>('SelectRows', { x, index, inverse });
}

/**
 * Embedding rows of the packed ids.
 * @param table [V,D]
 * @returns [N,D]
 */
export function embed(table: Tensor2D, index: EmbeddingIndex): Tensor2D {
  return callKernel<Tensor2D>('Embed', { table, ...index });
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

/** result[m] = x[rowIndex[m]], zeros for −1. */
export const gatherSource = (width: number): KernelSource => ({
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

/** result[entry] = Σ dy over the positions of the entry. */
export const scatterSource = (width: number): KernelSource => ({
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
    of: ([dy], [inverse]) => ({ x: () => callKernel('GatherRows', { x: dy, index: inverse }) }),
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
    of: ([dy], [order, offsets]) => ({
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

/** output[m] = x[index[m]], zeros for −1. */
function gatherOnHost(x: HostArray, index: HostArray, output: Float32Array): void {
  const source = floats(x);
  const width = x.shape[1];
  index.values.forEach((from, m) => {
    if (from < 0) output.fill(0, m * width, (m + 1) * width);
    else output.set(source.subarray(from * width, (from + 1) * width), m * width);
  });
}

for (const name of ['GatherRows', 'SelectRows']) {
  defineHostKernel({
    name,
    outputShape: ({ x, index }) => [index[0], x[1]],
    run: ({ x, index }, output) => gatherOnHost(x, index, output),
  });
}

defineHostKernel({
  name: 'Embed',
  outputShape: ({ table, ids }) => [ids[0], table[1]],
  run: ({ table, ids }, output) => gatherOnHost(table, ids, output),
});

defineHostKernel({
  name: 'EmbedGradient',
  outputShape: ({ dy, offsets }) => [offsets[0] - 1, dy[1]],
  run: ({ dy, order, offsets }, output) => {
    const source = floats(dy);
    const width = dy.shape[1];
    output.fill(0);
    for (let entry = 0; entry + 1 < offsets.values.length; entry++) {
      for (let i = offsets.values[entry]; i < offsets.values[entry + 1]; i++) {
        const from = order.values[i] * width;
        for (let c = 0; c < width; c++) output[entry * width + c] += source[from + c];
      }
    }
  },
});
