/** log softmax at the target against its definition in float64, certain and hopeless targets included. */
import * as tf from '@tensorflow/tfjs';
import { asMatrix } from '../../rank.ts';
import { makeArray } from '../../testing/numbers.ts';
import { describeOp, type OpCase } from '../../testing/opCases.ts';
import { tokenLogprob } from './tokenLogprob.ts';

interface Given {
  readonly title: string;
  readonly shape: readonly [number, number];
  readonly scale: number;
  readonly temperature: number;
  readonly targets: readonly number[];
}

const caseOf = ({ title, shape, scale, temperature, targets }: Given): OpCase => ({
  title,
  inputs: [makeArray(shape, 2, scale)],
  run: ([logits]) => {
    const chosen = tf.tensor1d([...targets], 'int32');
    return [tokenLogprob(asMatrix(logits), chosen, temperature)];
  },
  reference: ([logits]) => {
    const vocabulary = shape[1];
    return [
      Float64Array.from(targets, (target, row) => {
        const scaled = logits
          .subarray(row * vocabulary, (row + 1) * vocabulary)
          .map((logit) => logit / temperature);
        const top = scaled.reduce((a, b) => Math.max(a, b));
        const sum = scaled.reduce((total, value) => total + Math.exp(value - top), 0);
        return scaled[target] - top - Math.log(sum);
      }),
    ];
  },
});

const cases: Given[] = [
  { title: 'the least vocabulary', shape: [1, 4], scale: 1, temperature: 1, targets: [3] },
  {
    title: 'odd rows, each lane of a vec4 a target',
    shape: [5, 20],
    scale: 3,
    temperature: 0.7,
    targets: [0, 1, 18, 19, 7],
  },
  // Logits within ±125: some targets have probability 1 to float32, some e^−100.
  {
    title: 'logits far apart',
    shape: [6, 8],
    scale: 100,
    temperature: 1,
    targets: [0, 1, 2, 3, 4, 7],
  },
  {
    title: 'a high temperature',
    shape: [3, 512],
    scale: 10,
    temperature: 2,
    targets: [0, 511, 256],
  },
  {
    title: 'more rows than a workgroup has threads',
    shape: [67, 4],
    scale: 2,
    temperature: 1,
    targets: Array.from({ length: 67 }, (_, i) => i % 4),
  },
];

describeOp('tokenLogprob', cases.map(caseOf), { value: 1e-5, gradient: 1e-4 });
