/** What the model must answer at each stage, as schemas: sent along where an endpoint takes them, and checked always. */
import { z } from 'zod';

const sentence = z.string().trim().min(1);

export const analysisSchema = z.object({
  isVulnerable: z.boolean().describe('Whether the code has a security weakness.'),
  cwe: z
    .string()
    .regex(/^(CWE-\d{1,5})?$/u, 'is no CWE such as CWE-89')
    .describe('The weakness as CWE-number; empty when there is none.'),
  lines: z.array(z.number().int().positive()).describe('The lines at fault, counted from 1.'),
  weakness: z.string().describe('The weakness in one sentence.'),
  cause: z.string().describe('Why the code has it, in one or two sentences.'),
});
export type Analysis = z.infer<typeof analysisSchema>;

export const repairSchema = z.object({
  explanation: sentence.describe(
    'What was changed and why that is enough, in one or two sentences.',
  ),
  code: z.string().min(1).describe('The whole repaired code, nothing else.'),
});
export type Repair = z.infer<typeof repairSchema>;

export const reflectionSchema = z.object({
  reasoning: sentence.describe('What the two versions do differently, step by step.'),
  isFixed: z.boolean().describe('The weakness is gone.'),
  isFunctionKept: z.boolean().describe('For every legitimate use it still does the same.'),
  isNothingNew: z.boolean().describe('The change brings no other weakness or fault.'),
  advice: z.string().describe('What to change; empty when all three are true.'),
});
export type Reflection = z.infer<typeof reflectionSchema>;

export const voteSchema = z.object({
  reasoning: sentence.describe('In at most three sentences.'),
  isFixed: z.boolean(),
  isFunctionKept: z.boolean(),
  isNothingNew: z.boolean(),
  certainty: z.number().min(0).max(1).describe('From 0, a guess, to 1, certain.'),
});
export type Vote = z.infer<typeof voteSchema>;

export const promptsSchema = z.object({
  prompts: z.array(sentence).min(1).max(24).describe('The task descriptions.'),
});

export const checkSchema = z.object({
  reasoning: sentence.describe('In one or two sentences.'),
  givesAway: z
    .boolean()
    .describe('The description tells or hints at a weakness, an attack, or how to prevent one.'),
});

/** By the name under which a schema is sent. */
export const answerSchemas = {
  analyse: analysisSchema,
  repair: repairSchema,
  reflect: reflectionSchema,
  revise: repairSchema,
  vote: voteSchema,
  prompts: promptsSchema,
  check: checkSchema,
} as const;

/** A stage that asks the model. */
export type AskedStage = keyof typeof answerSchemas;
export type AnswerOf<S extends AskedStage> = z.output<(typeof answerSchemas)[S]>;

/** All three questions answered well. */
export const isContent = (verdict: Pick<Vote, 'isFixed' | 'isFunctionKept' | 'isNothingNew'>) =>
  verdict.isFixed && verdict.isFunctionKept && verdict.isNothingNew;

/**
 * Confidence in a repair: the mean over all votes, those that could not be read counted as 0, of (1 + c)/2 for an
 * approving vote of certainty c and (1 − c)/2 for another. All approving and certain is 1; guesses are ½.
 * @param votes null where no vote could be read
 */
export function confidenceOf(votes: readonly (Vote | null)[]): number {
  if (votes.length === 0) return 0;
  const each = votes.map((vote) => {
    if (vote === null) return 0;
    return (1 + (isContent(vote) ? vote.certainty : -vote.certainty)) / 2;
  });
  return each.reduce((sum, share) => sum + share, 0) / votes.length;
}
