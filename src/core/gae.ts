/** Generalised advantage estimation, Schulman et al. 2016: rewards per token and a critic give advantages per token. */
import { requireSameShape, type PerToken } from './perToken.ts';
import type { RunConfig } from './runConfig.ts';

export type GaeSettings = Pick<RunConfig, 'gamma' | 'lam'>;

/**
 * Backwards over the tokens in the mask: δ_t = r_t + γ·V_{t+1} − V_t, A_t = δ_t + γλ·A_{t+1} [B,T].
 * Masked steps pass V and A of their successor through; after the last token both are 0. Outside the mask
 * the result is 0. Linear in rewards and values together, so the parts of a reward may be estimated apart,
 * one of them with the values. verl compute_gae_advantage_return, before its whitening.
 * @param values [B,T], what the critic expects before each token; null stands for 0 everywhere
 */
export function gaeAdvantages(
  rewards: PerToken,
  values: PerToken | null,
  completionMask: PerToken,
  { gamma, lam }: GaeSettings,
): number[][] {
  requireSameShape(completionMask, { rewards, ...(values && { values }) });
  return completionMask.map((mask, b) => {
    const row = new Array<number>(mask.length).fill(0);
    let nextValue = 0;
    let next = 0;
    for (let t = mask.length - 1; t >= 0; t -= 1) {
      if (mask[t] === 0) continue;
      const value = values?.[b][t] ?? 0;
      next = rewards[b][t] + gamma * nextValue - value + gamma * lam * next;
      nextValue = value;
      row[t] = next;
    }
    return row;
  });
}
