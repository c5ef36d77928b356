/** Arrays for tests of kernels: made, compared, and differentiated numerically. */
import { expect } from 'vitest';

/** A float32 array and its shape. */
export interface FloatArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Numbers in about ±1.25 without a short period; another `seed` gives others. */
export function makeArray(shape: readonly number[], seed: number, scale = 1): FloatArray {
  const size = shape.reduce((a, b) => a * b, 1);
  const valueAt = (i: number) => Math.sin(1.7 * i + seed) + 0.25 * Math.cos(0.3 * i * seed);
  return { shape, values: Float32Array.from({ length: size }, (_, i) => scale * valueAt(i)) };
}

/**
 * Expects every difference to be at most `tolerance` times the value's size, or times the root mean
 * square of all values where that is larger. Only zeros are expected nowhere: they are what a broken
 * shader gives.
 */
export function expectNear(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  expect(actual.length, `length of ${what}`).toBe(expected.length);
  const values = Array.from(expected);
  const size = Math.sqrt(values.reduce((sum, e) => sum + e * e, 0) / values.length);
  expect(size, `size of the expected ${what}`).toBeGreaterThan(0);
  values.forEach((wanted, i) => {
    const limit = tolerance * Math.max(Math.abs(wanted), size);
    // Written so that NaN fails.
    if (!(Math.abs(actual[i] - wanted) <= limit)) {
      expect.fail(`${what}[${i}] is ${actual[i]}, not ${wanted}; the tolerance is ${limit}`);
    }
  });
}

/**
 * Derivatives of `loss` by every number of every input: (f(x+h) − f(x−h)) / 2h with h = 1e-5·max(1, |x|),
 * whose error in float64 is near 1e-10 for a loss as smooth as a kernel's.
 */
export function finiteDifferences(
  loss: (inputs: readonly Float64Array[]) => number,
  inputs: readonly Float64Array[],
): Float64Array[] {
  const moved = inputs.map((input) => input.slice());
  return moved.map((input) =>
    input.map((x, i) => {
      const h = 1e-5 * Math.max(1, Math.abs(x));
      input[i] = x + h;
      const after = loss(moved);
      input[i] = x - h;
      const before = loss(moved);
      input[i] = x;
      return (after - before) / (2 * h);
    }),
  );
}
