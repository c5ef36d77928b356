import { describe, expect, it } from 'vitest';
import type { ItemSummary } from '../../vul2safe/contract.ts';
import { summaries } from '../fixtures/summaries.ts';
import { filterQueue } from './queueFilter.ts';

const ids = (list: readonly ItemSummary[]) => list.map(({ index }) => index);

describe('the queue', () => {
  it('is filtered by state and text', () => {
    expect(ids(filterQueue(summaries, 'all', ''))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(ids(filterQueue(summaries, 'working', ''))).toEqual([1]);
    expect(ids(filterQueue(summaries, 'accepted', ''))).toEqual([2, 3, 5]);
    expect(ids(filterQueue(summaries, 'flagged', ''))).toEqual([4]);
    expect(ids(filterQueue(summaries, 'decided', ''))).toEqual([3]);
    expect(ids(filterQueue(summaries, 'all', ' RENAMED '))).toEqual([4]);
    expect(ids(filterQueue(summaries, 'rejected', 'cwe-8'))).toEqual([4]);
    expect(ids(filterQueue(summaries, 'all', 'item-3'))).toEqual([3]);
  });
});
