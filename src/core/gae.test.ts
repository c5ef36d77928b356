import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import golden from './fixtures/rl.json' with { type: 'json' };
import { gaeAdvantages } from './gae.ts';
import { mapTokens } from './perToken.ts';
import { expectClose } from './testing/closeness.ts';
import { rewardBatch } from './testing/rewardBatch.ts';
import { whiten } from './whitening.ts';

describe.each(golden)('verl core_algos, batch with seed $seed', ({ inputs, expected }) => {
  const { token_level_rewards: rewards, values, response_mask: mask } = inputs;
  // verl's arrays also hold numbers outside the mask, where nobody reads them.
  const cut = (array: number[][]) => mapTokens(array, (v, b, t) => v * mask[b][t]);

  test.each([
    [1, 0.95, 'gae_whitened_gamma1.0_lam0.95'],
    [0.99, 0.9, 'gae_whitened_gamma0.99_lam0.9'],
    [0.9, 0.5, 'gae_whitened_gamma0.9_lam0.5'],
  ] as const)('γ %f, λ %f', (gamma, lam, name) => {
    const advantages = gaeAdvantages(rewards, values, mask, { gamma, lam });
    expectClose(whiten(advantages, mask, true), cut(expected[name].advantages));
    const returns = mapTokens(advantages, (a, b, t) => mask[b][t] * (a + values[b][t]));
    expectClose(returns, cut(expected[name].returns));
  });
});

test('masked steps pass values and advantages through, as if they were not there', () => {
  const settings = { gamma: 0.9, lam: 0.8 };
  const dense = gaeAdvantages([[1, 2, 3]], [[0.3, -0.2, 0.5]], [[1, 1, 1]], settings);
  const gap = gaeAdvantages(
    [[1, NaN, 2, 3, NaN]],
    [[0.3, NaN, -0.2, 0.5, NaN]],
    [[1, 0, 1, 1, 0]],
    settings,
  );
  const [[a, b, c]] = dense;
  expect(gap).toEqual([[a, 0, b, c, 0]]);
});

test('λ = 0 is the critic’s one-step error, λ = γ = 1 the return less the value', () => {
  const rewards = [[1, 0, -2]];
  const values = [[0.5, 0.25, 1]];
  const mask = [[1, 1, 1]];
  expectClose(gaeAdvantages(rewards, values, mask, { gamma: 0.5, lam: 0 }), [
    [1 + 0.5 * 0.25 - 0.5, 0.5 * 1 - 0.25, -2 - 1],
  ]);
  expectClose(gaeAdvantages(rewards, values, mask, { gamma: 1, lam: 1 }), [
    [-1 - 0.5, -2 - 0.25, -2 - 1],
  ]);
});

test('parts of a reward may be estimated apart', () => {
  fc.assert(
    fc.property(rewardBatch, ({ tokenRewards, mask }) => {
      const settings = { gamma: 0.95, lam: 0.9 };
      const values = mapTokens(tokenRewards, (r, b, t) => Math.sin(3 * b + t + r));
      const half = mapTokens(tokenRewards, (r) => r / 2);
      const one = gaeAdvantages(half, values, mask, settings);
      const other = gaeAdvantages(half, null, mask, settings);
      expectClose(
        mapTokens(one, (a, b, t) => a + other[b][t]),
        gaeAdvantages(tokenRewards, values, mask, settings),
        1e-12,
      );
    }),
  );
});

test('values of another shape are refused by name', () => {
  expect(() => gaeAdvantages([[1]], [[1, 2]], [[1]], { gamma: 1, lam: 1 })).toThrow(/values\[0\]/u);
});
