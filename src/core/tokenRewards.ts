/** From provenance to a reward per completion token. */
import type { Provenance } from './rollout.ts';
import type { RunConfig } from './runConfig.ts';
import type { MaskHunk } from './securityMask.ts';

export type TokenRewardSettings = Pick<
  RunConfig,
  'alpha' | 'vulnerablePenalty' | 'tokenRewardScheme'
>;

/**
 * Token rewards of one completion [T]; 0 wherever the side is neutral.
 *
 * paper (SRCode): +α for each secure token, and −R⁻/N⁻ for each of the N⁻ vulnerable ones, so the
 * penalty of a completion is R⁻ however much it wrote.
 *
 * balanced: a hunk is worth the same whatever its length: α for a secure one, −R⁻ for a vulnerable
 * one, spread evenly over its tokens in the completion. A secure hunk written only in part earns only that part,
 * or a single bracket of a long check would earn all of α.
 * @param provenance one entry per completion token [T], from alignCompletion
 * @param hunks of the mask the provenance refers to
 */
export function tokenRewards(
  provenance: readonly Provenance[],
  hunks: readonly MaskHunk[],
  { alpha, vulnerablePenalty, tokenRewardScheme }: TokenRewardSettings,
): number[] {
  const count = (side: Provenance['side'], hunk?: number | null) =>
    provenance.filter((p) => p.side === side && (hunk === undefined || p.hunk === hunk)).length;
  const vulnerable = count('vulnerable');
  return provenance.map(({ side, hunk }) => {
    if (side === 'neutral') return 0;
    if (tokenRewardScheme === 'paper') {
      return side === 'secure' ? alpha : -vulnerablePenalty / vulnerable;
    }
    if (side === 'vulnerable') return -vulnerablePenalty / count('vulnerable', hunk);
    const whole = hunk === null ? 0 : hunks[hunk].secureTokens;
    return alpha / Math.max(whole, count('secure', hunk));
  });
}
