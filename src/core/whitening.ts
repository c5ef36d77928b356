/** Whitening: advantages brought to the size 1 over all tokens of a batch. */
import { mapTokens, type PerToken } from './perToken.ts';
import { mean, std } from './statistics.ts';

/** Added to the variance; verl masked_whiten. */
const varianceEpsilon = 1e-8;

export interface Whitening {
  /** Taken off each value, after scaling. */
  readonly shift: number;
  readonly scale: number;
}

/**
 * What whitens values [B,T] over the tokens in the mask: scale = 1/√(variance + 1e-8), unbiased, and
 * shift = mean · scale, or 0 without `isShifted`. Without the shift zeros stay zero: a token without credit has
 * none afterwards. (TRL's and verl's masked_whiten with shift_mean=False scales about the mean instead, which
 * moves zeros, too.)
 */
export function whitening(
  values: PerToken,
  completionMask: PerToken,
  isShifted: boolean,
): Whitening {
  const inMask = values.flatMap((row, b) => row.filter((_, t) => completionMask[b][t] !== 0));
  const scale = 1 / Math.sqrt(std(inMask) ** 2 + varianceEpsilon);
  return { scale, shift: isShifted ? mean(inMask) * scale : 0 };
}

/** The whitened values [B,T], 0 outside the mask. */
export function whiten(values: PerToken, completionMask: PerToken, isShifted: boolean): number[][] {
  const { scale, shift } = whitening(values, completionMask, isShifted);
  return mapTokens(values, (v, b, t) => (completionMask[b][t] === 0 ? 0 : v * scale - shift));
}
