/** What the rollouts on the screen answer: groups, colours, the outcome alone, and what the tests tried. Pure. */
import { functionalCases, exploitCases } from '../../core/outcome.ts';
import type { Rollout } from '../../core/rollout.ts';
import type { LessonFacts } from './facts.ts';

export const spreadChoices = ['none', 'few', 'most'] as const;
export type SpreadChoice = (typeof spreadChoices)[number];

export interface Spread {
  readonly choice: SpreadChoice;
  readonly step: number;
  readonly groups: number;
  /** Groups whose completions all have the same reward. */
  readonly equal: number;
  /** Of these, groups with a token that has a token reward all the same. */
  readonly credited: number;
}

const hasCredit = ({ completionMask, tokenAdvantages }: Rollout) =>
  tokenAdvantages.some((a, t) => a !== 0 && completionMask[t] !== 0);

/** Groups of the newest whole step that the outcome alone cannot teach; `few` is less than half of them. At step 0 nothing was trained. */
export function groupSpread({ run }: Pick<LessonFacts, 'run'>): Spread | null {
  if (run.wholeStep === null || run.wholeStep === 0) return null;
  const rollouts = run.rollouts.get(run.wholeStep) ?? [];
  const groups = new Set(rollouts.map(({ group }) => group)).size;
  if (groups === 0) return null;
  const ofEqual = rollouts.filter(({ groupRewards: [first, ...others] }) =>
    others.every((reward) => reward === first),
  );
  const count = (some: readonly Rollout[]) => new Set(some.map(({ group }) => group)).size;
  const equal = count(ofEqual);
  const choice = equal === 0 ? 'none' : equal * 2 < groups ? 'few' : 'most';
  const credited = count(ofEqual.filter(hasCredit));
  return { choice, step: run.wholeStep, groups, equal, credited };
}

export const causeChoices = ['added', 'removed', 'missing', 'none'] as const;
export type CauseChoice = (typeof causeChoices)[number];

type TokenFacts = Pick<LessonFacts, 'rollout' | 'token'>;

/** Where the token reward of the token comes from. */
export function tokenCause({ rollout, token }: TokenFacts): { choice: CauseChoice } | null {
  const provenance = rollout?.provenance[token];
  if (provenance === undefined) return null;
  const { rule, side } = provenance;
  if (rule === 'anchor') return { choice: 'missing' };
  if (rule !== 'matched' || side === 'neutral') return { choice: 'none' };
  return { choice: side === 'secure' ? 'added' : 'removed' };
}

export const signChoices = ['plus', 'zero', 'minus'] as const;
export type SignChoice = (typeof signChoices)[number];

export interface OutcomeAlone {
  readonly choice: SignChoice;
  /** The token's advantage as it was trained, and under the outcome alone. */
  readonly own: number;
  readonly alone: number;
  /** Different advantages that the outcome alone gives to the tokens in the loss, and to how many tokens. */
  readonly values: number;
  readonly tokens: number;
}

/** The advantage of the token if the outcome alone had trained it; tokens outside of the loss have none. */
export function outcomeAlone({ rollout, token }: TokenFacts): OutcomeAlone | null {
  if (rollout === null || token >= rollout.tokens.length) return null;
  const { completionMask, outcomeAdvantages, advantages } = rollout;
  const inLoss = outcomeAdvantages.filter((_, t) => completionMask[t] !== 0);
  const alone = completionMask[token] === 0 ? 0 : (outcomeAdvantages[token] ?? 0);
  return {
    choice: alone > 0 ? 'plus' : alone < 0 ? 'minus' : 'zero',
    own: advantages[token] ?? 0,
    alone,
    values: new Set(inLoss).size,
    tokens: inLoss.length,
  };
}

export const caseChoices = ['few', 'some', 'many'] as const;
export type CaseChoice = (typeof caseChoices)[number];

/** Hostile inputs that the completion was run with: at most 3, at most 10, or more. Null where nothing was run. */
export function exploitCount({ rollout }: Pick<LessonFacts, 'rollout'>): {
  choice: CaseChoice;
  exploits: number;
  functional: number;
} | null {
  if (rollout === null || rollout.outcome.cases.length === 0) return null;
  const exploits = exploitCases(rollout.outcome).total;
  const choice = exploits <= 3 ? 'few' : exploits <= 10 ? 'some' : 'many';
  return { choice, exploits, functional: functionalCases(rollout.outcome).total };
}
