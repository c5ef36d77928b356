/** Everything that explains one token, as plain data: what the inspector shows and "Copy as JSON" copies. */
import type { Rollout } from '../../core/rollout.ts';
import type { RunConfig } from '../../core/runConfig.ts';
import { mean, std } from '../../core/statistics.ts';
import type { Locale } from '../i18n/language.ts';
import { causeOf, outcomeCauseOf } from './cause.ts';
import { formulasOf } from './formula.ts';

/**
 * The explanation of token i. logprobChange is log π_θ − log π_ref of this token.
 * @param settings what the step was trained with, or null when that is not known
 */
export function explainToken(
  rollout: Rollout,
  i: number,
  settings: RunConfig | null,
  locale: Locale,
) {
  const logprob = rollout.logprobs[i] ?? 0;
  const refLogprob = rollout.refLogprobs[i] ?? 0;
  return {
    step: rollout.step,
    group: rollout.group,
    index: rollout.index,
    position: i,
    token: rollout.tokens[i] ?? '',
    advantage: rollout.advantages[i] ?? 0,
    outcomeAdvantage: rollout.outcomeAdvantages[i] ?? 0,
    tokenAdvantage: rollout.tokenAdvantages[i] ?? 0,
    klAdvantage: rollout.klAdvantages[i] ?? 0,
    advantageShift: rollout.advantageShift,
    isInLoss: rollout.completionMask[i] !== 0,
    isInEntropyFilter: rollout.entropyMask[i] !== 0,
    formulas: formulasOf(rollout, i, settings, locale),
    cause: causeOf(rollout, i, locale),
    outcomeCause: outcomeCauseOf(rollout, i, locale),
    tokenReward: rollout.tokenRewards[i] ?? 0,
    klReward: rollout.klRewards[i] ?? 0,
    reward: rollout.reward,
    rewardParts: rollout.rewardParts,
    groupMean: mean(rollout.groupRewards),
    groupStd: std(rollout.groupRewards),
    pair: rollout.pair.id,
    cwe: rollout.pair.cwe,
    pairProvenance: rollout.pair.provenance ?? null,
    family: rollout.family,
    contrastedWith: rollout.contrast?.index ?? null,
    provenance: rollout.provenance[i] ?? null,
    logprob,
    oldLogprob: rollout.oldLogprobs[i] ?? 0,
    refLogprob,
    logprobChange: logprob - refLogprob,
    kl: rollout.kl[i] ?? 0,
    value: rollout.values?.[i] ?? null,
    ratio: rollout.ratio[i] ?? 1,
    isClipped: rollout.isClipped[i] === 1,
    entropy: rollout.entropy[i] ?? 0,
  };
}

export type TokenExplanation = ReturnType<typeof explainToken>;
