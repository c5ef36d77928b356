import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregationWeights } from './aggregation.ts';
import { expectClose } from './testing/closeness.ts';
import { plainLoss as base } from './testing/plainLoss.ts';
import { klEstimate } from './klEstimate.ts';
import { policyLoss, type PolicyLossInput, type PolicyLossSettings } from './objective.ts';
import { mapTokens } from './perToken.ts';

const lossType = fc.constantFrom(
  'token-mean',
  'seq-mean-token-mean',
  'seq-mean-token-sum',
  'dr-grpo',
) satisfies fc.Arbitrary<PolicyLossSettings['lossType']>;
const anySettings = fc.record({
  importanceSamplingLevel: fc.constantFrom('token', 'sequence'),
  klPlacement: fc.constantFrom('loss', 'reward'),
  entropyCoef: fc.constantFrom(0, 0.01, 0.5),
  epsilon: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  epsilonHigh: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
  delta: fc.double({ min: 1.5, max: 4, noNaN: true }),
  beta: fc.double({ min: 0, max: 1, noNaN: true }),
  klEstimator: fc.constantFrom('k1', 'k2', 'k3'),
  lossType,
  maxCompletionLength: fc.integer({ min: 1, max: 20 }),
});
const token = fc.record({
  logp: fc.double({ min: -3, max: 0, noNaN: true }),
  old: fc.double({ min: -3, max: 0, noNaN: true }),
  ref: fc.double({ min: -3, max: 0, noNaN: true }),
  advantage: fc.double({ min: -2, max: 2, noNaN: true }),
  entropy: fc.double({ min: 0, max: 3, noNaN: true }),
  mask: fc.constantFrom(0, 1, 1),
});
const anyInput = fc
  .array(fc.array(token, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 })
  .map((rows): PolicyLossInput => ({
    logprobs: rows.map((row) => row.map((t) => t.logp)),
    oldLogprobs: rows.map((row) => row.map((t) => t.old)),
    refLogprobs: rows.map((row) => row.map((t) => t.ref)),
    advantages: rows.map((row) => row.map((t) => t.advantage)),
    entropy: rows.map((row) => row.map((t) => t.entropy)),
    completionMask: rows.map((row) => row.map((t) => t.mask)),
  }));

const withValue = (array: PolicyLossInput['logprobs'], b: number, t: number, value: number) =>
  array.map((row, i) => row.map((v, j) => (i === b && j === t ? value : v)));

test('the gradient agrees with finite differences away from the kinks', () => {
  fc.assert(
    fc.property(anyInput, anySettings, (input, anyOf) => {
      // At sequence level the mean counts as a constant, which a difference cannot know.
      const settings = { ...anyOf, importanceSamplingLevel: 'token' as const };
      const { gradLogprobs, ratio } = policyLoss(input, settings);
      const h = 1e-5;
      input.logprobs.forEach((row, b) =>
        row.forEach((logp, t) => {
          const kinks = [1 - settings.epsilon, 1 + settings.epsilonHigh, settings.delta];
          if (kinks.some((kink) => Math.abs(ratio[b][t] - kink) < 1e-3)) return;
          const at = (value: number) =>
            policyLoss({ ...input, logprobs: withValue(input.logprobs, b, t, value) }, settings)
              .loss;
          const numeric = (at(logp + h) - at(logp - h)) / (2 * h);
          expect(Math.abs(numeric - gradLogprobs[b][t])).toBeLessThan(
            1e-6 * (1 + Math.abs(numeric)),
          );
        }),
      );
    }),
    { numRuns: 200 },
  );
});

test('tokens outside the mask cannot move the loss, not even NaN', () => {
  fc.assert(
    fc.property(anyInput, anySettings, (input, settings) => {
      const poison = (array: PolicyLossInput['logprobs']) =>
        array.map((row, b) => row.map((v, t) => (input.completionMask[b][t] === 0 ? NaN : v)));
      const poisoned = {
        logprobs: poison(input.logprobs),
        oldLogprobs: poison(input.oldLogprobs),
        refLogprobs: poison(input.refLogprobs),
        advantages: poison(input.advantages),
        entropy: poison(input.entropy),
        completionMask: input.completionMask,
      };
      expect(policyLoss(poisoned, settings)).toEqual(policyLoss(input, settings));
    }),
  );
});

