/**
 * The policy loss on plain arrays: the readable reference that the loss on the accelerator must equal in
 * value and gradient. One token at a time, no broadcasting.
 */
import { aggregationWeights, type AggregationSettings } from './aggregation.ts';
import { mapTokens, maskedMean, requireSameShape, type PerToken } from './perToken.ts';
import type { RunConfig } from './runConfig.ts';

export type PolicyLossSettings = AggregationSettings &
  Pick<RunConfig, 'epsilon' | 'epsilonHigh' | 'delta' | 'beta' | 'klEstimator'>;

/** All [B,T]: log-probabilities of the sampled tokens under π_θ, π_old and π_ref, natural logarithm. */
export interface PolicyLossInput {
  readonly logprobs: PerToken;
  readonly oldLogprobs: PerToken;
  readonly refLogprobs: PerToken;
  readonly advantages: PerToken;
  readonly completionMask: PerToken;
}

/** Arrays are [B,T] and 0 outside the mask, except ratio, which is 1 there. */
export interface PolicyLoss {
  readonly loss: number;
  /** ∂loss/∂logprobs. */
  readonly gradLogprobs: number[][];
  /** Loss of each token before aggregation: clipped policy term + β·kl. */
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

/** Bound of every log-ratio before exp, so that no token can overflow; verl clamps at the same value. */
export const maxLogRatio = 20;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/**
 * The clipped policy loss with KL to the reference, and its analytic gradient.
 *
 * Per token, with ratio = exp(clamp(logp − old, ±20)):
 *   policy = max(−A·ratio, −A·clip(ratio, 1 − ε, 1 + ε_high)), and at most −A·δ where A < 0 (dual clip)
 *   loss_t = policy + β·kl(logp, ref)
 * and loss = Σ w·loss_t with the weights of aggregationWeights. A clamped log-ratio has no gradient.
 * Schulman et al. 2017 (PPO), Ye et al. 2020 (dual clip), DAPO (ε_high); verl compute_policy_loss.
 * @throws RangeError when the arrays differ in shape.
 */
export function policyLoss(input: PolicyLossInput, settings: PolicyLossSettings): PolicyLoss {
  const { logprobs, oldLogprobs, refLogprobs, advantages, completionMask } = input;
  requireSameShape(completionMask, { logprobs, oldLogprobs, refLogprobs, advantages });
  const weights = aggregationWeights(completionMask, settings);
  const terms = completionMask.map((row, b) =>
    row.map((m, t) =>
      m === 0
        ? outsideTerm
        : tokenTerm(
            logprobs[b][t],
            oldLogprobs[b][t],
            refLogprobs[b][t],
            advantages[b][t],
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

function tokenTerm(
  logp: number,
  oldLogp: number,
  refLogp: number,
  advantage: number,
  settings: PolicyLossSettings,
): TokenTerm {
  const ratio = Math.exp(clamp(logp - oldLogp, -maxLogRatio, maxLogRatio));
  const clipped = clamp(ratio, 1 - settings.epsilon, 1 + settings.epsilonHigh);
  const ppo = Math.max(-advantage * ratio, -advantage * clipped);
  const policy = advantage < 0 ? Math.min(ppo, -advantage * settings.delta) : ppo;
  const clip = clipOf(ratio, Math.abs(logp - oldLogp) > maxLogRatio, advantage, settings);
  const kl = klEstimate(logp, refLogp, settings.klEstimator);
  return {
    loss: policy + settings.beta * kl.value,
    // d ratio / d logp = ratio.
    grad: (clip === 'none' ? -advantage * ratio : 0) + settings.beta * kl.grad,
    ratio,
    kl: kl.value,
    clip,
  };
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

/**
 * Estimate of KL(π_θ ‖ π_ref) from one sampled token, with its derivative by logp. With d = ref − logp:
 * k1 = −d (unbiased, may be negative), k2 = d²/2, k3 = e^d − d − 1 (unbiased, never negative).
 * d is bounded like the ratio's logarithm for k2 and k3, beyond which the derivative is 0. Schulman 2020,
 * "Approximating KL divergence"; verl kl_penalty.
 */
export function klEstimate(
  logp: number,
  refLogp: number,
  estimator: RunConfig['klEstimator'],
): { value: number; grad: number } {
  const d = refLogp - logp;
  if (estimator === 'k1') return { value: -d, grad: 1 };
  const bounded = clamp(d, -maxLogRatio, maxLogRatio);
  const slope = bounded === d ? 1 : 0;
  if (estimator === 'k2') return { value: bounded ** 2 / 2, grad: -bounded * slope };
  return { value: Math.exp(bounded) - bounded - 1, grad: (1 - Math.exp(bounded)) * slope };
}
