/** Small statistics with their edge cases named. */

/**
 * Mean; 0 for no values. Summed as differences from the first value, so equal values give exactly that
 * value and a group without variance gets advantages of exactly 0.
 */
export function mean(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const first = values[0];
  return first + values.reduce((sum, v) => sum + (v - first), 0) / values.length;
}

/** Sample standard deviation (divisor n − 1, as torch.std); 0 for fewer than two values. */
export function std(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, v) => sum + (v - m) ** 2, 0) / (values.length - 1));
}

/**
 * Unbiased estimate of the chance that at least one of k completions passes, when `passed` of
 * `completions` did: 1 − Π_{i=n−c+1..n} (1 − k/i). Chen et al. 2021, "Evaluating Large Language Models
 * Trained on Code".
 * @throws RangeError unless 0 ≤ passed ≤ completions and 1 ≤ k ≤ completions, all integers.
 */
export function passAtK(completions: number, passed: number, k: number): number {
  const isValid =
    [completions, passed, k].every(Number.isInteger) &&
    passed >= 0 &&
    passed <= completions &&
    k >= 1 &&
    k <= completions;
  if (!isValid) {
    throw new RangeError(
      `pass@k of n = ${completions}, c = ${passed}, k = ${k} is undefined; it needs integers with 0 ≤ c ≤ n and 1 ≤ k ≤ n.`,
    );
  }
  // Fewer failures than draws: some draw passes. The product would meet the factor 1 − k/k only up to rounding.
  if (completions - passed < k) return 1;
  let allFail = 1;
  for (let i = completions - passed + 1; i <= completions; i += 1) allFail *= 1 - k / i;
  return 1 - allFail;
}

/** z of a two-sided 95 % interval. */
const z95 = 1.959963984540054;

/**
 * Wilson's 95 % interval of a share; unlike the normal one it stays in [0, 1] and has a width at 0 and 1.
 * Without any trials it is [0, 1]. Wilson 1927.
 */
export function wilsonInterval(successes: number, trials: number): { low: number; high: number } {
  if (trials === 0) return { low: 0, high: 1 };
  const p = successes / trials;
  const z2 = z95 ** 2;
  const centre = p + z2 / (2 * trials);
  const half = z95 * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials ** 2));
  const scale = 1 + z2 / trials;
  return {
    low: successes === 0 ? 0 : (centre - half) / scale,
    high: successes === trials ? 1 : (centre + half) / scale,
  };
}
