import { describe, expect, it } from 'vitest';
import { moved, rowHeight, rowsInView } from './queueRows.ts';

describe('a long list', () => {
  it('draws the rows in view and a few around them, whatever its length', () => {
    for (const rows of [0, 3, 5000]) {
      for (const top of [0, 700, 149_000, 1e7]) {
        const { first, last } = rowsInView({ top, height: 480 }, rows);
        expect(last - first).toBeLessThanOrEqual(33);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(last).toBeLessThanOrEqual(rows);
      }
    }
    const { first, last } = rowsInView({ top: 100 * rowHeight, height: 10 * rowHeight }, 5000);
    expect(first).toBeLessThanOrEqual(100);
    expect(last).toBeGreaterThanOrEqual(110);
  });

  it('is walked through by keys, and never left', () => {
    expect(moved('ArrowDown', -1, 5, 3)).toBe(0);
    expect(moved('PageDown', -1, 5, 3)).toBe(0);
    expect(moved('ArrowUp', 0, 5, 3)).toBe(0);
    expect(moved('PageDown', 0, 5, 3)).toBe(3);
    expect(moved('PageDown', 4, 5, 3)).toBe(4);
    expect(moved('End', -1, 5, 3)).toBe(4);
    expect(moved('Home', 4, 5, 3)).toBe(0);
    expect(moved('ArrowDown', 0, 0, 3)).toBeNull();
    expect(moved('a', 1, 5, 3)).toBeNull();
  });
});
