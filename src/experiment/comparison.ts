/** Two arms seed by seed, and the rule by which the verdict of an experiment is written. */
import { meanInterval, signTest, type MeanInterval, type SignTest } from '../core/statistics.ts';
import type { JobResult } from './jobResult.ts';
import type { Comparison } from './plan.ts';

/** One number of a job, for example a score. */
export type Reading = (result: JobResult) => number;

/** Differences of an arm and another, over the seeds that both have. */
export interface PairedDifference extends MeanInterval {
  readonly seeds: readonly number[];
  /** In the order of the seeds. */
  readonly differences: readonly number[];
  readonly signs: SignTest;
}

export function pairedDifference(
  results: readonly JobResult[],
  { arm, than }: Pick<Comparison, 'arm' | 'than'>,
  read: Reading,
): PairedDifference {
  const pairs = results
    .filter((result) => result.arm === arm)
    .flatMap((a) => {
      const b = results.find((other) => other.arm === than && other.seed === a.seed);
      return b ? [{ seed: a.seed, difference: read(a) - read(b) }] : [];
    })
    .sort((a, b) => a.seed - b.seed);
  const differences = pairs.map(({ difference }) => difference);
  return {
    seeds: pairs.map(({ seed }) => seed),
    differences,
    ...meanInterval(differences),
    signs: signTest(differences),
  };
}

/** Points of a hundred, with a sign. */
export const formatPoints = (share: number) => {
  const points = (100 * share).toFixed(1);
  if (Number(points) === 0) return '0.0';
  return share > 0 ? `+${points}` : points.replace('-', '−');
};

/** For example "+4.2 points (+1.0 to +7.4)". */
export function formatDifference({ mean, half }: MeanInterval): string {
  if (!Number.isFinite(half)) return `${formatPoints(mean)} points (no interval from one seed)`;
  return `${formatPoints(mean)} points (${formatPoints(mean - half)} to ${formatPoints(mean + half)})`;
}

/** Fewer seeds make a verdict a first look. */
const enoughSeeds = 5;

/** In lines of a list. */
export const verdictRule = `The verdict is written by a rule: over at least ${enoughSeeds} seeds, when the 95 % interval of the mean
  difference leaves out 0, the first arm is called better or worse by so many points; else no difference was seen.`;

/** The sentence for a difference in func-sec@1, whatever it is. */
export function verdict({ arm, than }: Comparison, difference: PairedDifference): string {
  const { mean, half, seeds, signs } = difference;
  if (seeds.length === 0) return `Not decided: no seed has both ${arm} and ${than} yet.`;
  const told = `${formatDifference(difference)} of func-sec@1`;
  const count = `${signs.above} of ${seeds.length} seeds above 0, sign test p = ${signs.p.toFixed(3)}`;
  if (seeds.length < enoughSeeds) {
    return `Not decided: ${seeds.length} of at least ${enoughSeeds} seeds. So far ${arm} − ${than}: ${told}.`;
  }
  if (mean - half > 0) return `${arm} is better than ${than}: ${told}; ${count}.`;
  if (mean + half < 0) return `${arm} is worse than ${than}: ${told}; ${count}.`;
  return `No difference seen between ${arm} and ${than}: ${told}; ${count}.`;
}
