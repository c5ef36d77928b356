/** The newest score of a kept run. Pure. */
import type { MetricsAtStep } from '../../core/runHistory.ts';

export const funcSec = 'eval/func-sec@1';
export const func = 'eval/func@1';

/** Shares of the validation prompts. */
export interface LastScore {
  readonly works: number;
  readonly both: number;
}

/** @returns null before the first score */
export function lastScore(evaluations: readonly MetricsAtStep[]): LastScore | null {
  const metrics = evaluations.at(-1)?.metrics;
  const works = metrics?.[func];
  const both = metrics?.[funcSec];
  return works === undefined || both === undefined ? null : { works, both };
}
