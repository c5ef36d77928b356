/**
 * The policy loss on plain arrays: the readable reference that the loss on the accelerator must equal in
 * value and gradient. One token at a time, no broadcasting.
 */
import { aggregationWeights, type AggregationSettings } from './aggregation.ts';
import { clamp, klEstimate, maxLogRatio } from './klEstimate.ts';
import { mapTokens, maskedMean, requireSameShape, type PerToken } from './perToken.ts';
import type { RunConfig } from './runConfig.ts';

export type PolicyLossSettings = AggregationSettings &
  Pick<
    RunConfig,
    | 'importanceSamplingLevel'
    | 'epsilon'
    | 'epsilonHigh'
    | 'delta'
    | 'beta'
    | 'klEstimator'
    | 'klPlacement'
    | 'entropyCoef'
  >;

/** All [B,T]: log-probabilities of the sampled tokens under π_θ, π_old and π_ref, natural logarithm. */
export interface PolicyLossInput {
  readonly logprobs: PerToken;
  readonly oldLogprobs: PerToken;
  readonly refLogprobs: PerToken;
  readonly advantages: PerToken;
  /** Entropy of π_θ. */
  readonly entropy: PerToken;
  readonly completionMask: PerToken;
}

/** Arrays are [B,T] and 0 outside the mask, except ratio, which is 1 there. */
export interface PolicyLoss {
  readonly loss: number;
  /** ∂loss/∂logprobs. */
  readonly gradLogprobs: number[][];
  /** ∂loss/∂entropy. */
  readonly gradEntropy: number[][];
  /** Loss of each token before aggregation: clipped policy term + β·kl − entropyCoef·entropy. */
  readonly tokenLosses: number[][];
  readonly ratio: number[][];
  readonly kl: number[][];
  /** 1 where clipping cut the gradient of the policy term. */
  readonly isClipped: number[][];
  /** Mean of kl over the tokens in the mask. */
  readonly klMean: number;
  /** Share of tokens with A < 0 and ratio < 1 − ε. */
  readonly clipLow: number;
  /** Share of tokens with A > 0 and ratio > 1 + ε_high. */
  readonly clipHigh: number;
  /** clipLow + clipHigh. */
  readonly clipRegion: number;
  /** Share of tokens with A < 0 and ratio > δ. */
  readonly clipDual: number;
}

/**
 * The clipped policy loss with KL to the reference and entropy bonus, and its analytic gradient.
 *
 * Per token, with ratio = exp(clamp(l, ±20)) and l = logp − old:
 *   policy = max(−A·ratio, −A·clip(ratio, 1 − ε, 1 + ε_high)), and at most −A·δ where A < 0 (dual clip)
 *   loss_t = policy + β·kl(logp, ref) − entropyCoef·entropy, without the KL where it is in the reward
 * and loss = Σ w·loss_t with the weights of aggregationWeights. A clamped log-ratio has no gradient.
 * At sequence level l = logp − sg[logp] + sg[mean of logp − old over the completion], sg being a constant to the
 * gradient: all tokens have one ratio, and each keeps its own advantage.
 * Schulman et al. 2017 (PPO), Ye et al. 2020 (dual clip), DAPO (ε_high), Zheng et al. 2025 (GSPO-token); verl
 * compute_policy_loss and compute_policy_loss_gspo, which has no dual clip.
 * @throws RangeError when the arrays differ in shape.
 */
