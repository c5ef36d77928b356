import { describe, expect, it } from 'vitest';
import { queuedSummary, summaries } from '../fixtures/summaries.ts';
import { bins, funnelOf, histogramOf, passingOf } from './figures.ts';

describe('the figures', () => {
  it('counts how far items came: each bar is a part of the one before', () => {
    expect(funnelOf(summaries).map(({ count }) => count)).toEqual([6, 5, 5, 3, 3]);
    expect(funnelOf([]).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
  });

  it('puts a confidence at the edge of a bin into the bin that begins there, and 1 into the last', () => {
    const histogram = histogramOf(summaries);
    expect(histogram).toHaveLength(bins);
    expect(histogram[14]).toEqual({ from: 0.7, accepted: 1, others: 0 });
    expect(histogram[13]).toMatchObject({ accepted: 0, others: 1 });
    expect(histogram[19].accepted).toBe(1);
    const all = histogram.reduce((sum, bin) => sum + bin.accepted + bin.others, 0);
    expect(all).toBe(5);
    for (let i = 0; i <= 20; i += 1) {
      const [at] = histogramOf([queuedSummary(0, { confidence: i / 20 })]).flatMap((bin, b) =>
        bin.others > 0 ? [b] : [],
      );
      expect(at).toBe(Math.min(19, i));
    }
  });

  it('counts records that pass; what a person accepted always does', () => {
    expect(passingOf(summaries, 0.7)).toEqual({ items: 3, records: 6, below: 0 });
    expect(passingOf(summaries, 0.71)).toEqual({ items: 2, records: 3, below: 1 });
    expect(passingOf(summaries, 1)).toEqual({ items: 2, records: 3, below: 1 });
  });
});
