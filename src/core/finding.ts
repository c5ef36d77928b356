/** What a static rule found in a code. */
import { z } from 'zod';

export const findingSchema = z.object({
  /** Id of the rule, for example "javascript-sql-text". */
  rule: z.string(),
  /** For example "CWE-89". */
  cwe: z.string(),
  /** UTF-16 code units [start, end) of the code that was given. */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  /** Why it is a weakness, in one sentence. */
  message: z.string(),
});

/** One place that a static rule takes for a weakness; no proof that it is one. */
export type Finding = z.infer<typeof findingSchema>;
