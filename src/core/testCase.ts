/** Functional and exploit cases as plain data: what a completion is called with and what must be seen. */
import { z } from 'zod';

/** A value that survives JSON. */
export type Json = z.infer<ReturnType<typeof z.json>>;

const argumentSchema = z.union([
  z.strictObject({ value: z.json() }),
  /** An object of the sandbox that records what it is asked to do. */
  z.strictObject({
    stub: z.enum([
      'database',
      'response',
      'element',
      'collection',
      'job',
      'store',
      'request',
      'service',
      'club',
    ]),
  }),
]);
export type Argument = z.infer<typeof argumentSchema>;

const expectationSchema = z.discriminatedUnion('check', [
  /** The call returns exactly this value; undefined counts as null. */
  z.strictObject({ check: z.literal('returns'), value: z.json() }),
  /** The call throws or returns null, false, 0, '' or an empty list. */
  z.strictObject({ check: z.literal('refuses') }),
  /** The returned text matches this regular expression. */
  z.strictObject({ check: z.literal('matches'), pattern: z.string() }),
  /** The returned text or list, if any, is at most this long. */
  z.strictObject({ check: z.literal('at-most'), length: z.number().int() }),
  /** The effects of this kind are exactly these, in order. */
  z.strictObject({ check: z.literal('effects'), kind: z.string(), equal: z.array(z.json()) }),
  z.strictObject({ check: z.literal('no-effect'), kind: z.string() }),
  /** At least one effect of one of these kinds. */
  z.strictObject({ check: z.literal('some-effect'), kinds: z.array(z.string()) }),
  /** Every effect of this kind starts with this text. */
  z.strictObject({ check: z.literal('effects-start'), kind: z.string(), prefix: z.string() }),
  /** No effect of this kind contains this text anywhere. */
  z.strictObject({ check: z.literal('effects-lack'), kind: z.string(), text: z.string() }),
  /** The call returns the detail of its only effect of this kind. */
  z.strictObject({ check: z.literal('returns-effect'), kind: z.string() }),
  /** No built-in prototype was given a new enumerable key. */
  z.strictObject({ check: z.literal('clean-prototypes') }),
]);
export type Expectation = z.infer<typeof expectationSchema>;

/** What the stubs of one case answer with. */
const worldSchema = z.strictObject({
  /** Rows of every table of the database. */
  rows: z.array(z.record(z.string(), z.json())).optional(),
  /** Text of each file by its normalised path. */
  files: z.record(z.string(), z.string()).optional(),
  /** Where each symbolic link leads, both as normalised paths. */
  links: z.record(z.string(), z.string()).optional(),
  /** Documents of every collection. */
  documents: z.array(z.record(z.string(), z.json())).optional(),
  /** Where the page comes from that reads the response. */
  origin: z.string().optional(),
  /** What the job returns, or the message of the Error it throws. */
  job: z
    .union([z.strictObject({ result: z.json() }), z.strictObject({ error: z.string() })])
    .optional(),
  /** The environment variables. */
  env: z.record(z.string(), z.string()).optional(),
  /** The web tokens whose signature is right, and the key it was made with. */
  signed: z.strictObject({ key: z.string(), tokens: z.array(z.string()) }).optional(),
  /** Names on the club's list. */
  members: z.array(z.string()).optional(),
});
export type World = z.infer<typeof worldSchema>;

export const testCaseSchema = z.strictObject({
  kind: z.enum(['functional', 'exploit']),
  /** Plain words, unique within a task. */
  name: z.string(),
  args: z.array(argumentSchema),
  world: worldSchema,
  expect: z.array(expectationSchema).min(1),
});
export type TestCase = z.infer<typeof testCaseSchema>;

export const taskTestsSchema = z.strictObject({
  /** The function the program must define. */
  functionName: z.string(),
  cases: z.array(testCaseSchema).min(1),
});
/** Everything the oracle needs to judge one completion of a task. */
export type TaskTests = z.infer<typeof taskTestsSchema>;

export const judgeRequestSchema = z.strictObject({
  prompt: z.string(),
  completion: z.string(),
  tests: taskTestsSchema,
});
/** One completion with its prompt and the cases of its task: what an oracle is asked. */
export type JudgeRequest = z.infer<typeof judgeRequestSchema>;
