/** What the mask on the screen answers to the first two cards. Pure. */
import type { LessonFacts } from './facts.ts';

export const repairChoices = ['adds', 'removes', 'replaces'] as const;
export type RepairChoice = (typeof repairChoices)[number];

/** What the repair did, by the hunks of the mask that is shown; null where both sides are the same. */
export function repairKind({
  mask,
}: Pick<LessonFacts, 'mask'>): { choice: RepairChoice; inserts: number; hunks: number } | null {
  if (mask === null || mask.hunks.length === 0) return null;
  const inserts = mask.hunks.filter(({ operation }) => operation === 'insert').length;
  const deletes = mask.hunks.filter(({ operation }) => operation === 'delete').length;
  const hunks = mask.hunks.length;
  const choice = inserts === hunks ? 'adds' : deletes === hunks ? 'removes' : 'replaces';
  return { choice, inserts, hunks };
}

export const levelChoices = ['more', 'same', 'fewer'] as const;
export type LevelChoice = (typeof levelChoices)[number];

/** Marked tokens of the repaired side at both levels; null until the newest pair was seen at both. */
export function levelEffect({ looks, levels }: Pick<LessonFacts, 'looks' | 'levels'>): {
  choice: LevelChoice;
  before: number;
  after: number;
  of: number;
} | null {
  const seen = (level: string) =>
    looks.find((look) => look.pair === looks[0]?.pair && look.level === level);
  const from = seen(levels.from);
  const to = seen(levels.to);
  if (from === undefined || to === undefined) return null;
  const difference = to.marked - from.marked;
  const choice = difference > 0 ? 'more' : difference < 0 ? 'fewer' : 'same';
  return { choice, before: from.marked, after: to.marked, of: to.of };
}
