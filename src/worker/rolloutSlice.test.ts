import { expect, it } from 'vitest';
import { defaultRunConfig } from '../core/runConfig.ts';
import { stepOf } from '../core/testing/rollouts.ts';
import { sliceRollouts } from './rolloutSlice.ts';

const long = stepOf(defaultRunConfig).map((rollout) => ({
  ...rollout,
  tokens: Array.from({ length: 1000 }, () => 'x'),
}));

it('gives every rollout once, few long ones at a time', () => {
  const sizes: number[] = [];
  const seen: unknown[] = [];
  for (let from = 0; from < long.length; from = seen.length) {
    const { rollouts, total } = sliceRollouts(long, from);
    expect(total).toBe(long.length);
    sizes.push(rollouts.length);
    seen.push(...rollouts);
  }
  expect(sizes).toEqual([2, 2, 2]);
  expect(seen).toEqual(long);
});

it('gives one that is longer than a slice, and none after the last', () => {
  const [first] = long;
  const huge = [{ ...first, tokens: Array.from({ length: 5000 }, () => 'x') }];
  expect(sliceRollouts(huge, 0).rollouts).toEqual(huge);
  expect(sliceRollouts(huge, 1).rollouts).toEqual([]);
});
