/** Results made up from a rule, for tests of what is computed from them. */
import { jobResultSchema, type Counts, type JobResult } from '../jobResult.ts';

const rollouts = [0, 64, 128];

/** One result that scores `passed` of 100 prompts on each split, in two weaknesses. */
export function sampleResult(
  plan: string,
  arm: string,
  seed: number,
  passed: number,
  changes: Partial<JobResult> = {},
): JobResult {
  const counts = (n: number, funcSec: number): Counts => ({ n, func: n, sec: funcSec, funcSec });
  const half = Math.floor(passed / 2);
  const scores = {
    ...counts(100, passed),
    byCwe: { 'CWE-22': [50, 50, half, half], 'CWE-89': [50, 50, passed - half, passed - half] },
  };
  return jobResultSchema.parse({
    version: 1,
    plan,
    arm,
    seed,
    steps: 2,
    config: { seed },
    model: 'abc',
    backend: 'wasm',
    adapter: 'WebAssembly',
    versions: { patchgrad: '0.1.0' },
    rollouts: 128,
    seconds: 100,
    curve: rollouts.map((at, i) => ({
      step: i,
      stage: 'token',
      rollouts: at,
      funcSec: (passed * i) / 200,
      func: 1,
      sec: 0.5,
      kl: i === 0 ? null : 0.01,
      reward: i === 0 ? null : 1,
      length: i === 0 ? null : 30,
    })),
    scores: { 'unseen-names': scores, 'unseen-phrasings': scores },
    failure: null,
    ...changes,
  });
}

/** One result a seed, from seed 1 on. */
export const sampleArm = (plan: string, arm: string, passed: readonly number[]) =>
  passed.map((count, i) => sampleResult(plan, arm, i + 1, count));
