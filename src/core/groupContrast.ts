/**
 * Pairs without a repair: of the completions to one prompt, some pass every test and some do not. A failing
 * one beside the nearest passing one is a pair, whose difference can be marked like that of a repair.
 */
import { diffUnits } from './diff.ts';
import type { TokenisedText } from './pair.ts';
import { sideLevels, sideOf, unitsOf, type DiffLevel } from './units.ts';

export interface GroupMember {
  readonly text: TokenisedText;
  /** Passes every functional and exploit case. */
  readonly isPassing: boolean;
  /** Cut at the length limit: it may fail for what it had no room to write, so it takes no part. */
  readonly isTruncated: boolean;
}

/**
 * For each member of a group, the index of the nearest one that the tests judge otherwise; null where there is
 * none. Nearest by the size of the minimal edit script (units deleted and inserted) at the level, of mix
 * in characters; of equally near ones the first.
 */
export function nearestContrasts(
  members: readonly GroupMember[],
  level: DiffLevel,
): (number | null)[] {
  const sides = members.map(({ text }) => sideOf(unitsOf(text, sideLevels(level).secure)));
  const distance = members.map(() => new Array<number>(members.length).fill(Infinity));
  members.forEach((failing, f) => {
    if (failing.isPassing || failing.isTruncated) return;
    members.forEach((passing, p) => {
      if (!passing.isPassing || passing.isTruncated) return;
      const { matches } = diffUnits(sides[f], sides[p]);
      const edits = sides[f].keys.length + sides[p].keys.length - 2 * matches.length;
      distance[f][p] = edits;
      distance[p][f] = edits;
    });
  });
  return distance.map((row) => {
    const least = Math.min(...row);
    return least === Infinity ? null : row.indexOf(least);
  });
}
