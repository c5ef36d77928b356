/** Takes rows of a matrix: embeddings by token id, hidden states by slot. The gradient sums what was taken. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { defineHostKernel, floats } from '../../hostKernel.ts';
import { callKernel, defineKernel } from '../../kernel.ts';
import { runKernel, type KernelSource } from '../../program.ts';

/** Which rows of a matrix are taken, and where each of them went, all int32. */
export interface RowIndex {
  /** [M]: the row taken; −1 gives zeros. */
  readonly ids: Tensor1D;
  /** Those of 0..M−1 that take a row, sorted by it; at most [M]. */
  readonly order: Tensor1D;
  /** [N+1]: where each row of the matrix starts in `order`. */
  readonly offsets: Tensor1D;
}

/**
 * Rows of x, in any order, each as often as asked for.
 * @param x [N,D], D a multiple of 4
 * @returns [M,D]
 */
export function takeRows(x: Tensor2D, index: RowIndex): Tensor2D {
  return callKernel<Tensor2D>('TakeRows', { x, ...index });
}

/**
 * Counting sort of the ids for the scatter gradient.
 * @param ids [M], −1 or a row
 * @param rows N of the matrix
 */
export function makeRowIndex(ids: Int32Array, rows: number): RowIndex {
  const offsets = new Int32Array(rows + 1);
  for (const id of ids) if (id >= 0) offsets[id + 1]++;
  for (let v = 0; v < rows; v++) offsets[v + 1] += offsets[v];
  const next = offsets.slice();
  // As long as ids, so that a batch's size alone decides the shape.
  const order = new Int32Array(ids.length);
  ids.forEach((id, n) => {
    if (id >= 0) order[next[id]++] = n;
  });
  return {
    ids: tf.tensor1d(ids, 'int32'),
    order: tf.tensor1d(order, 'int32'),
    offsets: tf.tensor1d(offsets, 'int32'),
  };
}

export function disposeRowIndex({ ids, order, offsets }: RowIndex): void {
  tf.dispose([ids, order, offsets]);
}

export const gatherSource = (width: number): KernelSource => ({
  name: 'TakeRows',
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
  name: 'TakeRowsGradient',
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
  name: 'TakeRows',
  forward: (backend, { x, ids }) =>
    runKernel(backend, gatherSource(x.shape[1]), {
      inputs: [x, ids],
      threads: (ids.shape[0] * x.shape[1]) / 4,
      outputShape: [ids.shape[0], x.shape[1]],
      ints: [ids.shape[0]],
    }),
  gradient: {
    saves: ['order', 'offsets'],
    of: ([dy], [order, offsets]) => ({
      x: () => callKernel('TakeRowsGradient', { dy, order, offsets }),
    }),
  },
});

defineKernel({
  name: 'TakeRowsGradient',
  forward: (backend, { dy, order, offsets }) => {
    const rows = offsets.shape[0] - 1;
    const width = dy.shape[1];
    return runKernel(backend, scatterSource(width), {
      inputs: [dy, order, offsets],
      threads: (rows * width) / 4,
      outputShape: [rows, width],
      ints: [rows],
    });
  },
});

defineHostKernel({
  name: 'TakeRows',
  outputShape: ({ x, ids }) => [ids[0], x[1]],
  run: ({ x, ids }, output) => {
    const source = floats(x);
    const width = x.shape[1];
    ids.values.forEach((from, m) => {
      if (from < 0) output.fill(0, m * width, (m + 1) * width);
      else output.set(source.subarray(from * width, (from + 1) * width), m * width);
    });
  },
});

defineHostKernel({
  name: 'TakeRowsGradient',
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
