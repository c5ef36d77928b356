import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computeAdvantages, type AdvantageInput, type AdvantageSettings } from './advantages.ts';
import { mapTokens } from './perToken.ts';
import { settings as table } from './settings.ts';
import { mean, std } from './statistics.ts';
import { expectClose } from './testing/closeness.ts';
import { rewardBatch } from './testing/rewardBatch.ts';

const base: AdvantageSettings = {
  advantageEstimator: 'grpo',
  scaleRewards: 'group',
  tokenAdvantageWeight: 1,
  tokenGamma: 0,
  gamma: 1,
  lam: 0.95,
  whitenAdvantages: false,
  shiftMean: false,
  beta: 0.1,
  klPlacement: 'loss',
  topEntropyQuantile: 1,
};

/** Numbers that differ from token to token. */
const wave = (mask: readonly (readonly number[])[], seed: number) =>
  mapTokens(mask, (_, b, t) => Math.sin(seed + 3.7 * b + 1.3 * t));

const anyInput = rewardBatch.map(({ groups, rewards, tokenRewards, mask }): AdvantageInput => ({
  groups,
  rewards,
  tokenRewards,
  completionMask: mask,
  oldLogprobs: wave(mask, 1),
  refLogprobs: wave(mask, 2),
  entropy: mapTokens(wave(mask, 3), Math.abs),
  values: wave(mask, 4),
}));
const estimator = fc.constantFrom(...table.advantageEstimator.choices);
const anySettings = fc.record({
  advantageEstimator: estimator,
  scaleRewards: fc.constantFrom(...table.scaleRewards.choices),
  tokenAdvantageWeight: fc.constantFrom(0, 0.7, 1),
  tokenGamma: fc.constantFrom(0, 0.9, 1),
  gamma: fc.constantFrom(0, 0.9, 1),
  lam: fc.constantFrom(0, 0.95, 1),
  whitenAdvantages: fc.boolean(),
  shiftMean: fc.boolean(),
  beta: fc.constantFrom(0, 0.1),
  klPlacement: fc.constantFrom(...table.klPlacement.choices),
  topEntropyQuantile: fc.constantFrom(0.3, 1),
});
const allIn = (input: AdvantageInput) => ({
  ...input,
  completionMask: mapTokens(input.completionMask, () => 1),
});

/** One completion of three tokens and a worse one beside it; every token certain, no KL. */
const simple: AdvantageInput = {
  rewards: [2, 0],
  groups: [0, 0],
  completionMask: [[1, 1, 1], [1]],
  tokenRewards: [[0.2, 0, -1], [0]],
  oldLogprobs: [[-1, -1, -1], [-1]],
  refLogprobs: [[-1, -1, -1], [-1]],
  entropy: [[0.1, 0.2, 0.3], [0.4]],
  values: [[0, 0, 0], [0]],
};
const of = (changes: Partial<AdvantageSettings>, input: AdvantageInput = simple) =>
  computeAdvantages(input, { ...base, ...changes });

test('permuting token rewards along T changes the advantages with every estimator', () => {
  fc.assert(
    fc.property(anyInput, estimator, (given, advantageEstimator) => {
      const input = allIn(given);
      const tokenRewards = input.tokenRewards.map((row) => [...row].reverse());
      if (!input.tokenRewards.some((row) => row[0] !== row.at(-1))) return;
      const settings = { ...base, advantageEstimator };
      const straight = computeAdvantages(input, settings).advantages;
      const reversed = computeAdvantages({ ...input, tokenRewards }, settings).advantages;
      expect(reversed).not.toEqual(straight);
    }),
  );
});

