import { describe, expect, it } from 'vitest';
import { columnsOf, latestOf } from './chartData.ts';

const history = [
  { step: 1, metrics: { reward: 1, reward_std: 0.5 } },
  { step: 2, metrics: { reward: NaN, reward_std: 0.5 } },
  { step: 4, metrics: { reward: 2 } },
];

describe('columnsOf', () => {
  it('gives values with the band around them, and breaks at what is not finite', () => {
    expect(columnsOf(history, [{ key: 'reward', bandKey: 'reward_std' }])).toEqual([
      [1, 2, 4],
      [1, null, 2],
      [0.5, null, 2],
      [1.5, null, 2],
    ]);
  });
});

describe('latestOf', () => {
  it('is the newest value, or null', () => {
    expect(latestOf(history, 'reward')).toBe(2);
    expect(latestOf(history, 'kl')).toBeNull();
    expect(latestOf([], 'reward')).toBeNull();
  });
});
