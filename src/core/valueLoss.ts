/** The critic's loss on plain arrays, the readable reference of training/valueLoss.ts, and how well it explains returns. */
import { countTokens, mapTokens, maskedMean, requireSameShape, type PerToken } from './perToken.ts';
import type { RunConfig } from './runConfig.ts';
import { std } from './statistics.ts';

export type ValueLossSettings = Pick<RunConfig, 'cliprangeValue'>;

/** All [B,T]. */
export interface ValueLossInput {
  /** What the critic expects now. */
  readonly vpreds: PerToken;
  /** What it expected when the batch was sampled. */
  readonly values: PerToken;
  readonly returns: PerToken;
  readonly completionMask: PerToken;
}

export interface ValueLoss {
  readonly loss: number;
  /** ∂loss/∂vpreds [B,T]. */
  readonly gradVpreds: number[][];
  /** Share of the tokens whose clipped error is the larger one, so that they have no gradient. */
  readonly clipFraction: number;
}

/**
 * ½ · mean over tokens of max((v − R)², (clip(v, V − c, V + c) − R)²), whatever lossType says: every token is one
 * thing to predict. verl compute_value_loss; TRL's PPO trainer.
 * @throws RangeError when the arrays differ in shape
 */
export function valueLoss(
  input: ValueLossInput,
  { cliprangeValue: c }: ValueLossSettings,
): ValueLoss {
  const { vpreds, values, returns, completionMask } = input;
  requireSameShape(completionMask, { vpreds, values, returns });
  const weights = valueWeights(completionMask);
  const terms = completionMask.map((row, b) =>
    row.map((m, t) => {
      if (m === 0) return { loss: 0, grad: 0, isClipped: 0 };
      const error = vpreds[b][t] - returns[b][t];
      const bounded = Math.min(Math.max(vpreds[b][t], values[b][t] - c), values[b][t] + c);
      const boundedError = bounded - returns[b][t];
      const isClipped = boundedError ** 2 > error ** 2;
      return isClipped
        ? { loss: boundedError ** 2 / 2, grad: 0, isClipped: 1 }
        : { loss: error ** 2 / 2, grad: error, isClipped: 0 };
    }),
  );
  return {
    loss: terms
      .flatMap((row, b) => row.map(({ loss }, t) => weights[b][t] * loss))
      .reduce((x, y) => x + y, 0),
    gradVpreds: terms.map((row, b) => row.map(({ grad }, t) => weights[b][t] * grad)),
    clipFraction: maskedMean(
      terms.map((row) => row.map(({ isClipped }) => isClipped)),
      completionMask,
    ),
  };
}

/** 1/N inside the mask, 0 outside [B,T]. */
export function valueWeights(completionMask: PerToken): number[][] {
  const tokens = countTokens(completionMask);
  return mapTokens(completionMask, (m) => (m === 0 ? 0 : 1 / tokens));
}

/**
 * 1 − var(R − V) / (var(R) + 1e-5) over the tokens in the mask: 1 for a perfect critic, 0 for one that is no better
 * than the mean return, negative for a worse one. verl critic/vf_explained_var.
 */
export function explainedVariance(
  values: PerToken,
  returns: PerToken,
  completionMask: PerToken,
): number {
  const inMask = (array: PerToken) =>
    array.flatMap((row, b) => row.filter((_, t) => completionMask[b][t] !== 0));
  const errors = inMask(mapTokens(returns, (r, b, t) => r - values[b][t]));
  return 1 - std(errors) ** 2 / (std(inMask(returns)) ** 2 + 1e-5);
}
