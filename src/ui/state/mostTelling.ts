/** Which rollout of a step to show first. */
import type { Rollout } from '../../core/rollout.ts';

/** Tokens whose credit differs from the rest of the completion; both signs count double. */
function tellingTokens(rollout: Rollout): number {
  const inLoss = rollout.tokenAdvantages.filter((_, t) => rollout.completionMask[t] !== 0);
  const positive = inLoss.filter((a) => a > 0).length;
  const negative = inLoss.filter((a) => a < 0).length;
  return positive + negative + 2 * Math.min(positive, negative);
}

/** The rollout with the most tokens that the token term moved; the earliest of equals. */
export function mostTelling(rollouts: readonly Rollout[]): Rollout | undefined {
  return rollouts.reduce<Rollout | undefined>(
    (best, rollout) =>
      best === undefined || tellingTokens(rollout) > tellingTokens(best) ? rollout : best,
    undefined,
  );
}
