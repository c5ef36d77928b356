/** The discounted sum of what a token and all later ones earn. */
import { requireSameShape, type PerToken } from './perToken.ts';

/**
 * Discounted sum of this and all later rewards of a completion, G_t = r_t + γ·G_{t+1} [B,T].
 * Positions outside the mask are 0 and pass nothing on.
 */
export function rewardsToGo(
  rewards: PerToken,
  completionMask: PerToken,
  gamma: number,
): number[][] {
  requireSameShape(completionMask, { rewards });
  return completionMask.map((mask, b) => {
    const row = new Array<number>(mask.length).fill(0);
    let toGo = 0;
    for (let t = mask.length - 1; t >= 0; t -= 1) {
      toGo = mask[t] === 0 ? 0 : rewards[b][t] + gamma * toGo;
      row[t] = toGo;
    }
    return row;
  });
}
