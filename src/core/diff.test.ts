import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffUnits, type EditScript } from './diff.ts';
import golden from './fixtures/masks.json' with { type: 'json' };

/** Length of the longest common subsequence by the textbook dynamic programme. */
function lcsLength(a: readonly number[], b: readonly number[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    b.forEach((y, j) => next.push(x === y ? row[j] + 1 : Math.max(row[j + 1], next[j])));
    row = next;
  }
  return row[b.length];
}

const deleted = (s: EditScript) => s.hunks.reduce((n, h) => n + h.aEnd - h.aStart, 0);
const inserted = (s: EditScript) => s.hunks.reduce((n, h) => n + h.bEnd - h.bStart, 0);

const units = (max: number) => fc.array(fc.nat({ max: 4 }), { maxLength: max });
const starts = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });

test('the script is minimal, consistent and covers both sides', () => {
  fc.assert(
    fc.property(units(40), units(40), starts, starts, (a, b, startsA, startsB) => {
      const script = diffUnits(
        { keys: a, beginsStatement: startsA },
        { keys: b, beginsStatement: startsB },
      );
      expect(script.matches).toHaveLength(lcsLength(a, b));
      expect(deleted(script) + script.matches.length).toBe(a.length);
      expect(inserted(script) + script.matches.length).toBe(b.length);
      for (const [i, j] of script.matches) expect(a[i]).toBe(b[j]);
      const inHunk = new Set(
        script.hunks.flatMap((h) =>
          Array.from({ length: h.aEnd - h.aStart }, (_, k) => h.aStart + k),
        ),
      );
      for (const [i] of script.matches) expect(inHunk.has(i)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('swapping the inputs swaps the script', () => {
  fc.assert(
    fc.property(units(30), units(30), (a, b) => {
      const there = diffUnits({ keys: a }, { keys: b });
      const back = diffUnits({ keys: b }, { keys: a });
      expect(back.matches.map(([i, j]) => [j, i])).toEqual(there.matches);
      expect(back.hunks.map((h) => [h.bStart, h.bEnd, h.aStart, h.aEnd])).toEqual(
        there.hunks.map((h) => [h.aStart, h.aEnd, h.bStart, h.bEnd]),
      );
    }),
    { numRuns: 1000 },
  );
});

test('hunks never touch', () => {
  fc.assert(
    fc.property(units(30), units(30), (a, b) => {
      const { hunks } = diffUnits({ keys: a }, { keys: b });
      hunks.slice(1).forEach((h, i) => expect(h.aStart).toBeGreaterThan(hunks[i].aEnd));
    }),
  );
});

test('a sliding insertion starts at a statement, else as far right as it goes', () => {
  // { s ; } { s ; } → one more { s ; }: three places are equally minimal.
  const a = { keys: ['(', 's', ')', '(', 's', ')'] };
  const b = { keys: ['(', 's', ')', '(', 't', ')', '(', 's', ')'] };
  expect(diffUnits(a, b).hunks).toEqual([{ aStart: 4, aEnd: 4, bStart: 4, bEnd: 7 }]);
  const beginsStatement = b.keys.map((key) => key === '(');
  expect(diffUnits(a, { ...b, beginsStatement }).hunks).toEqual([
    { aStart: 3, aEnd: 3, bStart: 3, bEnd: 6 },
  ]);
});

test.each(golden.cases.map((c, i) => ({ ...c, i })))(
  'golden mask case $i is minimal',
  ({ vulnerable, secure, lcs_length, min_deleted, min_inserted }) => {
    const script = diffUnits({ keys: vulnerable }, { keys: secure });
    expect(script.matches).toHaveLength(lcs_length);
    expect(deleted(script)).toBe(min_deleted);
    expect(inserted(script)).toBe(min_inserted);
  },
);
