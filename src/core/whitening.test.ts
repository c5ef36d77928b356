import { expect, test } from 'vitest';
import { mean, std } from './statistics.ts';
import { whiten } from './whitening.ts';

const values = [
  [0, 3, 1],
  [0, 0, 8],
];
const mask = [
  [1, 1, 1],
  [1, 1, 0],
];
const inMask = (array: number[][]) => [...array[0], ...array[1].slice(0, 2)];

test('without the shift zeros stay zero, signs stay, and the deviation is 1', () => {
  const found = whiten(values, mask, false);
  expect(found[0][0]).toBe(0);
  expect(found[1]).toEqual([0, 0, 0]);
  expect(std(inMask(found))).toBeCloseTo(1, 7);
  expect(found[0][1] / found[0][2]).toBeCloseTo(3, 12);
});

test('with the shift the mean is 0, and every neutral token has left it', () => {
  const found = whiten(values, mask, true);
  expect(mean(inMask(found))).toBeCloseTo(0, 12);
  expect(found[0][0]).toBeLessThan(-0.5);
  // Outside the mask nothing moves.
  expect(found[1][2]).toBe(0);
});

test('equal values become finite, not 0 / 0', () => {
  expect(whiten([[2, 2]], [[1, 1]], true)).toEqual([[0, 0]]);
  expect(whiten([[2, NaN]], [[0, 0]], false)).toEqual([[0, 0]]);
});
