/** Row gathers and their gradients against plain loops; exact, because nothing is rounded but the sums. */
import { expect, it } from 'vitest';
import { asMatrix } from '../../rank.ts';
import { makeArray } from '../../testing/numbers.ts';
import { describeOp, type OpCase } from '../../testing/opCases.ts';
import { makeRowIndex, takeRows } from './rows.ts';

/** The rows of a matrix [..,width] that `index` names; zeros for −1. */
function rowsOf(matrix: Float64Array, width: number, index: readonly number[]): Float64Array {
  const chosen = new Float64Array(index.length * width);
  index.forEach((row, i) => {
    if (row >= 0) chosen.set(matrix.subarray(row * width, (row + 1) * width), i * width);
  });
  return chosen;
}

const takeCase = (title: string, [rows, width]: [number, number], ids: number[]): OpCase => ({
  title,
  inputs: [makeArray([rows, width], 4)],
  run: ([x]) => [takeRows(asMatrix(x), makeRowIndex(Int32Array.from(ids), rows))],
  reference: ([x]) => [rowsOf(x, width, ids)],
});

describeOp(
  'takeRows',
  [
    takeCase('the only row', [1, 4], [0]),
    takeCase('some rows, out of order', [7, 12], [6, 0, 3]),
    takeCase('all rows, turned round', [5, 8], [4, 3, 2, 1, 0]),
    takeCase('rows that are none', [3, 8], [2, -1, 0, -1]),
    takeCase('repeated rows, and rows that never come', [9, 12], [8, 0, 8, 8, 5, 0]),
    takeCase('more than a workgroup has threads', [3, 4], Array<number>(70).fill(1)),
  ],
  { value: 0, gradient: 1e-6 },
);

it('sorts the places of a batch by the row they take, and says where each row starts', () => {
  const index = makeRowIndex(Int32Array.of(3, 0, -1, 3, 1), 5);
  expect([...index.ids.dataSync()]).toEqual([3, 0, -1, 3, 1]);
  expect([...index.order.dataSync()]).toEqual([1, 4, 0, 3, 0]);
  expect([...index.offsets.dataSync()]).toEqual([0, 1, 2, 2, 4, 4]);
});