test('with tokenGamma 0 they are permuted alike, and a token without a token reward has exactly the outcome advantage', () => {
  const groupwise = fc.constantFrom('grpo' as const, 'rloo' as const, 'reinforce++' as const);
  fc.assert(
    fc.property(anyInput, groupwise, (given, advantageEstimator) => {
      const input = allIn(given);
      const settings = { ...base, advantageEstimator };
      const reversal = (rows: AdvantageInput['tokenRewards']) => rows.map((r) => [...r].reverse());
      const straight = computeAdvantages(input, settings);
      const reversed = computeAdvantages(
        { ...input, tokenRewards: reversal(input.tokenRewards) },
        settings,
      );
      expectClose(reversal(reversed.advantages), straight.advantages, 1e-12);
      input.tokenRewards.forEach((row, b) =>
        row.forEach((reward, t) => {
          if (reward === 0)
            expect(straight.advantages[b][t]).toBe(straight.outcomeAdvantages[b][t]);
          // The same for the whole completion.
          expect(straight.outcomeAdvantages[b][t]).toBe(straight.outcomeAdvantages[b][0]);
        }),
      );
    }),
  );
});

test('whatever the settings, the parts add up to what enters the loss, which is 0 outside the mask', () => {
  fc.assert(
    fc.property(anyInput, anySettings, (input, settings) => {
      const found = computeAdvantages(input, settings);
      const sum = mapTokens(found.advantages, (_, b, t) =>
        input.completionMask[b][t] * found.entropyMask[b][t] === 0
          ? 0
          : found.outcomeAdvantages[b][t] +
            found.tokenAdvantages[b][t] +
            found.klAdvantages[b][t] -
            found.advantageShift,
      );
      expectClose(found.advantages, sum, 1e-9);
    }),
  );
});

test('nothing outside the mask is read, not even NaN', () => {
  fc.assert(
    fc.property(anyInput, anySettings, (input, settings) => {
      const poison = (array: AdvantageInput['entropy']) =>
        mapTokens(array, (v, b, t) => (input.completionMask[b][t] === 0 ? NaN : v));
      const poisoned = {
        ...input,
        tokenRewards: poison(input.tokenRewards),
        oldLogprobs: poison(input.oldLogprobs),
        refLogprobs: poison(input.refLogprobs),
        entropy: poison(input.entropy),
        values: input.values && poison(input.values),
      };
      expect(computeAdvantages(poisoned, settings)).toEqual(computeAdvantages(input, settings));
    }),
  );
});

test('tokenAdvantageWeight scales the token term of every estimator; 0 is the outcome alone', () => {
  for (const advantageEstimator of table.advantageEstimator.choices) {
    const off = of({ advantageEstimator, tokenAdvantageWeight: 0 });
    expectClose(off.advantages, off.outcomeAdvantages, 0);
    const twice = of({ advantageEstimator, tokenAdvantageWeight: 2 });
    const once = of({ advantageEstimator });
    expectClose(
      twice.tokenAdvantages,
      mapTokens(once.tokenAdvantages, (v) => 2 * v),
      1e-12,
    );
    expect(once.tokenAdvantages[0][2]).not.toBe(0);
  }
});

test('tokenGamma 1 carries every later token reward to each earlier token, 0 none; gae does not read it', () => {
  expectClose(of({ tokenGamma: 1 }).tokenAdvantages, [[-0.8, -1, -1], [0]], 1e-12);
  expectClose(of({ tokenGamma: 0.5 }).tokenAdvantages, [[-0.05, -0.5, -1], [0]], 1e-12);
  expectClose(of({ tokenGamma: 0 }).tokenAdvantages, [[0.2, 0, -1], [0]], 1e-12);
  const gae = (tokenGamma: number) => of({ advantageEstimator: 'gae', tokenGamma });
  expect(gae(1)).toEqual(gae(0));
});

test('gae puts the outcome on the last token and discounts by γλ; the others do not read γ and λ', () => {
  const gae = (gamma: number, lam: number) => of({ advantageEstimator: 'gae', gamma, lam });
  expectClose(gae(1, 1).outcomeAdvantages, [[2, 2, 2], [0]], 1e-12);
  expectClose(gae(1, 0).outcomeAdvantages, [[0, 0, 2], [0]], 1e-12);
  expectClose(gae(0.5, 1).outcomeAdvantages, [[0.5, 1, 2], [0]], 1e-12);
  // At γ = λ = 1 a late penalty is charged to every earlier token, at λ = 0 with a blank critic to none.
  expectClose(gae(1, 1).tokenAdvantages, [[-0.8, -1, -1], [0]], 1e-12);
  expectClose(gae(1, 0).tokenAdvantages, [[0.2, 0, -1], [0]], 1e-12);
  expect(of({ gamma: 0.5, lam: 0 })).toEqual(of({ gamma: 1, lam: 1 }));
});

