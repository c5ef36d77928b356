/** Where the two sides of a pair differ, as hunks of units that both sides share a number for. */
import { diffUnits, type EditScript } from './diff.ts';
import type { TokenisedText } from './pair.ts';
import { sideLevels, sideOf, unitsOf, type DiffLevel, type Unit } from './units.ts';

/** Half-open range of units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One changed place. Several ranges of a side only at level mix, where characters meet lines. */
export interface ChangedPlace {
  /** Units of y⁻ that the repair took out, and of y⁺ that it put in. */
  readonly removed: readonly Range[];
  readonly added: readonly Range[];
  /** First unit of y⁻ at or after the place, and the characters of y⁻ and y⁺ where the place begins. */
  readonly unit: number;
  readonly at: number;
  readonly insertedAt: number;
}

export interface ChangedPair {
  readonly vulnerable: readonly Unit[];
  readonly secure: readonly Unit[];
  /** In the order of the code. */
  readonly places: readonly ChangedPlace[];
}

/** Both sides in units of the level, and where they differ. */
export function changedPair(
  vulnerable: TokenisedText,
  secure: TokenisedText,
  level: DiffLevel,
): ChangedPair {
  const levels = sideLevels(level);
  const compare = (of: 'vulnerable' | 'secure'): Compared => {
    const a = unitsOf(vulnerable, levels[of]);
    const b = unitsOf(secure, levels[of]);
    return { a, b, script: diffUnits(sideOf(a), sideOf(b)) };
  };
  const removing = compare('vulnerable');
  if (levels.vulnerable === levels.secure) {
    return {
      vulnerable: removing.a,
      secure: removing.b,
      places: plainPlaces(removing, vulnerable, secure),
    };
  }
  const adding = compare('secure');
  const places = mixedPlaces(removing, adding, vulnerable.text.length, secure.text.length);
  return { vulnerable: removing.a, secure: adding.b, places };
}

interface Compared {
  readonly a: readonly Unit[];
  readonly b: readonly Unit[];
  readonly script: EditScript;
}

function plainPlaces(
  { a, b, script }: Compared,
  vulnerable: TokenisedText,
  secure: TokenisedText,
): ChangedPlace[] {
  return script.hunks.map(({ aStart, aEnd, bStart, bEnd }) => ({
    removed: aStart < aEnd ? [{ start: aStart, end: aEnd }] : [],
    added: bStart < bEnd ? [{ start: bStart, end: bEnd }] : [],
    unit: aStart,
    at: a.at(aStart)?.start ?? vulnerable.text.length,
    insertedAt: b.at(bStart)?.start ?? secure.text.length,
  }));
}

/** A hunk as a rectangle of characters [a0, a1) × [b0, b1), with the units that it marks. */
interface Box {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
  readonly removed: readonly Range[];
  readonly added: readonly Range[];
}

/**
 * Level mix: lines of y⁻ are marked by one script and characters of y⁺ by another. Hunks of the two that share
 * characters, or touch on both sides, are one place; a hunk that leaves no mark is none.
 */
function mixedPlaces(
  removing: Compared,
  adding: Compared,
  aLength: number,
  bLength: number,
): ChangedPlace[] {
  const boxes = (marks: 'removed' | 'added', { a, b, script }: Compared) =>
    script.hunks.map(({ aStart, aEnd, bStart, bEnd }): Box => ({
      a0: a.at(aStart)?.start ?? aLength,
      a1: a.at(aEnd)?.start ?? aLength,
      b0: b.at(bStart)?.start ?? bLength,
      b1: b.at(bEnd)?.start ?? bLength,
      removed: marks === 'removed' && aStart < aEnd ? [{ start: aStart, end: aEnd }] : [],
      added: marks === 'added' && bStart < bEnd ? [{ start: bStart, end: bEnd }] : [],
    }));
  const sorted = [...boxes('removed', removing), ...boxes('added', adding)].sort(
    (x, y) => x.a0 - y.a0 || x.b0 - y.b0,
  );
  const joined: Box[] = [];
  for (const box of sorted) {
    let whole = box;
    for (let last = joined.at(-1); last && isShared(last, whole); last = joined.at(-1)) {
      joined.pop();
      whole = join(last, whole);
    }
    joined.push(whole);
  }
  return joined.flatMap(({ a0, b0, removed, added }): ChangedPlace[] => {
    if (removed.length + added.length === 0) return [];
    const next = removing.a.findIndex(({ start }) => start >= a0);
    const unit = next < 0 ? removing.a.length : next;
    return [{ removed, added, unit, at: a0, insertedAt: b0 }];
  });
}

function isShared(x: Box, y: Box): boolean {
  const overlaps = (x0: number, x1: number, y0: number, y1: number) => x0 < y1 && y0 < x1;
  const touches = y.a0 <= x.a1 && x.a0 <= y.a1 && y.b0 <= x.b1 && x.b0 <= y.b1;
  return touches || overlaps(x.a0, x.a1, y.a0, y.a1) || overlaps(x.b0, x.b1, y.b0, y.b1);
}

const join = (x: Box, y: Box): Box => ({
  a0: Math.min(x.a0, y.a0),
  a1: Math.max(x.a1, y.a1),
  b0: Math.min(x.b0, y.b0),
  b1: Math.max(x.b1, y.b1),
  removed: [...x.removed, ...y.removed],
  added: [...x.added, ...y.added],
});
