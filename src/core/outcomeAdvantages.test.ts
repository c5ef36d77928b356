import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import golden from './fixtures/rl.json' with { type: 'json' };
import {
  grpoAdvantages,
  outcomeAdvantages,
  reinforcePlusPlusAdvantages,
  rlooAdvantages,
} from './outcomeAdvantages.ts';
import { expectClose } from './testing/closeness.ts';
import { rewardBatch as batch } from './testing/rewardBatch.ts';

const spread = (outcome: readonly number[], mask: readonly (readonly number[])[]) =>
  mask.map((row, b) => row.map((m) => (m === 0 ? 0 : outcome[b])));

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

test('scaleRewards chooses the standard deviation of grpo: group, batch or none', () => {
  const rewards = [0, 1, 0, 4];
  const groups = [0, 0, 1, 1];
  const of = (scaleRewards: 'group' | 'batch' | 'none') =>
    outcomeAdvantages(rewards, groups, [[1], [1], [1], [1]], {
      advantageEstimator: 'grpo',
      scaleRewards,
    });
  expect(of('none')).toEqual([-0.5, 0.5, -2, 2]);
  // By its own spread each group counts the same; by the batch's, the wider one counts four times as much.
  expect(of('group')[3] / of('group')[1]).toBeCloseTo(1, 5);
  expect(of('batch')[3] / of('batch')[1]).toBeCloseTo(4, 9);
});