test('gae takes what was expected off, and returns are what should have been', () => {
  const values = [[1, 1, 1.5], [0.5]];
  const found = of({ advantageEstimator: 'gae', lam: 1 }, { ...simple, values });
  expectClose(found.outcomeAdvantages, [[1, 1, 0.5], [-0.5]], 1e-12);
  expectClose(found.returns ?? [], [[1.2, 1, 1], [0]], 1e-12);
  const whitened = of(
    { advantageEstimator: 'gae', lam: 1, whitenAdvantages: true },
    { ...simple, values },
  );
  expect(whitened.returns).toEqual(found.returns);
  expect(of({}, { ...simple, values }).returns).toBeNull();
});

test('gae without values is refused', () => {
  expect(() => of({ advantageEstimator: 'gae' }, { ...simple, values: null })).toThrow(/values/u);
});

test('whitenAdvantages gives them the deviation 1; without shiftMean a token at 0 stays there', () => {
  const input = { ...simple, rewards: [1, 1] };
  const plain = of({ whitenAdvantages: true }, input).advantages;
  expect(std(plain.flat())).toBeCloseTo(1, 6);
  expect(plain[0][1]).toBe(0);
  const shifted = of({ whitenAdvantages: true, shiftMean: true }, input);
  expect(mean(shifted.advantages.flat())).toBeCloseTo(0, 12);
  expect(shifted.advantages[0][1]).toBe(-shifted.advantageShift);
  expect(Math.abs(shifted.advantageShift)).toBeGreaterThan(0.1);
  expect(of({ shiftMean: true }, input)).toEqual(of({}, input));
});

test('klPlacement reward takes β·k1 off each token, as far back as the discounts say; loss leaves rewards alone', () => {
  const refLogprobs = [[-1, -1, -1.5], [-1]];
  const input = { ...simple, refLogprobs };
  expect(of({}, input).klRewards).toEqual([[0, 0, 0], [0]]);
  const placed = (changes: Partial<AdvantageSettings>) =>
    of({ klPlacement: 'reward', ...changes }, input);
  expectClose(placed({}).klRewards, [[0, 0, -0.05], [0]], 1e-12);
  expectClose(placed({}).klAdvantages, [[0, 0, -0.05], [0]], 1e-12);
  expectClose(placed({ tokenGamma: 1 }).klAdvantages, [[-0.05, -0.05, -0.05], [0]], 1e-12);
  expectClose(placed({ beta: 1 }).klAdvantages, [[0, 0, -0.5], [0]], 1e-12);
  expectClose(
    placed({ advantageEstimator: 'gae', lam: 0.5 }).klAdvantages,
    [[-0.0125, -0.025, -0.05], [0]],
    1e-12,
  );
  // The weight of the token rewards is not that of the KL.
  expect(placed({ tokenAdvantageWeight: 0 }).klAdvantages).toEqual(placed({}).klAdvantages);
  // A fresh reference costs nothing.
  expect(
    of({ klPlacement: 'reward' })
      .klAdvantages.flat()
      .every((v) => v === 0),
  ).toBe(true);
});

test('topEntropyQuantile leaves an advantage only to the most uncertain tokens', () => {
  const all = of({});
  const few = of({ topEntropyQuantile: 0.5 });
  expect(few.entropyMask).toEqual([[0, 0, 1], [1]]);
  expect(few.advantages).toEqual([[0, 0, all.advantages[0][2]], all.advantages[1]]);
  // What they would have been is still told.
  expect(few.outcomeAdvantages).toEqual(all.outcomeAdvantages);
});

test('a row of the wrong length is refused by name', () => {
  expect(() => of({}, { ...simple, tokenRewards: [[1], [1]] })).toThrow(
    /tokenRewards\[0\] has 1 tokens/u,
  );
});
