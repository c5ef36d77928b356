/** From judged completions to what enters the loss: mask, alignment, token rewards, advantages. */
import { combineAdvantages, outcomeAdvantages, tokenAdvantages } from '../core/advantages.ts';
import { alignCompletion } from '../core/alignment.ts';
import type { Outcome } from '../core/outcome.ts';
import { outcomeReward, type RewardPart } from '../core/outcomeReward.ts';
import type { Provenance } from '../core/rollout.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { securityMask, type SecurityMask } from '../core/securityMask.ts';
import { tokenRewards } from '../core/tokenRewards.ts';
import type { TrainingTask } from '../corpus/tasks.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import type { SampledCompletion } from './sampling.ts';

/** Everything between the oracle and the loss; [B] a completion, [B,T] a completion token. */
export interface RewardedBatch {
  readonly outcomes: readonly Outcome[];
  /** [B] */
  readonly rewards: number[];
  readonly rewardParts: RewardPart[][];
  /** [B] */
  readonly outcomeAdvantages: number[];
  /** 1 where a token is in the loss [B,T]. */
  readonly completionMask: number[][];
  readonly provenance: Provenance[][];
  /** [B,T] */
  readonly tokenRewards: number[][];
  /** [B,T] */
  readonly tokenAdvantages: number[][];
  /** What enters the loss [B,T]. */
  readonly advantages: number[][];
}

export function rewardCompletions(
  rows: readonly SampledCompletion[],
  outcomes: readonly Outcome[],
  tokenizer: Tokenizer,
  config: RunConfig,
): RewardedBatch {
  const completionMask = rows.map((row) => maskOf(row, config));
  const scored = outcomes.map((outcome) => outcomeReward(outcome, config));
  const rewards = scored.map(({ reward }) => reward);
  const groups = rows.map((row) => row.group);
  const outcomePart = outcomeAdvantages(rewards, groups, completionMask, config);

  const masks = masksByTask(rows, tokenizer, config);
  const aligned = rows.map((row, b) => {
    const mask = masks[row.group];
    const { provenance } = alignCompletion(row.text, mask, completionMask[b]);
    return { provenance, rewards: tokenRewards(provenance, mask.hunks, config) };
  });
  const perToken = aligned.map((a) => a.rewards);
  const tokenPart = tokenAdvantages(perToken, completionMask, config);
  return {
    outcomes,
    rewards,
    rewardParts: scored.map(({ parts }) => parts),
    outcomeAdvantages: outcomePart,
    completionMask,
    provenance: aligned.map((a) => a.provenance),
    tokenRewards: perToken,
    tokenAdvantages: tokenPart,
    advantages: combineAdvantages(outcomePart, tokenPart, completionMask),
  };
}

function maskOf(row: SampledCompletion, { maskTruncatedCompletions }: RunConfig): number[] {
  const isIn = !(row.isTruncated && maskTruncatedCompletions);
  return row.text.ids.map(() => (isIn ? 1 : 0));
}

/** The security mask of each task's pair, tokenised with its end token as completions are. */
function masksByTask(
  rows: readonly SampledCompletion[],
  tokenizer: Tokenizer,
  config: RunConfig,
): SecurityMask[] {
  const masks: SecurityMask[] = [];
  for (const { group, task } of rows) masks[group] ??= pairMask(task, tokenizer, config);
  return masks;
}

function pairMask({ pair }: TrainingTask, tokenizer: Tokenizer, config: RunConfig): SecurityMask {
  const tokenise = (code: string) =>
    tokenizer.withSpans([...tokenizer.encode(code), tokenizer.endToken.id]);
  return securityMask(
    { vulnerable: tokenise(pair.vulnerable), secure: tokenise(pair.secure) },
    config,
  );
}
