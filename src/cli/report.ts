/** Scores of an evaluation with 95 % Wilson intervals, over all prompts and by CWE. */
import { isFuncSec, isFunctional, isSecure, type Outcome } from '../core/outcome.ts';
import { wilsonInterval } from '../core/statistics.ts';
import type { Evaluation } from '../training/evaluate.ts';

/** A share of n prompts with its interval. */
export interface Score {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface Scores {
  readonly n: number;
  readonly 'func@1': Score;
  readonly 'sec@1': Score;
  readonly 'func-sec@1': Score;
}

export interface Report {
  readonly all: Scores;
  readonly byCwe: Readonly<Record<string, Scores>>;
}

export function reportScores({ tasks, outcomes }: Evaluation): Report {
  const cwes = [...new Set(tasks.map(({ cwe }) => cwe))].sort();
  return {
    all: scoresOf(outcomes),
    byCwe: Object.fromEntries(
      cwes.map((cwe) => [cwe, scoresOf(outcomes.filter((_, i) => tasks[i].cwe === cwe))]),
    ),
  };
}

function scoresOf(outcomes: readonly Outcome[]): Scores {
  const score = (is: (outcome: Outcome) => boolean): Score => {
    const successes = outcomes.filter(is).length;
    return {
      share: successes / outcomes.length,
      ...wilsonInterval(successes, outcomes.length),
    };
  };
  return {
    n: outcomes.length,
    'func@1': score(isFunctional),
    'sec@1': score(isSecure),
    'func-sec@1': score(isFuncSec),
  };
}

/** For example "85 % (80–89)". */
export function formatScore({ share, low, high }: Score): string {
  const percent = (value: number) => Math.round(100 * value);
  return `${percent(share)} % (${percent(low)}–${percent(high)})`;
}
