import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareCharChanges } from './charChanges.ts';
import { readFileOfPairs } from './testing/pairEvents.ts';

type Range = readonly [number, number];
const verdict = (vulnerable: string, secure: string, deleted: Range[], added: Range[]) => {
  const list = (ranges: Range[]) =>
    ranges.map(([from, to]) => ({ char_start: from, char_end: to }));
  return compareCharChanges({ vulnerable, secure }, { deleted: list(deleted), added: list(added) });
};

describe('compareCharChanges', () => {
  it('equal: the recorded characters are the ones level char marks', () => {
    expect(verdict('get(a)', 'got(a)', [[1, 2]], [[1, 2]])).toBe('equal');
    // Empty ranges, which SVEN writes too, change nothing.
    expect(verdict('f(a)', 'f(a, b)', [[2, 2]], [[3, 6]])).toBe('equal');
    expect(verdict('f(a)', 'f(a)', [], [])).toBe('equal');
  });

  it('other minimal edit: the same word, taken from another place', () => {
    expect(verdict('aa', 'aaa', [], [[0, 1]])).toBe('equal');
    expect(verdict('aa', 'aaa', [], [[2, 3]])).toBe('other minimal edit');
  });

  it('recorded edit is larger: characters are marked that could have stayed', () => {
    expect(verdict('get(a)', 'got(a)', [[0, 3]], [[0, 3]])).toBe('recorded edit is larger');
  });

  it.each<[string, Range[], Range[]]>([
    ['too few', [], [[1, 2]]],
    ['shifted', [[2, 3]], [[1, 2]]],
    ['outside', [[5, 9]], [[1, 2]]],
    ['backwards', [[2, 1]], [[1, 2]]],
  ])('recorded edit does not fit: %s', (_, deleted, added) => {
    expect(verdict('get(a)', 'got(a)', deleted, added)).toBe('recorded edit does not fit');
  });

  it('counts code points, as Python does', () => {
    expect(verdict('"\u{1f44b}" + a', '"\u{1f44b}" + b', [[6, 7]], [[6, 7]])).toBe('equal');
  });

  it('knows the edits of a file in the layout of SVEN', async () => {
    const file = readFileSync(new URL('../cli/fixtures/sven.jsonl', import.meta.url));
    const { pairs } = await readFileOfPairs(file, 'sven');
    const verdicts = pairs.map(({ pair }) =>
      pair.recordedChanges ? compareCharChanges(pair, pair.recordedChanges) : null,
    );
    // Recorded there is all between the common beginning and end: minimal only where one place changed.
    expect(verdicts[4]).toBe('equal');
    expect(verdicts[3]).toBe('recorded edit is larger');
    expect(verdicts).not.toContain('recorded edit does not fit');
  });
});
