/** The instance-level reward of a completion: what its tests say, before any token is looked at. */
import { exploitCases, functionalCases, isFunctional, type Outcome } from './outcome.ts';
import type { RunConfig } from './runConfig.ts';

export type OutcomeRewardSettings = Pick<
  RunConfig,
  | 'parseWeight'
  | 'functionalWeight'
  | 'secureWeight'
  | 'similarityWeight'
  | 'findingWeight'
  | 'missingEndPenalty'
>;

/** In the order of a report. */
export const rewardPartNames = [
  'parse',
  'functional',
  'secure',
  'similarity',
  'findings',
  'missingEnd',
] as const;
export type RewardPartName = (typeof rewardPartNames)[number];

/** One addend of the reward: value 0–1 times weight, which is below 0 for findings and missingEnd. */
export interface RewardPart {
  readonly name: RewardPartName;
  readonly value: number;
  readonly weight: number;
}

/**
 * reward = Σ value · weight over three parts:
 * parse — 1 if the completion parses; functional — share of functional cases passed; secure — share of
 * exploit cases blocked, 0 unless every functional case passes, because code that does nothing blocks
 * every exploit. All are 0 for a completion that does not parse.
 * A task without tests has other parts instead: similarity, to the repair; and, where static rules were asked,
 * findings — 1 if they found the weakness of its pair, which is taken off. No bonus for finding nothing, for
 * nothing is found in code that does nothing.
 * Of both kinds, with a missingEndPenalty: missingEnd — 1 if the completion has no end token, which is taken off.
 */
export function outcomeReward(
  outcome: Outcome,
  settings: OutcomeRewardSettings,
  hasEnd = true,
): { reward: number; parts: RewardPart[] } {
  const { missingEndPenalty } = settings;
  const parts =
    outcome.similarity === undefined
      ? testedParts(outcome, settings)
      : untestedParts(outcome.similarity, outcome.findings, settings);
  if (missingEndPenalty > 0) {
    parts.push({ name: 'missingEnd', value: hasEnd ? 0 : 1, weight: -missingEndPenalty });
  }
  return { reward: parts.reduce((sum, p) => sum + p.value * p.weight, 0), parts };
}

const testedParts = (outcome: Outcome, settings: OutcomeRewardSettings): RewardPart[] => [
  { name: 'parse', value: outcome.parses ? 1 : 0, weight: settings.parseWeight },
  {
    name: 'functional',
    value: outcome.parses ? share(functionalCases(outcome)) : 0,
    weight: settings.functionalWeight,
  },
  {
    name: 'secure',
    value: isFunctional(outcome) ? share(exploitCases(outcome)) : 0,
    weight: settings.secureWeight,
  },
];

const untestedParts = (
  similarity: number,
  findings: Outcome['findings'],
  settings: OutcomeRewardSettings,
): RewardPart[] => [
  { name: 'similarity', value: similarity, weight: settings.similarityWeight },
  ...(findings === undefined
    ? []
    : [
        {
          name: 'findings' as const,
          value: findings.length > 0 ? 1 : 0,
          weight: -settings.findingWeight,
        },
      ]),
];

const share = ({ passed, total }: { passed: number; total: number }) =>
  total === 0 ? 0 : passed / total;
