/** Row gathers and their gradients against plain loops; exact, because nothing is rounded but the sums. */
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { asMatrix } from '../../rank.ts';
import { makeArray } from '../../testing/numbers.ts';
import { describeOp, type OpCase } from '../../testing/opCases.ts';
import { embed, makeEmbeddingIndex, selectRows } from './rows.ts';

/** The rows of a matrix [..,width] that `index` names; zeros for −1. */
function rowsOf(matrix: Float64Array, width: number, index: readonly number[]): Float64Array {
  const chosen = new Float64Array(index.length * width);
  index.forEach((row, i) => {
    if (row >= 0) chosen.set(matrix.subarray(row * width, (row + 1) * width), i * width);
  });
  return chosen;
}

function selectCase(title: string, [rows, width]: [number, number], index: number[]): OpCase {
  const inverse = Array.from({ length: rows }, (_, row) => index.indexOf(row));
  return {
    title,
    inputs: [makeArray([rows, width], 3)],
    run: ([x]) => {
      const selection = {
        index: tf.tensor1d(index, 'int32'),
        inverse: tf.tensor1d(inverse, 'int32'),
      };
      return [selectRows(asMatrix(x), selection)];
    },
    reference: ([x]) => [rowsOf(x, width, index)],
  };
}

const embedCase = (title: string, [entries, width]: [number, number], ids: number[]): OpCase => ({
  title,
  inputs: [makeArray([entries, width], 4)],
  run: ([table]) => [embed(asMatrix(table), makeEmbeddingIndex(Int32Array.from(ids), entries))],
  reference: ([table]) => [rowsOf(table, width, ids)],
});

const tolerances = { value: 0, gradient: 1e-6 };

describeOp(
  'selectRows',
  [
    selectCase('the only row', [1, 4], [0]),
    selectCase('some rows, out of order', [7, 12], [6, 0, 3]),
    selectCase('all rows, turned round', [5, 8], [4, 3, 2, 1, 0]),
    selectCase('a row that is none', [3, 8], [2, -1, 0]),
  ],
  tolerances,
);

describeOp(
  'embed',
  [
    embedCase('one token', [4, 4], [3]),
    embedCase('repeated ids, and ids that never come', [9, 12], [8, 0, 8, 8, 5, 0]),
    embedCase('more tokens than a workgroup has threads', [3, 4], Array<number>(70).fill(1)),
  ],
  tolerances,
);

it('sorts the positions of a batch by their id, and says where each id starts', () => {
  const index = makeEmbeddingIndex(Int32Array.of(3, 0, 3, 1), 5);
  expect([...index.ids.dataSync()]).toEqual([3, 0, 3, 1]);
  expect([...index.order.dataSync()]).toEqual([1, 3, 0, 2]);
  expect([...index.offsets.dataSync()]).toEqual([0, 1, 2, 2, 4, 4]);
});
