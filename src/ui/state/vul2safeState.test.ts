import { describe, expect, it } from 'vitest';
import { progressOf, queuedSummary } from '../fixtures/summaries.ts';
import { applyNews, applyOpened, initialVul2Safe } from './vul2safeState.ts';

const items = Array.from({ length: 6 }, (_, i) => queuedSummary(i));

describe('the items on the screen', () => {
  it('keeps what did not change, adds what is new, and hears nothing of another set', () => {
    const news = {
      ...{ set: 'own' as const, items, isRunning: true },
      stop: null,
    };
    const progress = progressOf(6);
    const opened = applyOpened(initialVul2Safe, {
      ...{ news: { ...news, progress }, tornLines: 1, whyMemory: null },
    });
    const change = queuedSummary(1, { state: 'gating' });
    const next = applyNews(opened, {
      ...{ ...news, progress, items: [change, queuedSummary(6)] },
    });
    expect(next.items?.map((item, i) => item === items[i])).toEqual([
      ...[true, false, true, true, true, true, false],
    ]);
    expect(next.items?.[1].state).toBe('gating');
    expect(applyNews(opened, { ...news, progress, set: 'example' })).toBe(opened);
  });
});
