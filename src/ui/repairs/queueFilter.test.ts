import { describe, expect, it } from 'vitest';
import type { ItemSummary } from '../../vul2safe/contract.ts';
import { queuedSummary } from '../fixtures/summaries.ts';
import { filterQueue } from './queueFilter.ts';

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
const ids = (list: readonly ItemSummary[]) => list.map(({ index }) => index);

describe('the queue', () => {
  it('is filtered by state and text', () => {
    expect(ids(filterQueue(items, 'all', ''))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(ids(filterQueue(items, 'working', ''))).toEqual([1]);
    expect(ids(filterQueue(items, 'accepted', ''))).toEqual([2, 3, 5]);
    expect(ids(filterQueue(items, 'flagged', ''))).toEqual([4]);
    expect(ids(filterQueue(items, 'decided', ''))).toEqual([3]);
    expect(ids(filterQueue(items, 'all', ' RENAMED '))).toEqual([4]);
    expect(ids(filterQueue(items, 'rejected', 'cwe-8'))).toEqual([4]);
    expect(ids(filterQueue(items, 'all', 'item-3'))).toEqual([3]);
  });
});
