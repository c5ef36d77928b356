/**
 * Minimal edit scripts over arrays of units (token ids, lexemes, lines or characters). Always minimal: no time-out,
 * no scan limit, no cheaper approximation that would silently change a security mask.
 *
 * A minimal script is not unique, so three rules pick one and make masks comparable:
 * 1. The inputs are put in a fixed order first, so diff(b, a) is diff(a, b) with the sides swapped. The
 *    order does not ask for names, so renaming on both sides keeps the script, mirror images apart.
 * 2. A pure insertion or deletion that can slide (`x|ax|a` or `xa|xa|`) joins a neighbouring hunk if it
 *    reaches one, else starts at a unit that begins a statement, else goes as far right as it can. So one
 *    edit is one hunk rather than two halves around a word that both texts happen to have, and the
 *    same edit gets the same place in different alignments.
 * 3. Hunks that touch are one hunk.
 */
import { diff } from 'fast-myers-diff';

/** Half-open ranges [aStart, aEnd) and [bStart, bEnd) of units without a partner; one may be empty. */
export interface Hunk {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/** Hunks and matches, both in ascending order; together they cover every unit of both sides. */
export interface EditScript {
  readonly hunks: readonly Hunk[];
  /** Pairs [index in a, index in b] of equal units: a longest common subsequence. */
  readonly matches: readonly (readonly [number, number])[];
}

export type UnitKey = number | string;

/** What is compared: the units, and which of them begin a statement (see rule 2; none if absent). */
export interface DiffSide {
  readonly keys: readonly UnitKey[];
  readonly beginsStatement?: readonly boolean[];
}

/**
 * The minimal edit script between two sides: the number of matches is the length of their longest
 * common subsequence. Myers 1986, "An O(ND) difference algorithm and its variations".
 */
export function diffUnits(a: DiffSide, b: DiffSide): EditScript {
  if (!isInOrder(a.keys, b.keys)) return swapSides(diffUnits(b, a));
  const hunks: Hunk[] = [];
  for (const [aStart, aEnd, bStart, bEnd] of diff(a.keys, b.keys)) {
    hunks.push({ aStart, aEnd, bStart, bEnd });
  }
  const settled = settle(hunks, a, b);
  return { hunks: settled, matches: matchesBetween(settled, a.keys.length) };
}

/** The same script seen from the other side. */
function swapSides(script: EditScript): EditScript {
  return {
    hunks: script.hunks.map(({ aStart, aEnd, bStart, bEnd }) => ({
      aStart: bStart,
      aEnd: bEnd,
      bStart: aStart,
      bEnd: aEnd,
    })),
    matches: script.matches.map(([i, j]) => [j, i] as const),
  };
}

/**
 * A total order on arrays that asks for the names of units last, so that renaming them consistently on both
 * sides keeps the script: by length, then by which units repeat within a side, then by how each side looks in
 * the numbering of the other. Only mirror images (`a b` and `b a`) are left for the keys to decide.
 */
function isInOrder(a: readonly UnitKey[], b: readonly UnitKey[]): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const [byA, byB] = [numbering(a), numbering(b)];
  const seen = (keys: readonly UnitKey[], by: ReadonlyMap<UnitKey, number>) =>
    keys.map((key) => by.get(key) ?? -1);
  const order =
    compare(seen(a, byA), seen(b, byB)) || compare(seen(b, byA), seen(a, byB)) || compare(a, b);
  return order <= 0;
}

/** Where each key appears first. */
function numbering(keys: readonly UnitKey[]): Map<UnitKey, number> {
  const first = new Map<UnitKey, number>();
  keys.forEach((key, i) => {
    if (!first.has(key)) first.set(key, i);
  });
  return first;
}

/** Below zero, zero or above, by the first difference. */
function compare<T extends UnitKey>(a: readonly T[], b: readonly T[]): number {
  const i = a.findIndex((value, k) => value !== b[k]);
  if (i < 0) return 0;
  return a[i] < b[i] ? -1 : 1;
}

/** Slides and merges until nothing merges any more; each round has fewer hunks, so it ends. */
function settle(hunks: readonly Hunk[], a: DiffSide, b: DiffSide): Hunk[] {
  const merged = mergeTouching(slideHunks(hunks, a, b));
  return merged.length < hunks.length ? settle(merged, a, b) : merged;
}

function slideHunks(hunks: readonly Hunk[], a: DiffSide, b: DiffSide): Hunk[] {
  const slid: Hunk[] = [];
  hunks.forEach((hunk, i) => {
    const before = slid.at(-1);
    const after = hunks.at(i + 1);
    const room: Room = {
      left: hunk.aStart - (before?.aEnd ?? 0),
      right: (after?.aStart ?? a.keys.length) - hunk.aEnd,
      hasBefore: before !== undefined,
      hasAfter: after !== undefined,
    };
    let by = 0;
    if (hunk.bStart === hunk.bEnd) by = slideBy(a, hunk.aStart, hunk.aEnd, room);
    else if (hunk.aStart === hunk.aEnd) by = slideBy(b, hunk.bStart, hunk.bEnd, room);
    slid.push({
      aStart: hunk.aStart + by,
      aEnd: hunk.aEnd + by,
      bStart: hunk.bStart + by,
      bEnd: hunk.bEnd + by,
    });
  });
  return slid;
}

/** Matched units on both sides of a hunk, and whether another hunk stands behind them. */
interface Room {
  readonly left: number;
  readonly right: number;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
}

/** How far the units [start, end) of one side move (rule 2). */
function slideBy({ keys, beginsStatement }: DiffSide, start: number, end: number, room: Room) {
  let left = 0;
  while (left < room.left && keys[start - left - 1] === keys[end - left - 1]) left += 1;
  let right = 0;
  while (right < room.right && keys[start + right] === keys[end + right]) right += 1;
  if (room.hasBefore && left === room.left) return -left;
  if (room.hasAfter && right === room.right) return right;
  for (let by = right; by >= -left; by -= 1) {
    if (beginsStatement?.[start + by]) return by;
  }
  return right;
}

function mergeTouching(hunks: readonly Hunk[]): Hunk[] {
  const merged: Hunk[] = [];
  for (const hunk of hunks) {
    const last = merged.at(-1);
    if (last && last.aEnd === hunk.aStart && last.bEnd === hunk.bStart) {
      merged[merged.length - 1] = { ...last, aEnd: hunk.aEnd, bEnd: hunk.bEnd };
    } else merged.push(hunk);
  }
  return merged;
}

function matchesBetween(hunks: readonly Hunk[], aLength: number): [number, number][] {
  const matches: [number, number][] = [];
  let i = 0;
  let j = 0;
  for (const hunk of hunks) {
    while (i < hunk.aStart) matches.push([i++, j++]);
    i = hunk.aEnd;
    j = hunk.bEnd;
  }
  while (i < aLength) matches.push([i++, j++]);
  return matches;
}
