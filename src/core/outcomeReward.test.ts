import { expect, test } from 'vitest';
import { outcomeReward } from './outcomeReward.ts';
import { outcomeOf } from './testing/outcomes.ts';

const settings = { parseWeight: 0.1, functionalWeight: 0.5, secureWeight: 1 };
const reward = (...args: Parameters<typeof outcomeOf>) =>
  outcomeReward(outcomeOf(...args), settings).reward;

test('the reward is the sum of its weighted parts', () => {
  const { reward: total, parts } = outcomeReward(outcomeOf([true, true], [true, false]), settings);
  expect(parts).toEqual([
    { name: 'parse', value: 1, weight: 0.1 },
    { name: 'functional', value: 1, weight: 0.5 },
    { name: 'secure', value: 0.5, weight: 1 },
  ]);
  expect(total).toBeCloseTo(1.1, 12);
});

test('blocked exploits count only for code that works', () => {
  expect(reward([true, false], [true, true])).toBeCloseTo(0.35, 12);
  expect(reward([false, false], [true, true])).toBeCloseTo(0.1, 12);
  expect(reward([], [true])).toBeCloseTo(0.1, 12);
});

test('what does not parse earns nothing, whatever its cases say', () => {
  expect(reward([true], [true], false)).toBe(0);
});

test('code without exploit cases earns no secure part', () => {
  expect(reward([true], [])).toBeCloseTo(0.6, 12);
});
