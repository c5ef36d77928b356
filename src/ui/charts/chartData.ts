/** From the history of metrics to the columns that a chart draws. Pure. */
import type { MetricsAtStep } from '../../core/runHistory.ts';
import type { ChartLine } from './chartTable.ts';

export type Column = (number | null)[];

const valueOf = (entry: MetricsAtStep, key: string): number | null => {
  const value = entry.metrics[key];
  // A value that is not finite ends the line; the failure banner says why.
  return value !== undefined && Number.isFinite(value) ? value : null;
};

/** One column of steps, then for each line its values and, where it has a band, low and high. */
export function columnsOf(
  history: readonly MetricsAtStep[],
  lines: readonly ChartLine[],
): [number[], ...Column[]] {
  const columns = lines.flatMap((line) => {
    const values = history.map((entry) => valueOf(entry, line.key));
    const { bandKey } = line;
    if (bandKey === undefined) return [values];
    const spread = history.map((entry) => valueOf(entry, bandKey) ?? 0);
    const edge = (sign: 1 | -1) =>
      values.map((v, i) => (v === null ? null : v + sign * (spread[i] ?? 0)));
    return [values, edge(-1), edge(1)];
  });
  return [history.map((entry) => entry.step), ...columns];
}

/** The newest value of a metric, or null. */
export function latestOf(history: readonly MetricsAtStep[], key: string): number | null {
  const last = history.findLast(({ metrics }) => key in metrics);
  return last === undefined ? null : valueOf(last, key);
}
