import { describe, expect, it } from 'vitest';
import { columnsOf, latestOf } from './chartData.ts';
import { charts, formatTick, formatValue } from './chartTable.ts';

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

describe('formatTick', () => {
  it('is short where a number is small', () => {
    const kl = charts.find(({ lines }) => lines.some(({ key }) => key === 'kl'));
    if (kl === undefined) throw new Error('There is no chart of the KL.');
    expect([0, 0.000005, 0.000015, -0.0002, 0.02].map((value) => formatTick(kl, value))).toEqual([
      '0',
      '5e−6',
      '1.5e−5',
      '−2e−4',
      formatValue(kl, 0.02),
    ]);
  });
});
