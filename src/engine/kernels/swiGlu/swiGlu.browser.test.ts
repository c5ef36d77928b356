/** SwiGLU against its definition in float64, saturated gates included. */
import { asMatrix } from '../../rank.ts';
import { makeArray, type FloatArray } from '../../testing/numbers.ts';
import { describeOp, type OpCase } from '../../testing/opCases.ts';
import { swiGlu } from './swiGlu.ts';

const caseOf = (title: string, gateUp: FloatArray): OpCase => ({
  title,
  inputs: [gateUp],
  run: ([x]) => [swiGlu(asMatrix(x))],
  reference: ([x]) => {
    const [rows, double] = gateUp.shape;
    const width = double / 2;
    return [
      Float64Array.from({ length: rows * width }, (_, i) => {
        const at = Math.floor(i / width) * double + (i % width);
        return (x[at] / (1 + Math.exp(-x[at]))) * x[at + width];
      }),
    ];
  },
});

// exp(100) is beyond float32.
const saturated = Float32Array.of(-100, 100, -30, 30, 0, -1e-4, 5, -5, 2, -3, 4, 0.5, 1, 2, -3, 4);

describeOp(
  'swiGlu',
  [
    caseOf('one row of the least width', makeArray([1, 8], 1)),
    caseOf('odd rows', makeArray([3, 24], 2, 3)),
    caseOf('more rows than a workgroup has threads', makeArray([65, 40], 3)),
    caseOf('gates at both ends', { shape: [1, 16], values: saturated }),
  ],
  { value: 1e-5, gradient: 1e-4 },
);