export function policyLoss(input: PolicyLossInput, settings: PolicyLossSettings): PolicyLoss {
  const { logprobs, oldLogprobs, refLogprobs, advantages, entropy, completionMask } = input;
  requireSameShape(completionMask, { logprobs, oldLogprobs, refLogprobs, advantages, entropy });
  const weights = aggregationWeights(completionMask, settings);
  const logRatios = logRatiosOf(input, settings.importanceSamplingLevel);
  const terms = completionMask.map((row, b) =>
    row.map((m, t) =>
      m === 0
        ? outsideTerm
        : tokenTerm(
            {
              logp: logprobs[b][t],
              refLogp: refLogprobs[b][t],
              logRatio: logRatios[b][t],
              advantage: advantages[b][t],
              entropy: entropy[b][t],
            },
            settings,
          ),
    ),
  );
  const pick = (value: (term: TokenTerm) => number) => terms.map((row) => row.map(value));
  const share = (isIn: (term: TokenTerm) => boolean) =>
    maskedMean(
      pick((term) => (isIn(term) ? 1 : 0)),
      completionMask,
    );

  const tokenLosses = pick((term) => term.loss);
  const kl = pick((term) => term.kl);
  const clipLow = share((term) => term.clip === 'low');
  const clipHigh = share((term) => term.clip === 'high');
  return {
    loss: mapTokens(tokenLosses, (value, b, t) => weights[b][t] * value)
      .flat()
      .reduce((sum, value) => sum + value, 0),
    gradLogprobs: terms.map((row, b) => row.map((term, t) => weights[b][t] * term.grad)),
    gradEntropy: weights.map((row) => row.map((w) => -w * settings.entropyCoef)),
    tokenLosses,
    ratio: pick((term) => term.ratio),
    kl,
    isClipped: pick((term) => (term.clip === 'none' ? 0 : 1)),
    klMean: maskedMean(kl, completionMask),
    clipLow,
    clipHigh,
    clipRegion: clipLow + clipHigh,
    clipDual: share((term) => term.clip === 'dual'),
  };
}

interface TokenTerm {
  readonly loss: number;
  /** ∂loss_t/∂logp. */
  readonly grad: number;
  readonly ratio: number;
  readonly kl: number;
  /** What cut the gradient of the policy term; overflow is the bound of the log-ratio itself. */
  readonly clip: 'none' | 'low' | 'high' | 'dual' | 'overflow';
}

const outsideTerm: TokenTerm = { loss: 0, grad: 0, ratio: 1, kl: 0, clip: 'none' };

interface TokenInput {
  readonly logp: number;
  readonly refLogp: number;
  readonly logRatio: number;
  readonly advantage: number;
  readonly entropy: number;
}

function tokenTerm(
  { logp, refLogp, logRatio, advantage, entropy }: TokenInput,
  settings: PolicyLossSettings,
): TokenTerm {
  const ratio = Math.exp(clamp(logRatio, -maxLogRatio, maxLogRatio));
  const clipped = clamp(ratio, 1 - settings.epsilon, 1 + settings.epsilonHigh);
  const ppo = Math.max(-advantage * ratio, -advantage * clipped);
  const policy = advantage < 0 ? Math.min(ppo, -advantage * settings.delta) : ppo;
  const clip = clipOf(ratio, Math.abs(logRatio) > maxLogRatio, advantage, settings);
  const kl = klEstimate(logp, refLogp, settings.klEstimator);
  const klWeight = settings.klPlacement === 'loss' ? settings.beta : 0;
  return {
    loss: policy + klWeight * kl.value - settings.entropyCoef * entropy,
    // d ratio / d logp = ratio, at both levels.
    grad: (clip === 'none' ? -advantage * ratio : 0) + klWeight * kl.grad,
    ratio,
    kl: kl.value,
    clip,
  };
}

/** log ratio of each token [B,T], at sequence level the mean over the completion's tokens in the mask. */
function logRatiosOf(
  { logprobs, oldLogprobs, completionMask }: PolicyLossInput,
  level: RunConfig['importanceSamplingLevel'],
): number[][] {
  const own = mapTokens(logprobs, (logp, b, t) => logp - oldLogprobs[b][t]);
  if (level === 'token') return own;
  return own.map((row, b) => {
    const average = maskedMean([row], [completionMask[b]]);
    return row.map(() => average);
  });
}

function clipOf(
  ratio: number,
  isClamped: boolean,
  advantage: number,
  { epsilon, epsilonHigh, delta }: PolicyLossSettings,
): TokenTerm['clip'] {
  if (advantage > 0 && ratio > 1 + epsilonHigh) return 'high';
  if (advantage < 0 && ratio < 1 - epsilon) return 'low';
  if (advantage < 0 && ratio > delta) return 'dual';
  return isClamped && advantage !== 0 ? 'overflow' : 'none';
}
