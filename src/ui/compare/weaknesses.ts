/** func-sec@1 by weakness, from the samples of one evaluation. Pure. */
import type { EvaluationSample, EvaluationSamples } from '../../core/evaluationSample.ts';
import { wilsonInterval } from '../../core/statistics.ts';

export interface Score {
  readonly passed: number;
  readonly prompts: number;
  readonly share: number;
  /** Wilson's 95 % interval. */
  readonly low: number;
  readonly high: number;
}

function scoreOf(samples: readonly EvaluationSample[]): Score {
  const passed = samples.filter((s) => s.isFunctional && s.isSecure).length;
  const prompts = samples.length;
  const share = prompts === 0 ? 0 : passed / prompts;
  return { passed, prompts, share, ...wilsonInterval(passed, prompts) };
}

/** Prompts of all seeds of a group count together. */
export function scoreByWeakness(samples: readonly EvaluationSample[]): Map<string, Score> {
  const groups = new Map<string, EvaluationSample[]>();
  for (const sample of samples) {
    const name = sample.cwe ?? '–';
    groups.set(name, [...(groups.get(name) ?? []), sample]);
  }
  const number = (name: string) => Number(/\d+/.exec(name)?.[0] ?? Infinity);
  return new Map(
    [...groups]
      .sort(([a], [b]) => number(a) - number(b))
      .map(([name, of]): [string, Score] => [name, scoreOf(of)]),
  );
}

export const totalScore = scoreOf;

/** The samples of the newest evaluation, or none. */
export const newestSamples = (all: readonly EvaluationSamples[]): readonly EvaluationSample[] =>
  all.findLast(({ samples }) => samples.length > 0)?.samples ?? [];
