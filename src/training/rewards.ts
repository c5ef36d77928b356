/** From judged completions to their rewards: outcome reward [B], token rewards [B,T]. */
import type { Outcome } from '../core/outcome.ts';
import { outcomeReward, type RewardPart } from '../core/outcomeReward.ts';
import type { Provenance, Rollout } from '../core/rollout.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import type { SampledCompletion } from './sampling.ts';
import { creditTokens } from './tokenCredit.ts';

/** Everything between the oracle and the advantages; [B] a completion, [B,T] a completion token. */
export interface RewardedBatch {
  readonly outcomes: readonly Outcome[];
  /** [B] */
  readonly rewards: number[];
  readonly rewardParts: RewardPart[][];
  /** 1 where a token is in the loss [B,T]. */
  readonly completionMask: number[][];
  /** What each completion was compared with, and the other completion where it is one of the group [B]. */
  readonly compared: Pick<Rollout, 'comparedWith' | 'contrast'>[];
  readonly provenance: Provenance[][];
  /** [B,T] */
  readonly tokenRewards: number[][];
}

export function rewardCompletions(
  rows: readonly SampledCompletion[],
  outcomes: readonly Outcome[],
  tokenizer: Pick<Tokenizer, 'encode' | 'withSpans' | 'endToken'>,
  config: RunConfig,
): RewardedBatch {
  const completionMask = rows.map((row) => maskOf(row, config));
  // Only what is cut at the length limit has no end token.
  const scored = outcomes.map((outcome, b) => outcomeReward(outcome, config, !rows[b].isTruncated));
  const credits = creditTokens(rows, outcomes, completionMask, tokenizer, config);
  return {
    outcomes,
    rewards: scored.map(({ reward }) => reward),
    rewardParts: scored.map(({ parts }) => parts),
    completionMask,
    compared: credits.map(({ comparedWith, contrast }) => ({ comparedWith, contrast })),
    provenance: credits.map((credit) => credit.provenance),
    tokenRewards: credits.map((credit) => credit.tokenRewards),
  };
}

function maskOf(row: SampledCompletion, { maskTruncatedCompletions }: RunConfig): number[] {
  const isIn = !(row.isTruncated && maskTruncatedCompletions);
  return row.text.ids.map(() => (isIn ? 1 : 0));
}
