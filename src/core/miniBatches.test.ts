import fc from 'fast-check';
import { expect, test } from 'vitest';
import { miniBatches } from './miniBatches.ts';

const settings = { seed: 1, numMiniBatches: 4 };

test('every row is in exactly one part, in order, and parts are as equal as can be', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      (count, numMiniBatches) => {
        const parts = miniBatches(count, { seed: 3, numMiniBatches }, 5, 1);
        expect(parts).toHaveLength(Math.min(count, numMiniBatches));
        expect(parts.flat().sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, i) => i),
        );
        const sizes = parts.map((part) => part.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        for (const part of parts) expect(part).toEqual([...part].sort((a, b) => a - b));
      },
    ),
  );
});

test('the same seed, step and pass give the same parts, others give others', () => {
  const first = miniBatches(32, settings, 7, 0);
  expect(miniBatches(32, settings, 7, 0)).toEqual(first);
  expect(miniBatches(32, settings, 7, 1)).not.toEqual(first);
  expect(miniBatches(32, settings, 8, 0)).not.toEqual(first);
  expect(miniBatches(32, { ...settings, seed: 2 }, 7, 0)).not.toEqual(first);
});

test('a single part is the batch as it is', () => {
  expect(miniBatches(3, { seed: 1, numMiniBatches: 1 }, 1, 0)).toEqual([[0, 1, 2]]);
});