test('on the first update the ratio is 1, nothing is clipped and the gradient is −w·A', () => {
  fc.assert(
    fc.property(anyInput, anySettings, (input, settings) => {
      const first = { ...input, oldLogprobs: input.logprobs, refLogprobs: input.logprobs };
      const found = policyLoss(first, { ...settings, klEstimator: 'k3' });
      expect(new Set(found.ratio.flat())).toEqual(new Set([1]));
      expect([...found.isClipped.flat(), ...found.kl.flat()].every((v) => v === 0)).toBe(true);
      const weights = aggregationWeights(input.completionMask, settings);
      expectClose(
        found.gradLogprobs,
        weights.map((row, b) => row.map((w, t) => (w === 0 ? 0 : -w * input.advantages[b][t]))),
        1e-12,
      );
    }),
  );
});

test('with the weights of the whole batch, micro-batches add up to it', () => {
  fc.assert(
    fc.property(anyInput, anySettings, (input, settings) => {
      const whole = policyLoss(input, settings);
      const weights = aggregationWeights(input.completionMask, settings);
      let sum = 0;
      input.logprobs.forEach((_, b) => {
        const row: PolicyLossInput = {
          logprobs: [input.logprobs[b]],
          oldLogprobs: [input.oldLogprobs[b]],
          refLogprobs: [input.refLogprobs[b]],
          advantages: [input.advantages[b]],
          entropy: [input.entropy[b]],
          completionMask: [input.completionMask[b]],
        };
        policyLoss(row, settings).tokenLosses[0].forEach((l, t) => (sum += weights[b][t] * l));
      });
      expect(sum).toBeCloseTo(whole.loss, 9);
    }),
  );
});

test('a batch with nothing in the mask has loss 0 and no gradient', () => {
  const zero = [[0, 0]];
  const input = {
    logprobs: zero,
    oldLogprobs: zero,
    refLogprobs: zero,
    advantages: [[1, 1]],
    entropy: zero,
    completionMask: zero,
  };
  for (const type of [
    'token-mean',
    'seq-mean-token-mean',
    'seq-mean-token-sum',
    'dr-grpo',
  ] as const) {
    const found = policyLoss(input, { ...base, lossType: type });
    expect(found.loss).toBe(0);
    expect(found.gradLogprobs.flat().every((g) => g === 0)).toBe(true);
  }
});

const one = (logp: number, old: number, advantage: number) =>
  policyLoss(
    {
      logprobs: [[logp]],
      oldLogprobs: [[old]],
      refLogprobs: [[logp]],
      advantages: [[advantage]],
      entropy: [[0]],
      completionMask: [[1]],
    },
    base,
  );

test.each([
  ['high', Math.log(1.5), 1, { loss: -1.28, clipHigh: 1, clipLow: 0, clipDual: 0 }],
  ['low', Math.log(0.5), -1, { loss: 0.8, clipHigh: 0, clipLow: 1, clipDual: 0 }],
  ['dual', Math.log(5), -1, { loss: 3, clipHigh: 0, clipLow: 0, clipDual: 1 }],
])('clipping %s stops the gradient and is counted', (_, logRatio, advantage, wanted) => {
  const { loss, clipHigh, clipLow, clipDual, gradLogprobs, isClipped } = one(
    logRatio - 9,
    -9,
    advantage,
  );
  expect(loss).toBeCloseTo(wanted.loss, 12);
  expect({ clipHigh, clipLow, clipDual }).toEqual({
    clipHigh: wanted.clipHigh,
    clipLow: wanted.clipLow,
    clipDual: wanted.clipDual,
  });
  expect(Math.abs(gradLogprobs[0][0])).toBe(0);
  expect(isClipped).toEqual([[1]]);
});

