import { describe, expect, it } from 'vitest';
import type { ItemSummary } from '../../vul2safe/contract.ts';
import { queuedSummary } from '../fixtures/summaries.ts';
import { bins, funnelOf, histogramOf, passingOf } from './figures.ts';

const items: ItemSummary[] = [
  queuedSummary(0),
  queuedSummary(1, { state: 'voting', milestone: 'reflected', confidence: 0.5 }),
  queuedSummary(2, { state: 'accepted', milestone: 'prompted', confidence: 0.7, prompts: 3 }),
  queuedSummary(3, {
    ...{ state: 'accepted', milestone: 'prompted', confidence: 0.2, prompts: 1 },
    ...{ isByPerson: true, isDirected: true },
  }),
  queuedSummary(4, {
    ...{ state: 'rejected', milestone: 'reflected', confidence: 0.65, cwe: 'CWE-89', flags: 1 },
    reason: { code: 'renamed', message: 'The function has another name.' },
  }),
  queuedSummary(5, { state: 'accepted', milestone: 'prompted', confidence: 1, prompts: 2 }),
];
describe('the figures', () => {
  it('counts how far items came: each bar is a part of the one before', () => {
    expect(funnelOf(items).map(({ count }) => count)).toEqual([6, 5, 5, 3, 3]);
    expect(funnelOf([]).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
  });

  it('puts a confidence at the edge of a bin into the bin that begins there, and 1 into the last', () => {
    const histogram = histogramOf(items);
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
    expect(passingOf(items, 0.7)).toEqual({ items: 3, records: 6, below: 0 });
    expect(passingOf(items, 0.71)).toEqual({ items: 2, records: 3, below: 1 });
    expect(passingOf(items, 1)).toEqual({ items: 2, records: 3, below: 1 });
  });
});
