/**
 * From rewards to advantages [B,T]: A_t = outcome part + token part + KL part, each kept apart so that the
 * screen can show where an advantage came from. Nothing is ever summed over T before the advantage, which
 * would erase what token rewards are for.
 */
import { entropyMask } from './entropyFilter.ts';
import { gaeAdvantages, type GaeSettings } from './gae.ts';
import { onLastToken, outcomeAdvantages } from './outcomeAdvantages.ts';
import { mapTokens, requireSameShape, type PerToken } from './perToken.ts';
import { rewardsToGo } from './rewardsToGo.ts';
import type { RunConfig } from './runConfig.ts';
import { whitening, type Whitening } from './whitening.ts';

export type AdvantageSettings = GaeSettings &
  Pick<
    RunConfig,
    | 'advantageEstimator'
    | 'scaleRewards'
    | 'tokenAdvantageWeight'
    | 'tokenGamma'
    | 'whitenAdvantages'
    | 'shiftMean'
    | 'beta'
    | 'klPlacement'
    | 'topEntropyQuantile'
  >;

/** [B] is one entry a completion, [B,T] one a completion token. */
export interface AdvantageInput {
  /** Outcome reward [B]. */
  readonly rewards: readonly number[];
  /** Which prompt each completion belongs to [B]. */
  readonly groups: readonly number[];
  readonly completionMask: PerToken;
  readonly tokenRewards: PerToken;
  readonly oldLogprobs: PerToken;
  readonly refLogprobs: PerToken;
  /** Entropy when sampled. */
  readonly entropy: PerToken;
  /** What the critic expects before each token; gae needs it, the others do not read it. */
  readonly values: PerToken | null;
}

/** All [B,T] and 0 outside the mask; the three parts are whitened if the advantages are. */
export interface Advantages {
  readonly outcomeAdvantages: number[][];
  readonly tokenAdvantages: number[][];
  /** −β·k1 of each token, where the KL is in the reward; else 0. */
  readonly klRewards: number[][];
  readonly klAdvantages: number[][];
  /** What whitening took off every token. */
  readonly advantageShift: number;
  /** 1 where the entropy filter lets the policy term through. */
  readonly entropyMask: number[][];
  /** What enters the loss: entropyMask · (the three parts − advantageShift). */
  readonly advantages: number[][];
  /** What the critic shall learn to expect: advantage before whitening + value; null without a critic. */
  readonly returns: number[][] | null;
}

/**
 * grpo, rloo, reinforce++: the outcome gives one number a completion, spread over its tokens; token rewards,
 * times λ_tok, and KL rewards go in as their discounted sum to go (tokenGamma), so with tokenGamma 0 each
 * stays on the token that earned it.
 * gae: per-token reward r_t = λ_tok·token reward + KL reward, plus the outcome on the last token in the mask; the
 * outcome part also holds the critic's values.
 * Then whitening over the batch, if asked for, and the entropy filter.
 * @throws RangeError when arrays differ in shape, or gae has no values
 */
export function computeAdvantages(input: AdvantageInput, settings: AdvantageSettings): Advantages {
  const { completionMask, tokenRewards, oldLogprobs, refLogprobs, entropy, values } = input;
  requireSameShape(completionMask, { tokenRewards, oldLogprobs, refLogprobs, entropy });
  const klWeight = settings.klPlacement === 'reward' ? settings.beta : 0;
  const klRewards = within(completionMask, (b, t) =>
    klWeight === 0 ? 0 : -klWeight * (oldLogprobs[b][t] - refLogprobs[b][t]),
  );
  const parts = partsOf(input, klRewards, settings);
  const raw = within(
    completionMask,
    (b, t) => parts.outcome[b][t] + parts.token[b][t] + parts.kl[b][t],
  );
  const { scale, shift } = settings.whitenAdvantages
    ? whitening(raw, completionMask, settings.shiftMean)
    : unchanged;
  const scaled = (part: PerToken) => mapTokens(part, (value) => value * scale);
  const filter = entropyMask(entropy, completionMask, settings.topEntropyQuantile);
  return {
    outcomeAdvantages: scaled(parts.outcome),
    tokenAdvantages: scaled(parts.token),
    klRewards,
    klAdvantages: scaled(parts.kl),
    advantageShift: shift,
    entropyMask: filter,
    advantages: within(filter, (b, t) => raw[b][t] * scale - shift),
    returns:
      settings.advantageEstimator === 'gae' && values
        ? within(completionMask, (b, t) => raw[b][t] + values[b][t])
        : null,
  };
}

const unchanged: Whitening = { scale: 1, shift: 0 };

/** Values where the mask [B,T] is not 0, and 0 elsewhere. */
const within = (mask: PerToken, valueAt: (b: number, t: number) => number) =>
  mapTokens(mask, (m, b, t) => (m === 0 ? 0 : valueAt(b, t)));

function partsOf(input: AdvantageInput, klRewards: PerToken, settings: AdvantageSettings) {
  const { rewards, groups, completionMask, tokenRewards, values } = input;
  const { advantageEstimator, tokenAdvantageWeight } = settings;
  const weighted = within(completionMask, (b, t) => tokenAdvantageWeight * tokenRewards[b][t]);
  if (advantageEstimator === 'gae') {
    if (!values) {
      throw new RangeError('gae has no values; pass what the critic expects before each token.');
    }
    const estimate = (part: PerToken, given: PerToken | null) =>
      gaeAdvantages(part, given, completionMask, settings);
    return {
      outcome: estimate(onLastToken(rewards, completionMask), values),
      token: estimate(weighted, null),
      kl: estimate(klRewards, null),
    };
  }
  const outcome = outcomeAdvantages(rewards, groups, completionMask, {
    advantageEstimator,
    scaleRewards: settings.scaleRewards,
  });
  return {
    outcome: within(completionMask, (b) => outcome[b]),
    token: rewardsToGo(weighted, completionMask, settings.tokenGamma),
    kl: rewardsToGo(klRewards, completionMask, settings.tokenGamma),
  };
}
