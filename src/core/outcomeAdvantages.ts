/** One advantage per completion [B] from its outcome reward, compared with others of its batch or group. */
import type { PerToken } from './perToken.ts';
import { rewardsToGo } from './rewardsToGo.ts';
import type { RunConfig } from './runConfig.ts';
import { mean, std } from './statistics.ts';
import { whiten } from './whitening.ts';

/** Added to the standard deviation by GRPO; verl core_algos.compute_grpo_outcome_advantage. */
const stdEpsilon = 1e-6;

/** The estimators that give one number a completion; gae.ts gives one a token. */
export type OutcomeEstimator = Exclude<RunConfig['advantageEstimator'], 'gae'>;

export interface OutcomeAdvantageSettings extends Pick<RunConfig, 'scaleRewards'> {
  readonly advantageEstimator: OutcomeEstimator;
}

/**
 * One advantage per completion [B].
 * grpo: (R − group mean) / (std + 1e-6), std of the group, of the batch or none (scaleRewards; Dr. GRPO).
 * rloo: R − mean of the other completions of its group.
 * reinforce++: R at the last token, undiscounted, whitened over all tokens of the batch.
 * rloo and reinforce++ define their own scale and ignore scaleRewards.
 * @param rewards outcome reward per completion [B]
 * @param groups which prompt each completion belongs to [B]
 * @param completionMask [B,T]; only reinforce++ reads it
 */
export function outcomeAdvantages(
  rewards: readonly number[],
  groups: readonly number[],
  completionMask: PerToken,
  settings: OutcomeAdvantageSettings,
): number[] {
  switch (settings.advantageEstimator) {
    case 'grpo':
      return grpoAdvantages(rewards, groups, settings.scaleRewards);
    case 'rloo':
      return rlooAdvantages(rewards, groups);
    case 'reinforce++': {
      const onLast = onLastToken(rewards, completionMask);
      const { advantages } = reinforcePlusPlusAdvantages(onLast, completionMask, 1);
      // Undiscounted, so every token of a completion has the same return.
      return advantages.map((row, b) => row[completionMask[b].lastIndexOf(1)] ?? 0);
    }
  }
}

/** The outcome reward of each completion [B] on its last token in the mask, 0 elsewhere [B,T]. */
export function onLastToken(rewards: readonly number[], completionMask: PerToken): number[][] {
  return completionMask.map((row, b) => {
    const last = row.lastIndexOf(1);
    return row.map((_, t) => (t === last ? rewards[b] : 0));
  });
}

/** GRPO [B]; a completion alone in its group has nothing to compare with and gets 0. */
export function grpoAdvantages(
  rewards: readonly number[],
  groups: readonly number[],
  scaleRewards: RunConfig['scaleRewards'],
): number[] {
  const byGroup = rewardsByGroup(rewards, groups);
  const batchStd = std(rewards);
  return rewards.map((reward, b) => {
    const group = byGroup.get(groups[b]) ?? [];
    const centred = reward - mean(group);
    if (scaleRewards === 'none') return centred;
    return centred / ((scaleRewards === 'group' ? std(group) : batchStd) + stdEpsilon);
  });
}

/** RLOO [B]: (R − group mean) · n / (n − 1); 0 alone in its group. Ahmadian et al. 2024. */
export function rlooAdvantages(rewards: readonly number[], groups: readonly number[]): number[] {
  const byGroup = rewardsByGroup(rewards, groups);
  return rewards.map((reward, b) => {
    const group = byGroup.get(groups[b]) ?? [];
    const n = group.length;
    return n < 2 ? 0 : ((reward - mean(group)) * n) / (n - 1);
  });
}

/**
 * REINFORCE++ on rewards [B,T]: discounted returns to go, then whitened over all tokens in the mask.
 * Hu 2025; verl compute_reinforce_plus_plus_outcome_advantage.
 */
export function reinforcePlusPlusAdvantages(
  rewards: PerToken,
  completionMask: PerToken,
  gamma: number,
): { returns: number[][]; advantages: number[][] } {
  const returns = rewardsToGo(rewards, completionMask, gamma);
  return { returns, advantages: whiten(returns, completionMask, true) };
}

function rewardsByGroup(rewards: readonly number[], groups: readonly number[]) {
  const byGroup = new Map<number, number[]>();
  rewards.forEach((reward, b) => {
    const group = byGroup.get(groups[b]);
    if (group) group.push(reward);
    else byGroup.set(groups[b], [reward]);
  });
  return byGroup;
}
