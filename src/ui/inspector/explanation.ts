/** Everything that explains one token, as plain data: what the inspector shows and "Copy as JSON" copies. */
import type { Rollout } from '../../core/rollout.ts';
import { mean, std } from '../../core/statistics.ts';
import { causeOf } from './cause.ts';

/** The explanation of token t. klToReference is log π_θ − log π_ref of this token (k1). */
export function explainToken(rollout: Rollout, t: number) {
  const logprob = rollout.logprobs[t] ?? 0;
  const refLogprob = rollout.refLogprobs[t] ?? 0;
  return {
    step: rollout.step,
    group: rollout.group,
    index: rollout.index,
    position: t,
    token: rollout.tokens[t] ?? '',
    advantage: rollout.advantages[t] ?? 0,
    outcomeAdvantage: rollout.outcomeAdvantage,
    tokenAdvantage: rollout.tokenAdvantages[t] ?? 0,
    tokenReward: rollout.tokenRewards[t] ?? 0,
    isInLoss: rollout.completionMask[t] !== 0,
    cause: causeOf(rollout, t),
    reward: rollout.reward,
    rewardParts: rollout.rewardParts,
    groupMean: mean(rollout.groupRewards),
    groupStd: std(rollout.groupRewards),
    pair: rollout.pair.id,
    cwe: rollout.pair.cwe,
    family: rollout.family,
    provenance: rollout.provenance[t] ?? null,
    logprob,
    oldLogprob: rollout.oldLogprobs[t] ?? 0,
    refLogprob,
    klToReference: logprob - refLogprob,
    ratio: rollout.ratio[t] ?? 1,
    isClipped: rollout.isClipped[t] === 1,
    entropy: rollout.entropy[t] ?? 0,
  };
}

export type TokenExplanation = ReturnType<typeof explainToken>;
