/** Gathers one Rollout per completion: the record that the screen shows and that a test compares. */
import type { PolicyLoss } from '../core/objective.ts';
import { tokenTexts } from '../core/pair.ts';
import type { Rollout } from '../core/rollout.ts';
import type { RewardedBatch } from './rewards.ts';
import type { SampledCompletion } from './sampling.ts';

/** What is known of a batch: `policy` holds the reference loss on what the update saw. */
export interface RolloutParts {
  readonly rows: readonly SampledCompletion[];
  readonly rewarded: RewardedBatch;
  readonly refLogprobs: readonly number[][];
  readonly logprobs: readonly (readonly number[])[];
  readonly policy: Pick<PolicyLoss, 'ratio' | 'isClipped'>;
}

export function describeRollouts(step: number, endToken: string, parts: RolloutParts): Rollout[] {
  const { rows, rewarded, refLogprobs, logprobs, policy } = parts;
  return rows.map((row, b) => {
    const groupRewards = rewarded.rewards.filter((_, i) => rows[i].group === row.group);
    return {
      step,
      group: row.group,
      index: row.index,
      prompt: row.task.prompt,
      family: row.task.family,
      pair: row.task.pair,
      completion: row.text.text,
      tokens: tokenTexts(row.text, endToken),
      isTruncated: row.isTruncated,
      completionMask: rewarded.completionMask[b],
      outcome: rewarded.outcomes[b],
      reward: rewarded.rewards[b],
      rewardParts: rewarded.rewardParts[b],
      groupRewards,
      outcomeAdvantage: rewarded.outcomeAdvantages[b],
      tokenRewards: rewarded.tokenRewards[b],
      tokenAdvantages: rewarded.tokenAdvantages[b],
      advantages: rewarded.advantages[b],
      provenance: rewarded.provenance[b],
      oldLogprobs: [...row.oldLogprobs],
      refLogprobs: refLogprobs[b],
      logprobs: [...logprobs[b]],
      ratio: policy.ratio[b],
      isClipped: policy.isClipped[b],
      entropy: [...row.entropy],
    };
  });
}
