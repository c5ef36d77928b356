/** Small statistics with their edge cases named. */
import type { Random } from './seeds.ts';

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

/** Both ends of a 95 % interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** z of a two-sided 95 % interval. */
const z95 = 1.959963984540054;

/**
 * Wilson's 95 % interval of a share; unlike the normal one it stays in [0, 1] and has a width at 0 and 1.
 * Without any trials it is [0, 1]. Wilson 1927.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
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

/**
 * The percentile bootstrap's 95 % interval of a mean (Efron 1979): the middle 95 % of the means of as many values, drawn
 * from them with replacement.
 * @param values at least one
 * @param resamples how often; 2000 give the ends to about a hundredth of the width
 */
export function bootstrapInterval(
  values: readonly number[],
  resamples: number,
  random: Random,
): Interval {
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i += 1) sum += random.pick(values);
    return sum / values.length;
  }).sort((a, b) => a - b);
  const at = (quantile: number) => means[Math.round(quantile * (resamples - 1))];
  return { low: at(0.025), high: at(0.975) };
}

/** 97.5 % quantiles of Student's t with 1 … 10 degrees of freedom. */
const t975 = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281,
] as const;

/** Beyond the table: the Cornish–Fisher expansion about z (Abramowitz and Stegun 26.7.5), right to 10⁻³. */
function studentQuantile(freedom: number): number {
  const z = z95;
  const expanded =
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3);
  return t975[freedom - 1] ?? expanded;
}

/** A mean with half the width of its 95 % interval: mean ± half. */
export interface MeanInterval {
  readonly mean: number;
  /** Infinity for fewer than two values, which say nothing of their spread. */
  readonly half: number;
}

/** Student's 95 % interval of a mean, for few values about a normal one: t · s / √n. */
export function meanInterval(values: readonly number[]): MeanInterval {
  const n = values.length;
  const half = n < 2 ? Infinity : (studentQuantile(n - 1) * std(values)) / Math.sqrt(n);
  return { mean: mean(values), half };
}

/** How many differences are above, below and at 0, and how likely a split as uneven is by chance. */
export interface SignTest {
  readonly above: number;
  readonly below: number;
  readonly equal: number;
  /** Two-sided; 1 where all are equal. */
  readonly p: number;
}

/** The exact sign test; differences of exactly 0 are left out of it, as is usual. */
export function signTest(differences: readonly number[]): SignTest {
  const above = differences.filter((d) => d > 0).length;
  const below = differences.filter((d) => d < 0).length;
  const n = above + below;
  const least = Math.min(above, below);
  let ways = 1;
  let atMost = 0;
  for (let k = 0; k <= least; k += 1) {
    atMost += ways;
    ways *= (n - k) / (k + 1);
  }
  const p = Math.min(1, (2 * atMost) / 2 ** n);
  return { above, below, equal: differences.length - n, p };
}
