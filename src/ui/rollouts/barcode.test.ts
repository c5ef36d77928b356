import { expect, it } from 'vitest';
import { runsOf } from './barcode.ts';

it('joins neighbours of one level and leaves gaps at zero', () => {
  expect(runsOf([0.5, 0.6, 0, 0, -2, 0.5, 0.1])).toEqual([
    { start: 0, length: 2, level: 2 },
    { start: 4, length: 1, level: -3 },
    { start: 5, length: 1, level: 2 },
    { start: 6, length: 1, level: 1 },
  ]);
});

it('does not join equal levels across a gap', () => {
  expect(runsOf([2, 0, 2])).toHaveLength(2);
});
