/** The lints of a pair: their codes, what each means, and the form in which one is told. */
import { z } from 'zod';

/** The lints, in the order in which they are told. */
export const pairLints = {
  'too-long': 'Prompt, longer side and end token exceed the context of the model.',
  'empty-mask': 'The repair marks no token on either side.',
  'wide-mask': 'The repair marks more than 60 % of the tokens of a side.',
  duplicate: 'An earlier pair has the same two sides.',
  'near-duplicate': 'An earlier pair is alike: 80 % of the runs of five lexemes are shared.',
  'prompt-leak': 'The prompt names an identifier that only the repair has.',
  'license-unknown': 'The row names no license.',
} as const satisfies Record<string, string>;

export type LintCode = keyof typeof pairLints;

/** In one sentence what is wrong, why it matters and what to do. */
const message = z.string();
const count = z.number().int().nonnegative();

/** A lint with what it found: the sentence, and the numbers and names in it for who tells it in other words. */
export const pairLintSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('too-long'), message, tokens: count, context: count }),
  z.object({ code: z.literal('empty-mask'), message, diffLevel: z.string() }),
  z.object({
    code: z.literal('wide-mask'),
    message,
    /** Of the tokens of the side, 0–1. */
    share: z.number(),
    side: z.enum(['vulnerable', 'secure']),
  }),
  z.object({ code: z.literal('duplicate'), message, line: count }),
  z.object({ code: z.literal('near-duplicate'), message, line: count }),
  z.object({ code: z.literal('prompt-leak'), message, names: z.array(z.string()) }),
  z.object({ code: z.literal('license-unknown'), message }),
]);
export type PairLint = z.infer<typeof pairLintSchema>;
