/** Column sums against plain loops. No gradient: the op is one itself. */
import { makeArray } from '../../testing/numbers.ts';
import { describeOp, type OpCase } from '../../testing/opCases.ts';
import { columnSum } from './columnSum.ts';

const caseOf = (shape: [number, number]): OpCase => ({
  title: `[${shape.join(',')}]`,
  inputs: [makeArray(shape, 6)],
  run: ([x]) => [columnSum(x)],
  reference: ([x]) => {
    const sums = new Float64Array(shape[1]);
    x.forEach((value, i) => (sums[i % shape[1]] += value));
    return [sums];
  },
});

describeOp(
  'columnSum',
  // The sum is made in 64 parts: fewer rows, as many, and many more.
  [caseOf([1, 4]), caseOf([5, 20]), caseOf([64, 12]), caseOf([200, 68])],
  { value: 1e-5, gradient: null },
);
