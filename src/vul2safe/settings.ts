/** The settings of a Vul2Safe run: one schema with defaults, for forms, the command line and files. */
import { z } from 'zod';

const whole = (least: number, most: number) => z.number().int().min(least).max(most);

export const settingsSchema = z.strictObject({
  /** Calls at once. */
  concurrency: whole(1, 64).default(4),
  /** Revisions after a reflection that is not content. */
  rounds: whole(0, 8).default(2),
  /** Independent votes on the last repair. */
  votes: whole(1, 15).default(3),
  /** Implicit prompts that are asked for. */
  prompts: whole(1, 12).default(4),
  /** Least confidence of an accepted item. */
  minConfidence: z.number().min(0).max(1).default(0.7),
  /** Of analysis, repair, reflection. */
  temperature: z.number().min(0).max(2).default(0.2),
  /** Of votes and prompts, which are to differ. */
  drawTemperature: z.number().min(0).max(2).default(0.8),
  /** Tokens that one answer may have. */
  maxTokens: whole(64, 32_768).default(4096),
  /** Largest share of lexemes, of the side with more, that a repair may change. Of a function of one line much changes. */
  maxChangedShare: z.number().min(0.01).max(1).default(0.75),
  /** Attempts after the first, for what may pass: 429, 5xx, a broken or stalled connection. */
  retries: whole(0, 12).default(5),
  /** Wait before the first retry; it doubles each time. A Retry-After is waited for instead. */
  retryMs: whole(1, 60_000).default(1000),
  /** No retry waits longer, whatever a server asks for. */
  maxRetryMs: whole(1, 3_600_000).default(120_000),
  /** A call without a new byte for so long has stalled. Local models may think long before the first. */
  stallMs: whole(1, 3_600_000).default(180_000),
  /** Where to stop; null: nowhere. Tokens and cost count all sessions, seconds this one. */
  budget: z
    .strictObject({
      tokens: z.number().positive().nullable().default(null),
      cost: z.number().positive().nullable().default(null),
      seconds: z.number().positive().nullable().default(null),
    })
    .prefault({}),
  /** Money for a million tokens, in any currency. */
  price: z
    .strictObject({
      prompt: z.number().nonnegative().default(0),
      completion: z.number().nonnegative().default(0),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});
