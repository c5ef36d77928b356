import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  combineAdvantages,
  grpoAdvantages,
  outcomeAdvantages,
  outcomeOnlyAdvantages,
  reinforcePlusPlusAdvantages,
  rlooAdvantages,
  tokenAdvantages,
} from './advantages.ts';
import golden from './fixtures/rl.json' with { type: 'json' };
import { expectClose } from './testing/closeness.ts';

const spread = outcomeOnlyAdvantages;

describe.each(golden)('verl core_algos, batch with seed $seed', ({ inputs, expected }) => {
  const mask = inputs.response_mask;
  const groups = inputs.group_index;
  // verl's outcome estimators reduce the rewards of a row to one number themselves.
  const rewards = inputs.token_level_rewards.map((row) => row.reduce((a, b) => a + b, 0));

  test('grpo', () => {
    expectClose(
      spread(grpoAdvantages(rewards, groups, 'group'), mask),
      expected.grpo_outcome_std_True,
    );
    expectClose(
      spread(grpoAdvantages(rewards, groups, 'none'), mask),
      expected.grpo_outcome_std_False,
    );
  });
  test('rloo', () => {
    expectClose(spread(rlooAdvantages(rewards, groups), mask), expected.rloo_outcome);
  });
  test('reinforce++', () => {
    const found = reinforcePlusPlusAdvantages(inputs.token_level_rewards, mask, 0.95);
    const wanted = expected['reinforce_plus_plus_gamma0.95'];
    expectClose(found.returns, wanted.returns);
    expectClose(found.advantages, wanted.advantages);
  });
});

const batch = fc
  .record({
    groups: fc.integer({ min: 1, max: 4 }),
    size: fc.integer({ min: 2, max: 5 }),
    length: fc.integer({ min: 1, max: 6 }),
  })
  .chain(({ groups, size, length }) => {
    const rows = groups * size;
    const perToken = (value: fc.Arbitrary<number>) =>
      fc.array(fc.array(value, { minLength: length, maxLength: length }), {
        minLength: rows,
        maxLength: rows,
      });
    return fc.record({
      groups: fc.constant(Array.from({ length: rows }, (_, b) => Math.floor(b / size))),
      rewards: fc.array(fc.constantFrom(0, 0.1, 0.6, 1.6), { minLength: rows, maxLength: rows }),
      tokenRewards: perToken(fc.constantFrom(-1, -0.25, 0, 0.2)),
      mask: perToken(fc.constantFrom(0, 1, 1)),
    });
  });
const estimator = fc.constantFrom('grpo' as const, 'rloo' as const, 'reinforce++' as const);
const scale = fc.constantFrom('group' as const, 'batch' as const, 'none' as const);

test('a group without variance has outcome advantages of exactly 0', () => {
  fc.assert(
    fc.property(batch, scale, ({ groups, rewards }, scaleRewards) => {
      const flat = rewards.map((_, b) => rewards[groups.indexOf(groups[b])]);
      for (const a of grpoAdvantages(flat, groups, scaleRewards)) expect(a).toBe(0);
      for (const a of rlooAdvantages(flat, groups)) expect(a).toBe(0);
    }),
  );
});

test('outcome advantages of a group add up to 0 and keep the order of its rewards', () => {
  fc.assert(
    fc.property(batch, scale, ({ groups, rewards, mask }, scaleRewards) => {
      for (const advantageEstimator of ['grpo', 'rloo'] as const) {
        const a = outcomeAdvantages(rewards, groups, mask, { advantageEstimator, scaleRewards });
        for (const g of new Set(groups)) {
          const own = a.filter((_, b) => groups[b] === g);
          expect(own.reduce((x, y) => x + y, 0)).toBeCloseTo(0, 9);
        }
        a.forEach((value, b) => {
          a.forEach((other, c) => {
            if (groups[b] === groups[c] && rewards[b] > rewards[c])
              expect(value).toBeGreaterThan(other);
          });
        });
      }
    }),
  );
});

test('permuting token rewards along T permutes the advantages: nothing is reduced over T', () => {
  fc.assert(
    fc.property(batch, estimator, ({ groups, rewards, tokenRewards }, advantageEstimator) => {
      const mask = tokenRewards.map((row) => row.map(() => 1));
      const outcome = outcomeAdvantages(rewards, groups, mask, {
        advantageEstimator,
        scaleRewards: 'group',
      });
      const settings = { tokenAdvantageWeight: 1, tokenGamma: 0 };
      const advantagesOf = (r: number[][]) =>
        combineAdvantages(outcome, tokenAdvantages(r, mask, settings), mask);
      const reversed = advantagesOf(tokenRewards.map((row) => [...row].reverse()));
      expectClose(
        reversed.map((row) => [...row].reverse()),
        advantagesOf(tokenRewards),
      );
      if (tokenRewards.some((row) => row[0] !== row.at(-1))) {
        expect(reversed).not.toEqual(advantagesOf(tokenRewards));
      }
    }),
  );
});

test('advantages are 0 outside the mask, and rewards there change nothing', () => {
  fc.assert(
    fc.property(batch, estimator, ({ groups, rewards, tokenRewards, mask }, advantageEstimator) => {
      const outcome = outcomeAdvantages(rewards, groups, mask, {
        advantageEstimator,
        scaleRewards: 'batch',
      });
      const settings = { tokenAdvantageWeight: 0.7, tokenGamma: 0.9 };
      const clean = combineAdvantages(outcome, tokenAdvantages(tokenRewards, mask, settings), mask);
      const noise = tokenRewards.map((row, b) => row.map((r, t) => (mask[b][t] === 0 ? NaN : r)));
      expect(combineAdvantages(outcome, tokenAdvantages(noise, mask, settings), mask)).toEqual(
        clean,
      );
      clean.forEach((row, b) => row.forEach((a, t) => mask[b][t] === 0 && expect(a).toBe(0)));
    }),
  );
});

test('γ = 1 carries every later token reward to each earlier token, γ = 0 none', () => {
  const mask = [[1, 1, 1]];
  const late = [[0, 0, -1]];
  expect(tokenAdvantages(late, mask, { tokenAdvantageWeight: 2, tokenGamma: 1 })).toEqual([
    [-2, -2, -2],
  ]);
  expect(tokenAdvantages(late, mask, { tokenAdvantageWeight: 2, tokenGamma: 0 })[0][0]).toBeCloseTo(
    0,
  );
  expect(tokenAdvantages(late, mask, { tokenAdvantageWeight: 1, tokenGamma: 0.5 })).toEqual([
    [-0.25, -0.5, -1],
  ]);
});

test('reinforce++ whitens over tokens: the mean over the tokens of the batch is 0, its variance 1', () => {
  const mask = [
    [1, 1, 1],
    [1, 0, 0],
  ];
  const a = outcomeAdvantages([1, 0], [0, 0], mask, {
    advantageEstimator: 'reinforce++',
    scaleRewards: 'group',
  });
  expect(3 * a[0] + a[1]).toBeCloseTo(0, 9);
  expect((3 * a[0] ** 2 + a[1] ** 2) / 3).toBeCloseTo(1, 6);
});

test('a row of the wrong length is refused by name', () => {
  expect(() =>
    tokenAdvantages([[1]], [[1, 1]], { tokenAdvantageWeight: 1, tokenGamma: 0 }),
  ).toThrow(/rewards\[0\] has 1 tokens/u);
});
