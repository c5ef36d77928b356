/**
 * The edits that SVEN and SafeCoder recorded with their pairs, beside the minimal ones that level char
 * marks: an independent witness for the character-level diff.
 */
import { z } from 'zod';
import { diffUnits } from '../core/diff.ts';
import type { RepairPair } from '../core/pair.ts';
import { sideOf, unitsOf } from '../core/units.ts';

/** Offsets count Unicode code points, as Python does, half-open. An empty range changes nothing. */
const changeSchema = z.object({
  char_start: z.int('is no whole number').min(0, 'is below 0'),
  char_end: z.int('is no whole number').min(0, 'is below 0'),
});
const listSchema = z.array(changeSchema, { error: 'is missing or is no list' });

/** `deleted` in the vulnerable side, `added` in the secure one. */
export const recordedChangesSchema = z.object(
  { deleted: listSchema, added: listSchema },
  { error: 'is no object with deleted and added' },
);
export type RecordedChanges = z.infer<typeof recordedChangesSchema>;

/**
 * equal: the recorded edit marks the same characters as level char. other minimal edit: others, as few.
 * recorded edit is larger: more than needed. recorded edit does not fit: what remains of the two sides
 * without the recorded characters is not the same text, so it is no edit between them.
 */
export type CharChangesVerdict =
  'equal' | 'other minimal edit' | 'recorded edit is larger' | 'recorded edit does not fit';

export function compareCharChanges(
  pair: Pick<RepairPair, 'vulnerable' | 'secure'>,
  recorded: RecordedChanges,
): CharChangesVerdict {
  const vulnerable = charactersOf(pair.vulnerable);
  const secure = charactersOf(pair.secure);
  const deleted = marksOf(vulnerable.keys.length, recorded.deleted);
  const added = marksOf(secure.keys.length, recorded.added);
  if (!deleted || !added) return 'recorded edit does not fit';
  if (unmarked(pair.vulnerable, deleted) !== unmarked(pair.secure, added)) {
    return 'recorded edit does not fit';
  }
  const { hunks } = diffUnits(vulnerable, secure);
  const range = (start: number, end: number) => ({ char_start: start, char_end: end });
  const minimal = {
    deleted: hunks.map(({ aStart, aEnd }) => range(aStart, aEnd)),
    added: hunks.map(({ bStart, bEnd }) => range(bStart, bEnd)),
  };
  if (isSame(deleted, minimal.deleted) && isSame(added, minimal.added)) return 'equal';
  const least = sizeOf(minimal.deleted) + sizeOf(minimal.added);
  const size = [...deleted, ...added].filter(Boolean).length;
  return size === least ? 'other minimal edit' : 'recorded edit is larger';
}

/** The units of level char alone; no token is needed to compare them. */
const charactersOf = (text: string) => sideOf(unitsOf({ text, ids: [], spans: [] }, 'char'));

/** True at each changed character; null when a range lies outside the text. */
function marksOf(length: number, changes: RecordedChanges['deleted']): boolean[] | null {
  const marks = new Array<boolean>(length).fill(false);
  for (const { char_start: start, char_end: end } of changes) {
    if (start > end || end > length) return null;
    marks.fill(true, start, end);
  }
  return marks;
}

function isSame(marks: readonly boolean[], changes: RecordedChanges['deleted']): boolean {
  const others = marksOf(marks.length, changes);
  return others !== null && marks.every((mark, i) => mark === others[i]);
}

const unmarked = (text: string, marks: readonly boolean[]) =>
  Array.from(text)
    .filter((_, i) => !marks[i])
    .join('');

const sizeOf = (changes: RecordedChanges['deleted']) =>
  changes.reduce((sum, { char_start: start, char_end: end }) => sum + end - start, 0);
