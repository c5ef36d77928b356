import { expect, test } from 'vitest';
import { outcomeReward } from './outcomeReward.ts';
import { outcomeOf } from './testing/outcomes.ts';

const settings = {
  parseWeight: 0.1,
  functionalWeight: 0.5,
  secureWeight: 1,
  similarityWeight: 2,
  findingWeight: 0.5,
  missingEndPenalty: 0,
};
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

test('without tests the similarity to the repair is the only part', () => {
  const untested = { ...outcomeOf([], []), similarity: 0.25 };
  expect(outcomeReward(untested, settings)).toEqual({
    reward: 0.5,
    parts: [{ name: 'similarity', value: 0.25, weight: 2 }],
  });
});

test('static findings of an untested completion are taken off, however many, and none is no bonus', () => {
  const finding = { rule: 'r', cwe: 'CWE-1', start: 0, end: 1, message: 'It is weak.' };
  const parts = (findings: (typeof finding)[]) =>
    outcomeReward({ ...outcomeOf([], []), similarity: 0.5, findings }, settings);
  expect(parts([finding, finding])).toMatchObject({
    reward: 0.5,
    parts: [{ name: 'similarity' }, { name: 'findings', value: 1, weight: -0.5 }],
  });
  expect(parts([])).toMatchObject({ reward: 1, parts: [{}, { name: 'findings', value: 0 }] });
});

test('a missing end token is taken off tested and untested completions, by the penalty', () => {
  const charged = { ...settings, missingEndPenalty: 0.75 };
  for (const outcome of [outcomeOf([true], [true]), { ...outcomeOf([], []), similarity: 1 }]) {
    const { reward: whole, parts } = outcomeReward(outcome, charged, true);
    expect(whole).toBe(outcomeReward(outcome, settings, false).reward);
    expect(parts.at(-1)).toEqual({ name: 'missingEnd', value: 0, weight: -0.75 });
    expect(outcomeReward(outcome, charged, false).reward).toBeCloseTo(whole - 0.75, 12);
  }
});
