/** What a job leaves behind: one JSON file, from which everything in the report is computed. */
import { z } from 'zod';
import { failureSchema } from '../core/failure.ts';
import { stageSchema } from '../core/stage.ts';

const count = z.number().int().nonnegative();

const countsSchema = z.object({
  /** Prompts, one greedy completion each. */
  n: count,
  func: count,
  sec: count,
  funcSec: count,
});
/** How many prompts passed which cases. */
export type Counts = z.infer<typeof countsSchema>;
export const measures = ['funcSec', 'func', 'sec'] as const;
export type Measure = (typeof measures)[number];

/** [n, func, sec, funcSec]: there are many of them. */
const cweCountsSchema = z.tuple([count, count, count, count]);
export type CweCounts = z.infer<typeof cweCountsSchema>;

const splitScoresSchema = countsSchema.extend({ byCwe: z.record(z.string(), cweCountsSchema) });

/** Splits scored at the end of a job. */
export const scoredSplits = ['unseen-names', 'unseen-phrasings'] as const;
export type ScoredSplit = (typeof scoredSplits)[number];

const share = z.number().min(0).max(1);
const curvePointSchema = z.object({
  /** Steps done, through all stages. */
  step: count,
  /** Of that step, or the first one. */
  stage: stageSchema,
  /** Completions sampled so far for training. */
  rollouts: count,
  /** On the validation prompts, greedy. */
  funcSec: share,
  func: share,
  sec: share,
  /** Of the RL step just done; null in SFT and before the first. */
  kl: z.number().nullable(),
  reward: z.number().nullable(),
  /** Mean completion length, tokens. */
  length: z.number().nullable(),
});
export type CurvePoint = z.infer<typeof curvePointSchema>;

export const jobResultSchema = z.object({
  version: z.literal(1, { error: 'is of another version of PatchGrad; this one reads version 1' }),
  plan: z.string(),
  arm: z.string(),
  seed: count,
  /** RL steps that the plan gave to every arm with RL. */
  steps: count,
  /** As they were; a later version may know other settings. */
  config: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Fingerprint of the model that it started from. */
  model: z.string(),
  backend: z.string(),
  adapter: z.string(),
  versions: z.record(z.string(), z.string()),
  /** Completions sampled for training, in all. */
  rollouts: count,
  /** Training with its evaluations; without the scores at the end. */
  seconds: z.number().nonnegative(),
  curve: z.array(curvePointSchema),
  scores: z.record(z.enum(scoredSplits), splitScoresSchema),
  /** Of a run that broke off because its numbers were no longer finite; it is scored as it was before. */
  failure: failureSchema.nullable(),
});
export type JobResult = z.infer<typeof jobResultSchema>;

const looseSchema = z.record(z.string(), z.unknown());

/** All results of a plan in one file; what all of them have alike stands once. */
export const planResultsSchema = z
  .object({
    plan: z.string(),
    same: looseSchema,
    sameConfig: looseSchema,
    results: z.array(looseSchema.and(z.object({ config: looseSchema }))).min(1),
  })
  .transform(({ plan, same, sameConfig, results }) =>
    results.map(({ config, ...own }) => ({
      plan,
      ...same,
      ...own,
      config: { ...sameConfig, ...config },
    })),
  )
  .pipe(z.array(jobResultSchema));

/** What all objects have alike, and what is left of each. */
function factor(objects: readonly object[]) {
  const [first] = objects.map((object) => Object.entries(object));
  const texts = objects.map(
    (object) => new Map(Object.entries(object).map(([key, value]) => [key, JSON.stringify(value)])),
  );
  const isSame = (key: string) => texts.every((text) => text.get(key) === texts[0].get(key));
  const same = Object.fromEntries(first.filter(([key]) => isSame(key)));
  const own = objects.map((object) =>
    Object.fromEntries(Object.entries(object).filter(([key]) => !(key in same))),
  );
  return { same, own };
}

/** One line a result, so that a change of one shows as one. @param results of one plan, at least one */
export function writePlanResults(plan: string, results: readonly JobResult[]): string {
  const configs = factor(results.map(({ config }) => config));
  // The configs stand apart even when all are alike.
  const isOwn = ([key]: [string, unknown]) => key !== 'plan' && key !== 'config';
  const { same, own } = factor(
    results.map((result) => Object.fromEntries(Object.entries(result).filter(isOwn))),
  );
  const lines = own.map((result, i) => JSON.stringify({ ...result, config: configs.own[i] }));
  const head = [
    `"plan":${JSON.stringify(plan)}`,
    `"same":${JSON.stringify(same)}`,
    `"sameConfig":${JSON.stringify(configs.same)}`,
  ];
  return `{${head.join(',\n')},\n"results":[\n${lines.join(',\n')}\n]}\n`;
}

/** Share of the prompts of a split, or of one weakness in it; 0 where there are none. */
export function shareOf(
  { scores }: JobResult,
  split: ScoredSplit,
  measure: Measure,
  cwe?: string,
): number {
  const counts = cwe === undefined ? scores[split] : countsOf(scores[split].byCwe[cwe]);
  return counts.n === 0 ? 0 : counts[measure] / counts.n;
}

const countsOf = ([n, func, sec, funcSec]: CweCounts): Counts => ({ n, func, sec, funcSec });
