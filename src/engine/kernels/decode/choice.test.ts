import { assert, double, integer, array, property } from 'fast-check';
import { expect, test } from 'vitest';
import { chooseToken, lowestKept } from './choice.ts';

/** Few distinct values, so that ties are common. */
const logitsOf = array(integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 40 });
const massesOf = (logits: readonly number[]) => Float64Array.from(logits, Math.exp);
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

/** By definition, one token at a time: kept are those with too few tokens, and too little mass, above. */
function isKept(logits: readonly number[], v: number, topK: number, topP: number): boolean {
  const above = (w: number) => logits.filter((logit) => logit > w);
  const isInTopK = (w: number) => topK === 0 || above(w).length < topK;
  const left = logits.filter(isInTopK);
  const massAbove = sum(above(logits[v]).map(Math.exp));
  return isInTopK(logits[v]) && (topP === 1 || massAbove < topP * sum(left.map(Math.exp)));
}

test('keeps what the definitions of top-k and top-p keep, in that order', () => {
  assert(
    property(
      logitsOf,
      integer({ min: 0, max: 45 }),
      // Not at a boundary between two masses, which rounding may put on either side.
      double({ min: 0.0123, max: 0.9876, noNaN: true }).map((p) => (p > 0.95 ? 1 : p)),
      (logits, topK, topP) => {
        const choice = { temperature: 1, topK, topP };
        const lowest = lowestKept(Float64Array.from(logits), massesOf(logits), choice);
        logits.forEach((logit, v) => expect(logit >= lowest).toBe(isKept(logits, v, topK, topP)));
      },
    ),
    { seed: 5, numRuns: 500 },
  );
});

test('keeps the most likely token whatever is asked, and never more than topK without ties', () => {
  assert(
    property(integer({ min: 1, max: 30 }), double({ min: 1e-9, max: 1, noNaN: true }), (k, p) => {
      const logits = Float64Array.from({ length: 20 }, (_, v) => Math.sin(7 * v));
      const lowest = lowestKept(logits, massesOf([...logits]), {
        temperature: 1,
        topK: k,
        topP: p,
      });
      const kept = logits.filter((logit) => logit >= lowest).length;
      expect(kept).toBeGreaterThanOrEqual(1);
      expect(kept).toBeLessThanOrEqual(k);
    }),
    { seed: 5 },
  );
});

test('draws by inverse transform over the kept tokens, and reports the whole distribution', () => {
  const masses = [0.1, 0.4, 0.2, 0.3];
  const logits = Float64Array.from(masses, Math.log);
  const entropy = -sum(masses.map((p) => p * Math.log(p)));
  const at = (draw: number, topK: number, topP: number) => {
    const [token, logprob, spread] = chooseToken(logits, { temperature: 1, topK, topP }, draw);
    expect(logprob).toBeCloseTo(Math.log(masses[token]), 12);
    expect(spread).toBeCloseTo(entropy, 12);
    return token;
  };
  expect([0, 0.09, 0.11, 0.49, 0.51, 0.69, 0.71, 0.999].map((u) => at(u, 0, 1))).toEqual([
    0, 0, 1, 1, 2, 2, 3, 3,
  ]);
  // Tokens 1 and 3 are left, with 4/7 and 3/7.
  expect([0, 0.57, 0.58, 0.999].map((u) => at(u, 2, 1))).toEqual([1, 1, 3, 3]);
  expect([0, 0.57, 0.58, 0.999].map((u) => at(u, 0, 0.6))).toEqual([1, 1, 3, 3]);
  // 4/9 of what top-k left is not enough for 0.5, 7/9 is.
  expect([0, 0.57, 0.58].map((u) => at(u, 3, 0.5))).toEqual([1, 1, 3]);
});

test('divides the logits by the temperature, and takes the mode at 0', () => {
  const logits = Float64Array.from([0, Math.log(2)]);
  // At temperature 1/2 the odds of 1 : 2 become 1 : 4.
  const half = { temperature: 0.5, topK: 0, topP: 1 };
  expect(chooseToken(logits, half, 0.19)[0]).toBe(0);
  expect(chooseToken(logits, half, 0.21)[0]).toBe(1);
  expect(chooseToken(logits, half, 0.21)[1]).toBeCloseTo(Math.log(0.8), 12);
  const greedy = chooseToken(logits, { temperature: 0, topK: 0, topP: 1 }, 0);
  expect(greedy[0]).toBe(1);
  expect(greedy[1]).toBeCloseTo(Math.log(2 / 3), 12);
});
