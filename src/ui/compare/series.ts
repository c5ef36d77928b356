/** From what runs told to the lines of a figure. Pure. */
import type { MetricsAtStep, RunHistory } from '../../core/runHistory.ts';
import { mean } from '../../core/statistics.ts';

export interface Point {
  readonly step: number;
  readonly value: number;
}

/** The finite values of a metric, whether steps or evaluations have it. */
export function pointsOf(
  { steps, evaluations }: Pick<RunHistory, 'steps' | 'evaluations'>,
  metric: string,
): Point[] {
  const points = (list: readonly MetricsAtStep[]) =>
    list.flatMap(({ step, metrics }) => {
      const value = metrics[metric];
      return value !== undefined && Number.isFinite(value) ? [{ step, value }] : [];
    });
  const ofSteps = points(steps);
  return ofSteps.length > 0 ? ofSteps : points(evaluations);
}

/**
 * Exponential moving average without the pull towards its start: s_t = Σ w^(t−i)·x_i / Σ w^(t−i), as Adam corrects
 * its moments. @param weight 0 leaves the values as they are; below 1
 */
export function smooth(points: readonly Point[], weight: number): Point[] {
  if (weight === 0) return [...points];
  let sum = 0;
  let total = 0;
  return points.map(({ step, value }) => {
    sum = weight * sum + value;
    total = weight * total + 1;
    return { step, value: sum / total };
  });
}

/** Several seeds at one step. */
export interface BandPoint extends Point {
  readonly low: number;
  readonly high: number;
  /** How many seeds have this step. */
  readonly seeds: number;
}

/** Mean, lowest and highest over the seeds, at each step that any of them has. */
export function bandOf(lines: readonly (readonly Point[])[]): BandPoint[] {
  const byStep = new Map<number, number[]>();
  for (const { step, value } of lines.flat()) {
    byStep.set(step, [...(byStep.get(step) ?? []), value]);
  }
  return [...byStep]
    .sort(([a], [b]) => a - b)
    .map(([step, values]) => ({
      step,
      value: mean(values),
      low: Math.min(...values),
      high: Math.max(...values),
      seeds: values.length,
    }));
}

/** Round numbers that span the values: 1, 2 or 5 times a power of ten apart. At least two. */
export function niceTicks(low: number, high: number, about: number): number[] {
  const isFlat = high - low < 1e-12;
  const span = isFlat ? Math.max(Math.abs(high), 1e-6) : high - low;
  const rough = span / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10;
  const gap = unit * power;
  const first = Math.floor(low / gap);
  const last = Math.max(first + 1, Math.ceil(high / gap));
  // Multiplied anew each time, so that rounding does not add up; 12 digits hide the rest of it.
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * gap).toPrecision(12)),
  );
}
