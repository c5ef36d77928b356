/** What a model expects at one place of a text, from its logits. Pure. */

export interface Expected {
  readonly id: number;
  /** Share of the softmax at temperature 1, 0–1. */
  readonly probability: number;
}

export interface Place {
  /** Of the token that stands there; null where the text has ended. */
  readonly probability: number | null;
  /** The most likely tokens, the likeliest first; of equal ones the one with the smaller id. */
  readonly top: readonly Expected[];
}

/**
 * softmax(logits)_i = exp(l_i − max) / Σ exp(l_j − max), summed in float64.
 * @param logits [V]
 * @param id the token that stands there, or null
 * @returns null when a logit is no number
 */
export function describePlace(
  logits: Float32Array,
  id: number | null,
  count: number,
): Place | null {
  const highest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - highest), 0);
  if (!Number.isFinite(sum)) return null;
  const probability = (i: number) => Math.exp(logits[i] - highest) / sum;
  const top: number[] = [];
  logits.forEach((logit, i) => {
    if (top.length === count && logit <= logits[top[count - 1]]) return;
    const at = top.findIndex((other) => logits[other] < logit);
    top.splice(at < 0 ? top.length : at, 0, i);
    top.length = Math.min(top.length, count);
  });
  return {
    probability: id === null ? null : probability(id),
    top: top.map((i) => ({ id: i, probability: probability(i) })),
  };
}
