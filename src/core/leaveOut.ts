/**
 * The advantages of a step once more from the parts that its rollouts store, all of them or without some: what the
 * tokens would have been told if a reward component had not been there.
 */
import { computeAdvantages, type Advantages, type AdvantageSettings } from './advantages.ts';
import type { Rollout } from './rollout.ts';
import type { RunConfig } from './runConfig.ts';
import { stageConfig } from './stagePlan.ts';

/** Components that are no part of the outcome reward. */
const tokenComponents = ['tokenSecure', 'tokenVulnerable', 'kl'] as const;
type TokenComponent = (typeof tokenComponents)[number];

/** The name of a part of the outcome reward, or one of the components above. */
export type RewardComponent = string;

type RecomputeSettings = AdvantageSettings & Pick<RunConfig, 'klController'>;

/**
 * The components that add something in these rollouts: parts of the outcome reward in their order, then positive
 * and negative token rewards, then the KL in the reward.
 */
export function rewardComponents(rollouts: readonly Rollout[]): RewardComponent[] {
  const parts = rollouts.flatMap((r) => r.rewardParts.filter((p) => p.value * p.weight !== 0));
  const hasAny: Record<TokenComponent, (rollout: Rollout) => boolean> = {
    tokenSecure: (r) => r.tokenAdvantages.some((a) => a > 0),
    tokenVulnerable: (r) => r.tokenAdvantages.some((a) => a < 0),
    kl: (r) => r.klRewards.some((reward) => reward !== 0),
  };
  return [
    ...new Set(parts.map(({ name }) => name)),
    ...tokenComponents.filter((component) => rollouts.some(hasAny[component])),
  ];
}

/**
 * The advantages of a step [B,T] without some components; rows are in the order of `rollouts`.
 * Without leaving anything out they are the stored ones exactly, if β was fixed.
 * @param rollouts all of one step: groups, whitening and the batch's spread need every one
 * @param settings those of the step, as stepSettings gives them
 */
export function recomputeAdvantages(
  rollouts: readonly Rollout[],
  settings: RecomputeSettings,
  without: ReadonlySet<RewardComponent> = new Set(),
): Advantages {
  const kept = rollouts.map((r) => r.rewardParts.filter(({ name }) => !without.has(name)));
  const isKept = (reward: number) => !without.has(reward > 0 ? 'tokenSecure' : 'tokenVulnerable');
  return computeAdvantages(
    {
      // The order of addition is outcomeReward's, so that the sum is the stored reward to the last bit.
      rewards: kept.map((parts) => parts.reduce((sum, p) => sum + p.value * p.weight, 0)),
      groups: rollouts.map((r) => r.group),
      completionMask: rollouts.map((r) => r.completionMask),
      tokenRewards: rollouts.map((r) => r.tokenRewards.map((x) => (isKept(x) ? x : 0))),
      oldLogprobs: rollouts.map((r) => r.oldLogprobs),
      refLogprobs: rollouts.map((r) => r.refLogprobs),
      entropy: rollouts.map((r) => r.entropy),
      values: rollouts.every((r) => r.values !== null) ? rollouts.map((r) => r.values ?? []) : null,
    },
    without.has('kl') ? { ...settings, klPlacement: 'loss' } : settings,
  );
}

/**
 * The settings that these rollouts' step was trained with, or null when neither those of the run's stages nor the β
 * seen in its KL rewards give back the stored advantages: then the run was another, or rollouts are missing.
 */
export function stepSettings(rollouts: readonly Rollout[], config: RunConfig): RunConfig | null {
  if (config.advantageEstimator === 'gae' && rollouts.some((r) => r.values === null)) return null;
  const steered = { ...config, beta: usedBeta(rollouts, config) };
  const stages = [steered, stageConfig(steered, 'outcome')];
  return stages.find((settings) => isReproduced(rollouts, settings)) ?? null;
}

/** β of this step: an adaptive controller moves it, and each KL reward is −β·(old − ref). */
function usedBeta(rollouts: readonly Rollout[], { beta, klController }: RunConfig): number {
  if (klController === 'fixed') return beta;
  let widest = 0;
  let used = beta;
  for (const { klRewards, oldLogprobs, refLogprobs } of rollouts) {
    klRewards.forEach((reward, t) => {
      const gap = oldLogprobs[t] - refLogprobs[t];
      // The widest gap gives the quotient with the least rounding.
      if (reward === 0 || Math.abs(gap) <= widest) return;
      widest = Math.abs(gap);
      used = -reward / gap;
    });
  }
  return used;
}

/** Room for the rounding of an inferred β. */
const tolerance = 1e-9;

function isReproduced(rollouts: readonly Rollout[], settings: RecomputeSettings): boolean {
  const { advantages } = recomputeAdvantages(rollouts, settings);
  return rollouts.every((rollout, b) =>
    rollout.advantages.every((a, t) => Math.abs(a - advantages[b][t]) <= tolerance),
  );
}
