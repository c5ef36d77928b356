/**
 * From rewards to advantages [B,T]. The outcome is normalised to one number a completion and spread over its
 * tokens; the token term is added per token: A_t = Â_outcome + λ·G_t. Nothing is ever summed over
 * T before the advantage, which would erase what token rewards are for.
 */
import { mapTokens, requireSameShape, type PerToken } from './perToken.ts';
import type { RunConfig } from './runConfig.ts';
import { mean, std } from './statistics.ts';

/** Added to the standard deviation by GRPO; verl core_algos.compute_grpo_outcome_advantage. */
const stdEpsilon = 1e-6;
/** Added to the variance by whitening; verl masked_whiten. */
const varianceEpsilon = 1e-8;

export type OutcomeAdvantageSettings = Pick<RunConfig, 'advantageEstimator' | 'scaleRewards'>;
export type TokenAdvantageSettings = Pick<RunConfig, 'tokenAdvantageWeight' | 'tokenGamma'>;

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
      const onLast = completionMask.map((row, b) =>
        row.map((_, t) => (t === row.lastIndexOf(1) ? rewards[b] : 0)),
      );
      const { advantages } = reinforcePlusPlusAdvantages(onLast, completionMask, 1);
      // Undiscounted, so every token of a completion has the same return.
      return advantages.map((row, b) => row[completionMask[b].lastIndexOf(1)] ?? 0);
    }
  }
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
 * REINFORCE++ on rewards [B,T]: discounted returns to go, then whitened over all tokens in the mask
 * (unbiased variance). Hu 2025; verl compute_reinforce_plus_plus_outcome_advantage.
 */
export function reinforcePlusPlusAdvantages(
  rewards: PerToken,
  completionMask: PerToken,
  gamma: number,
): { returns: number[][]; advantages: number[][] } {
  const returns = rewardsToGo(rewards, completionMask, gamma);
  const inMask = returns.flatMap((row, b) => row.filter((_, t) => completionMask[b][t] !== 0));
  const centre = mean(inMask);
  const scale = Math.sqrt(std(inMask) ** 2 + varianceEpsilon);
  const advantages = mapTokens(returns, (value, b, t) =>
    completionMask[b][t] === 0 ? 0 : (value - centre) / scale,
  );
  return { returns, advantages };
}

/**
 * Discounted sum of this and all later rewards of a completion, G_t = r_t + γ·G_{t+1} [B,T].
 * Positions outside the mask are 0 and pass nothing on.
 */
export function rewardsToGo(
  rewards: PerToken,
  completionMask: PerToken,
  gamma: number,
): number[][] {
  requireSameShape(completionMask, { rewards });
  return completionMask.map((mask, b) => {
    const row = new Array<number>(mask.length).fill(0);
    let toGo = 0;
    for (let t = mask.length - 1; t >= 0; t -= 1) {
      toGo = mask[t] === 0 ? 0 : rewards[b][t] + gamma * toGo;
      row[t] = toGo;
    }
    return row;
  });
}

/** The token term λ·G_t [B,T]. With γ = 0 each token keeps exactly its own reward. */
export function tokenAdvantages(
  tokenRewards: PerToken,
  completionMask: PerToken,
  settings: TokenAdvantageSettings,
): number[][] {
  return mapTokens(
    rewardsToGo(tokenRewards, completionMask, settings.tokenGamma),
    (toGo) => settings.tokenAdvantageWeight * toGo,
  );
}

/**
 * What enters the loss [B,T]: (outcome advantage [B] + token term [B,T]) inside the mask, 0 outside.
 */
export function combineAdvantages(
  outcome: readonly number[],
  tokenTerm: PerToken,
  completionMask: PerToken,
): number[][] {
  requireSameShape(completionMask, { tokenTerm });
  return mapTokens(completionMask, (m, b, t) => (m === 0 ? 0 : outcome[b] + tokenTerm[b][t]));
}

/** The same rollouts without the token term [B,T]: what training on the outcome alone would use. */
export function outcomeOnlyAdvantages(
  outcome: readonly number[],
  completionMask: PerToken,
): number[][] {
  return mapTokens(completionMask, (m, b) => (m === 0 ? 0 : outcome[b]));
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
