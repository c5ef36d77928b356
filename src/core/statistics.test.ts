import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mean, meanInterval, passAtK, signTest, std, wilsonInterval } from './statistics.ts';

const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });

test('equal values have exactly their own mean and no spread', () => {
  fc.assert(
    fc.property(finite, fc.integer({ min: 1, max: 40 }), (value, n) => {
      const values = new Array<number>(n).fill(value);
      expect(mean(values) === value).toBe(true);
      expect(std(values)).toBe(0);
    }),
  );
});

test('mean and std shift and scale with their values', () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 2, maxLength: 20 }), finite, (values, shift) => {
      expect(mean(values.map((v) => 2 * v + shift))).toBeCloseTo(2 * mean(values) + shift, 8);
      expect(std(values.map((v) => 2 * v + shift))).toBeCloseTo(2 * std(values), 8);
    }),
  );
  expect(std([1, 2, 3, 4])).toBeCloseTo(Math.sqrt(5 / 3), 12);
  expect([mean([]), std([]), std([7])]).toEqual([0, 0, 0]);
});

const choose = (n: number, k: number): number =>
  k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k;

test('pass@k is the share of draws of k completions with a passing one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(30), fc.nat(30), (n, c, k) => {
      fc.pre(c <= n && k >= 1 && k <= n);
      expect(passAtK(n, c, k)).toBeCloseTo(1 - choose(n - c, k) / choose(n, k), 9);
    }),
  );
  expect(passAtK(10, 0, 5)).toBe(0);
  expect(passAtK(10, 10, 1)).toBe(1);
  expect(() => passAtK(4, 5, 1)).toThrow(/0 ≤ c ≤ n/u);
});

test("Wilson's interval holds the share, stays in [0, 1] and narrows with more trials", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 200 }), (successes, trials) => {
      fc.pre(successes <= trials);
      const { low, high } = wilsonInterval(successes, trials);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(successes / trials);
      expect(high).toBeGreaterThanOrEqual(successes / trials);
      expect(high).toBeLessThanOrEqual(1);
      const more = wilsonInterval(4 * successes, 4 * trials);
      expect(more.high - more.low).toBeLessThan(high - low);
    }),
  );
  // Newcombe 1998, table I: 81 of 263.
  expect(wilsonInterval(81, 263).low).toBeCloseTo(0.2553, 4);
  expect(wilsonInterval(81, 263).high).toBeCloseTo(0.3662, 4);
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
});

test("Student's interval agrees with tables, and one value says nothing of the spread", () => {
  // s = 1 and n values: half is t / √n. Quantiles: NIST/SEMATECH e-Handbook, 1.3.6.7.2.
  const halfOf = (n: number) => {
    const side = Math.sqrt((n - 1) / n);
    const values = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? side : -side));
    return meanInterval(values).half * Math.sqrt(n);
  };
  for (const [n, t] of [
    [2, 12.706],
    [6, 2.571],
    [12, 2.201],
    [20, 2.093],
    [100, 1.984],
  ]) {
    expect(halfOf(n)).toBeCloseTo(t, 2);
  }
  // Five values of spread √2.5: 2.776 · √2.5 / √5.
  expect(meanInterval([1, 2, 3, 4, 5])).toEqual({
    mean: 3,
    half: expect.closeTo(1.963, 3) as number,
  });
  expect(meanInterval([7])).toEqual({ mean: 7, half: Infinity });
});

test('the sign test counts both sides and leaves out what is equal', () => {
  expect(signTest([1, 2, 3, 4, 5])).toEqual({ above: 5, below: 0, equal: 0, p: 2 / 32 });
  expect(signTest([-1, 2, 0, 4, 5])).toEqual({ above: 3, below: 1, equal: 1, p: 10 / 16 });
  expect(signTest([1, -1]).p).toBe(1);
  expect(signTest([0, 0]).p).toBe(1);
});
