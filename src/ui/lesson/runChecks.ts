/** What the scores of a run answer: what training changed, and which run is better. Pure. */
import type { MetricsAtStep } from '../../core/runHistory.ts';
import type { LessonFacts } from './facts.ts';
import { func, funcSec } from './lastScore.ts';

export const shareChoices = ['few', 'half', 'most'] as const;
export type ShareChoice = (typeof shareChoices)[number];

export const changeChoices = ['rises', 'same', 'falls'] as const;
export type ChangeChoice = (typeof changeChoices)[number];

export interface Change {
  readonly choice: ChangeChoice;
  readonly before: number;
  readonly after: number;
  /** After which step the later score was taken. */
  readonly step: number;
}

/** The first score of a run against its newest. @param band changes of at most this count as none */
function change(evaluations: readonly MetricsAtStep[], key: string, band: number): Change | null {
  const first = evaluations.at(0);
  const last = evaluations.at(-1);
  const before = first?.metrics[key];
  const after = last?.metrics[key];
  if (before === undefined || after === undefined || !first || !last) return null;
  if (last.step <= first.step) return null;
  const by = after - before;
  const choice = by > band ? 'rises' : by < -band ? 'falls' : 'same';
  return { choice, before, after, step: last.step };
}

/** func-sec@1 since the start of a run with RL; null for another run, and before its second score. */
export const learnt = ({ run, runKind }: Pick<LessonFacts, 'run' | 'runKind'>) =>
  runKind === 'plain' ? change(run.evaluations, funcSec, 0) : null;

export interface Imitated {
  /** By the newest func-sec@1: `few` is below a fifth of the validation prompts, `most` above four. */
  readonly choice: ShareChoice;
  readonly funcSec: Change;
  readonly func: Change;
}

/** What SFT made of the model; null for another run, and before its second score. */
export function imitated({ run, runKind }: Pick<LessonFacts, 'run' | 'runKind'>): Imitated | null {
  if (runKind !== 'sft') return null;
  const secure = change(run.evaluations, funcSec, 0);
  const works = change(run.evaluations, func, 0);
  if (secure === null || works === null) return null;
  const { after } = secure;
  const choice = after < 0.2 ? 'few' : after > 0.8 ? 'most' : 'half';
  return { choice, funcSec: secure, func: works };
}

export interface Collapse extends Change {
  /** Mean token reward of a completion at the first and at the newest step. */
  readonly rewardBefore: number | null;
  readonly rewardAfter: number | null;
}

/** A greedy answer or two of 70 say little. */
const band = 0.05;

/** func@1 and the token rewards of the run that breaks; null for another run, and before its second score. */
export function collapse({ run, runKind }: Pick<LessonFacts, 'run' | 'runKind'>): Collapse | null {
  const works = runKind === 'broken' ? change(run.evaluations, func, band) : null;
  if (works === null) return null;
  const reward = (at: number) => run.steps.at(at)?.metrics['tlr/sum_mean'] ?? null;
  return { ...works, rewardBefore: reward(0), rewardAfter: reward(-1) };
}

export const runChoices = ['plain', 'equal', 'broken'] as const;
export type RunChoice = (typeof runChoices)[number];

/** In which of the two kept runs more answers still work at the newest score; null without both. */
export function betterRun({
  scores,
}: Pick<LessonFacts, 'scores'>):
  ({ choice: RunChoice } & NonNullable<LessonFacts['scores']>) | null {
  if (scores === null) return null;
  const by = scores.plain.works - scores.broken.works;
  return { choice: by > 0 ? 'plain' : by < 0 ? 'broken' : 'equal', ...scores };
}
