/** The entropy filter: only the most uncertain tokens have a policy term. Wang et al. 2025, "Beyond the 80/20 Rule". */
import { mapTokens, type PerToken } from './perToken.ts';

/**
 * 1 where the entropy is at or above the (1 − share)-quantile of all tokens in the mask, 0 elsewhere [B,T].
 * The KL term and the divisors of the loss are not filtered. TRL top_entropy_quantile, which takes the
 * entropies of the update; here they are those of sampling, the same on the first update.
 * @param share of the tokens that is let through, 0–1; 1 lets all of the mask through
 */
export function entropyMask(
  entropy: PerToken,
  completionMask: PerToken,
  share: number,
): number[][] {
  const inMask = entropy.flatMap((row, b) => row.filter((_, t) => completionMask[b][t] !== 0));
  const threshold = share === 1 ? -Infinity : quantile(inMask, 1 - share);
  return mapTokens(completionMask, (m, b, t) => (m !== 0 && entropy[b][t] >= threshold ? 1 : 0));
}

/** Linear between the two nearest ranks, as torch.quantile; NaN for no values. */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const low = Math.floor(rank);
  const high = Math.ceil(rank);
  // Equal ranks first: a difference of infinities or a product would only blur the exact value.
  return low === high ? sorted[low] : sorted[low] + (rank - low) * (sorted[high] - sorted[low]);
}
