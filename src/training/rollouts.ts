/** Gathers one Rollout per completion: the record that the screen shows and that a test compares. */
import type { Advantages } from '../core/advantages.ts';
import type { PolicyLoss } from '../core/objective.ts';
import { tokenTexts } from '../core/pair.ts';
import type { Rollout } from '../core/rollout.ts';
import type { RewardedBatch } from './rewards.ts';
import type { SampledCompletion } from './sampling.ts';

/** What is known of a batch: `policy` holds the reference loss on what the update saw. */
export interface RolloutParts {
  readonly rows: readonly SampledCompletion[];
  readonly rewarded: RewardedBatch;
  readonly credited: Advantages;
  /** [B,T], or null without a critic. */
  readonly values: readonly number[][] | null;
  readonly refLogprobs: readonly number[][];
  readonly logprobs: readonly (readonly number[])[];
  readonly policy: Pick<PolicyLoss, 'ratio' | 'isClipped' | 'kl'>;
}

export function describeRollouts(step: number, endToken: string, parts: RolloutParts): Rollout[] {
  const { rows, rewarded, credited, values, refLogprobs, logprobs, policy } = parts;
  return rows.map((row, b) => {
    const groupRewards = rewarded.rewards.filter((_, i) => rows[i].group === row.group);
    return {
      step,
      group: row.group,
      index: row.index,
      prompt: row.task.prompt,
      family: row.task.family,
      pair: row.task.pair,
      ...rewarded.compared[b],
      completion: row.text.text,
      tokens: tokenTexts(row.text, endToken),
      isTruncated: row.isTruncated,
      completionMask: rewarded.completionMask[b],
      outcome: rewarded.outcomes[b],
      reward: rewarded.rewards[b],
      rewardParts: rewarded.rewardParts[b],
      groupRewards,
      outcomeAdvantages: credited.outcomeAdvantages[b],
      tokenRewards: rewarded.tokenRewards[b],
      tokenAdvantages: credited.tokenAdvantages[b],
      klRewards: credited.klRewards[b],
      klAdvantages: credited.klAdvantages[b],
      advantageShift: credited.advantageShift,
      entropyMask: credited.entropyMask[b],
      advantages: credited.advantages[b],
      values: values ? values[b] : null,
      provenance: rewarded.provenance[b],
      oldLogprobs: [...row.oldLogprobs],
      refLogprobs: refLogprobs[b],
      logprobs: [...logprobs[b]],
      kl: policy.kl[b],
      ratio: policy.ratio[b],
      isClipped: policy.isClipped[b],
      entropy: [...row.entropy],
    };
  });
}