test('ratios that help the wrong way are not clipped', () => {
  expect(one(Math.log(0.5) - 9, -9, 1).isClipped).toEqual([[0]]);
  expect(one(Math.log(1.5) - 9, -9, -1).isClipped).toEqual([[0]]);
});

test('an impossible log-ratio stays finite', () => {
  const found = one(-1000, 0, 1);
  expect(found.loss).toBeCloseTo(-Math.exp(-20), 15);
  expect(found.isClipped).toEqual([[1]]);
  expect(Math.abs(found.gradLogprobs[0][0])).toBe(0);
  expect(Number.isFinite(klEstimate(-1000, 0, 'k3').value)).toBe(true);
});

test('arrays of different shape are refused by name', () => {
  expect(() =>
    policyLoss(
      {
        logprobs: [[0]],
        oldLogprobs: [[0, 0]],
        refLogprobs: [[0]],
        advantages: [[0]],
        entropy: [[0]],
        completionMask: [[1]],
      },
      base,
    ),
  ).toThrow(/oldLogprobs\[0\] has 2 tokens/u);
});

/** Two tokens with opposite log-ratios ±0.5, and one with none in a completion of its own. */
const pairOfTokens: PolicyLossInput = {
  logprobs: [[-1, -2], [-1]],
  oldLogprobs: [[-1.5, -1.5], [-1]],
  refLogprobs: [[-1.2, -1.8], [-1]],
  advantages: [[1, -2], [0.5]],
  entropy: [[0.5, 1], [3]],
  completionMask: [[1, 1], [1]],
};

test('importanceSamplingLevel sequence gives a completion one ratio, and each token its own advantage', () => {
  const token = policyLoss(pairOfTokens, base);
  const sequence = policyLoss(pairOfTokens, { ...base, importanceSamplingLevel: 'sequence' });
  expectClose(token.ratio, [[Math.exp(0.5), Math.exp(-0.5)], [1]], 1e-12);
  expectClose(sequence.ratio, [[1, 1], [1]], 1e-12);
  expect(token.isClipped).toEqual([[1, 1], [0]]);
  expect(sequence.isClipped).toEqual([[0, 0], [0]]);
  expectClose(sequence.gradLogprobs, [[-1 / 3, 2 / 3], [-0.5 / 3]], 1e-12);
});

test('klPlacement reward keeps the KL out of the loss, and still tells it', () => {
  const settings = { ...base, beta: 0.5 };
  const inLoss = policyLoss(pairOfTokens, settings);
  const inReward = policyLoss(pairOfTokens, { ...settings, klPlacement: 'reward' });
  expect(inLoss.loss - inReward.loss).toBeCloseTo(0.5 * inLoss.klMean, 12);
  expect(inReward.klMean).toBe(inLoss.klMean);
  expect(inReward.gradLogprobs).toEqual(policyLoss(pairOfTokens, base).gradLogprobs);
});

test('entropyCoef takes the weighted entropy off the loss, by the weights of its aggregation', () => {
  for (const type of ['token-mean', 'seq-mean-token-mean'] as const) {
    const settings = { ...base, lossType: type };
    const plain = policyLoss(pairOfTokens, settings);
    const bonus = policyLoss(pairOfTokens, { ...settings, entropyCoef: 0.1 });
    const average = type === 'token-mean' ? 4.5 / 3 : (0.75 + 3) / 2;
    expect(plain.loss - bonus.loss).toBeCloseTo(0.1 * average, 12);
    expect(plain.gradEntropy.flat().every((g) => g === 0)).toBe(true);
    const weights = aggregationWeights(pairOfTokens.completionMask, settings);
    expectClose(
      bonus.gradEntropy,
      mapTokens(weights, (w) => -0.1 * w),
      1e-12,
    );
    expect(bonus.gradLogprobs).toEqual(plain.gradLogprobs);
  }
});
