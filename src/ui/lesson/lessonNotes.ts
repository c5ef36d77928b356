/** What the lesson remembers of the reader: predictions, what was seen, and the settings from before. Pure. */
import { z } from 'zod';
import { runConfigSchema, type RunConfig } from '../../core/runConfig.ts';
import type { ShownMask } from '../data/shownMask.ts';
import { cardIds, type CardId } from './cards.ts';

const predictionSchema = z.object({
  /** What was asked about; see Asked.subject. */
  subject: z.string(),
  choice: z.string(),
  /** It was given to be checked. */
  isGiven: z.boolean(),
});
export type Prediction = z.infer<typeof predictionSchema>;

const lookSchema = z.object({
  /** The texts of both sides. */
  pair: z.string(),
  level: z.string(),
  /** Marked tokens of the repaired side, of how many. */
  marked: z.number().int().nonnegative(),
  of: z.number().int().nonnegative(),
});
/** One mask that was on the screen. */
export type Look = z.infer<typeof lookSchema>;

export const lessonNotesSchema = z.object({
  predictions: z.partialRecord(z.enum(cardIds), predictionSchema),
  looks: z.array(lookSchema),
  /** The reader's settings before the first card; null outside of the lesson. */
  before: runConfigSchema.nullable(),
  /** Its runs take the default in place of the reader's settings. */
  isDefault: z.boolean(),
  /** Where the library keeps the run that was last on the screen. */
  record: z.string().nullable(),
  /** The same of the run that was under way when the lesson was opened. */
  foundRun: z.string().nullable(),
});
export type LessonNotes = z.infer<typeof lessonNotesSchema>;

export const noNotes: LessonNotes = {
  predictions: {},
  looks: [],
  before: null,
  isDefault: false,
  record: null,
  foundRun: null,
};

/** The notes of an earlier visit, or none when the text is no notes. */
export function readNotes(text: string | null): LessonNotes {
  if (text === null) return noNotes;
  try {
    const parsed = lessonNotesSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : noNotes;
  } catch {
    return noNotes;
  }
}

export const withPrediction = (
  notes: LessonNotes,
  id: CardId,
  prediction: Prediction,
): LessonNotes => ({ ...notes, predictions: { ...notes.predictions, [id]: prediction } });

/** The notes with what was there when the lesson was opened; later cards change nothing in it. */
export const withBefore = (
  notes: LessonNotes,
  before: RunConfig,
  foundRun: string | null,
): LessonNotes => (notes.before === null ? { ...notes, before, foundRun } : notes);

/** The notes after the lesson: predictions stay, for whoever comes back. */
export const withoutBefore = (notes: LessonNotes): LessonNotes => ({
  ...notes,
  before: null,
  isDefault: false,
  foundRun: null,
});

/** Newest first; more are not asked about. */
const keptLooks = 8;

export function lookOf({ texts, level, secure }: ShownMask): Look {
  return {
    pair: JSON.stringify([texts.vulnerable, texts.secure]),
    level,
    marked: secure.filter(({ overlap }) => overlap > 0).length,
    of: secure.length,
  };
}

/** Adds a mask that is on the screen; each pair and level once. */
export function withLook(notes: LessonNotes, look: Look): LessonNotes {
  const [newest] = notes.looks;
  if (newest !== undefined && JSON.stringify(newest) === JSON.stringify(look)) return notes;
  const others = notes.looks.filter(
    ({ pair, level }) => pair !== look.pair || level !== look.level,
  );
  return { ...notes, looks: [look, ...others].slice(0, keptLooks) };
}
