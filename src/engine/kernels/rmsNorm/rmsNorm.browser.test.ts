/** RMSNorm, alone and with the addition before it, against its definition in float64. */
import { asMatrix, asVector } from '../../rank.ts';
import { makeArray, type FloatArray } from '../../testing/numbers.ts';
import { describeOp, type OpCase } from '../../testing/opCases.ts';
import { addRmsNorm, rmsNorm } from './rmsNorm.ts';

const epsilon = 1e-5;

function normalise(x: Float64Array, weight: Float64Array): Float64Array {
  const width = weight.length;
  return x.map((value, i) => {
    const row = x.subarray(i - (i % width), i - (i % width) + width);
    const square = row.reduce((sum, v) => sum + v * v, 0) / width;
    return (value / Math.sqrt(square + epsilon)) * weight[i % width];
  });
}

const normCase = (title: string, x: FloatArray): OpCase => ({
  title,
  inputs: [x, makeArray(x.shape.slice(1), 5)],
  run: ([matrix, weight]) => [rmsNorm(asMatrix(matrix), asVector(weight), epsilon)],
  reference: ([values, weight]) => [normalise(values, weight)],
});

const addCase = (title: string, x: FloatArray, differentiable: 1 | 2): OpCase => ({
  title,
  inputs: [x, makeArray(x.shape, 11, 2), makeArray(x.shape.slice(1), 5)],
  run: ([matrix, residual, weight]) => {
    const added = addRmsNorm(asMatrix(matrix), asMatrix(residual), asVector(weight), epsilon);
    return [added.normed, added.total];
  },
  reference: ([values, residual, weight]) => {
    const total = values.map((value, i) => value + residual[i]);
    return [normalise(total, weight), total];
  },
  differentiable,
});

/** The second row is all zeros: only ε keeps its norm finite. */
const withZeros = { shape: [2, 4], values: Float32Array.of(1, -2, 3, 4, 0, 0, 0, 0) };

describeOp(
  'rmsNorm',
  [
    normCase('one row of the least width', makeArray([1, 4], 1)),
    normCase('odd rows', makeArray([7, 12], 2, 30)),
    normCase('rows near zero', makeArray([3, 20], 2, 1e-3)),
    normCase('a row of zeros', withZeros),
    // The weight's gradient is summed in 64 parts.
    normCase('more rows than parts', makeArray([131, 8], 3)),
  ],
  { value: 1e-5, gradient: 1e-4 },
);

describeOp(
  'addRmsNorm',
  [
    addCase('one row of the least width', makeArray([1, 4], 1), 2),
    addCase('odd rows', makeArray([7, 12], 2, 30), 2),
    addCase('more rows than parts', makeArray([67, 8], 3), 2),
    addCase('the sum used by the norm alone', makeArray([5, 16], 4), 1),
  ],
  { value: 1e-5, gradient: 1e-4 },
);
