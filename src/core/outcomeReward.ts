/** The instance-level reward of a completion: what its tests say, before any token is looked at. */
import { exploitCases, functionalCases, isFunctional, type Outcome } from './outcome.ts';
import type { RunConfig } from './runConfig.ts';

export type OutcomeRewardSettings = Pick<
  RunConfig,
  'parseWeight' | 'functionalWeight' | 'secureWeight'
>;

/** One addend of the reward: value 0–1 times weight. */
export interface RewardPart {
  readonly name: 'parse' | 'functional' | 'secure';
  readonly value: number;
  readonly weight: number;
}

/**
 * reward = Σ value · weight over three parts:
 * parse — 1 if the completion parses; functional — share of functional cases passed; secure — share of
 * exploit cases blocked, 0 unless every functional case passes, because code that does nothing blocks
 * every exploit. All are 0 for a completion that does not parse.
 */
export function outcomeReward(
  outcome: Outcome,
  settings: OutcomeRewardSettings,
): { reward: number; parts: RewardPart[] } {
  const parts: RewardPart[] = [
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
  return { reward: parts.reduce((sum, p) => sum + p.value * p.weight, 0), parts };
}

const share = ({ passed, total }: { passed: number; total: number }) =>
  total === 0 ? 0 : passed / total;
