import { expect, test } from 'vitest';
import { entropyMask } from './entropyFilter.ts';

const entropy = [
  [4, 1, 3],
  [2, 5, NaN],
];
const mask = [
  [1, 1, 1],
  [1, 1, 0],
];

test.each([
  // torch.quantile([1, 2, 3, 4, 5], 1 − share): 1, 2.6, 4.2 and 5.
  [
    1,
    [
      [1, 1, 1],
      [1, 1, 0],
    ],
  ],
  [
    0.6,
    [
      [1, 0, 1],
      [0, 1, 0],
    ],
  ],
  [
    0.2,
    [
      [0, 0, 0],
      [0, 1, 0],
    ],
  ],
  [
    0,
    [
      [0, 0, 0],
      [0, 1, 0],
    ],
  ],
])('a share of %f lets the most uncertain tokens through', (share, wanted) => {
  expect(entropyMask(entropy, mask, share)).toEqual(wanted);
});

test('of equal entropies all pass, of no tokens none', () => {
  expect(entropyMask([[0.1, 0.1, 0.1]], [[1, 1, 1]], 0.2)).toEqual([[1, 1, 1]]);
  expect(entropyMask([[NaN]], [[0]], 0.2)).toEqual([[0]]);
});
