/** Entropy against its definition in float64, nearly certain and nearly even rows included. */
import { asMatrix } from '../../rank.ts';
import { makeArray } from '../../testing/numbers.ts';
import { describeOp, type OpCase } from '../../testing/opCases.ts';
import { tokenEntropy } from './tokenEntropy.ts';

interface Given {
  readonly title: string;
  readonly shape: readonly [number, number];
  readonly scale: number;
  readonly temperature: number;
}

const caseOf = ({ title, shape, scale, temperature }: Given): OpCase => ({
  title,
  inputs: [makeArray(shape, 2, scale)],
  run: ([logits]) => [tokenEntropy(asMatrix(logits), temperature)],
  reference: ([logits]) => {
    const [rows, vocabulary] = shape;
    return [
      Float64Array.from({ length: rows }, (_, row) => {
        const scaled = logits
          .subarray(row * vocabulary, (row + 1) * vocabulary)
          .map((logit) => logit / temperature);
        const top = scaled.reduce((a, b) => Math.max(a, b));
        const sum = scaled.reduce((total, value) => total + Math.exp(value - top), 0);
        return scaled.reduce((entropy, value) => {
          const logP = value - top - Math.log(sum);
          return entropy - Math.exp(logP) * logP;
        }, 0);
      }),
    ];
  },
});

const cases: Given[] = [
  { title: 'the least vocabulary', shape: [1, 4], scale: 1, temperature: 1 },
  { title: 'odd rows', shape: [5, 20], scale: 3, temperature: 0.7 },
  // Logits within ±12: some rows are nearly certain, others undecided between two tokens.
  { title: 'logits far apart', shape: [6, 8], scale: 10, temperature: 1 },
  { title: 'a high temperature', shape: [3, 512], scale: 10, temperature: 2 },
  { title: 'nearly even, more rows than a workgroup', shape: [67, 4], scale: 0.05, temperature: 1 },
];

describeOp('tokenEntropy', cases.map(caseOf), { value: 1e-5, gradient: 1e-4 });
