/** The metrics of a run for other tools: JSON lines as the command line writes them, and CSV. */
import { metrics } from '../core/metrics.ts';
import type { MetricsAtStep, RunHistory } from '../core/runHistory.ts';

type Told = Pick<RunHistory, 'steps' | 'evaluations'>;

/** A step before the evaluation that follows it. */
function inOrder({ steps, evaluations }: Told): MetricsAtStep[] {
  return [...steps, ...evaluations].sort((a, b) => a.step - b.step);
}

/** One line a step and one an evaluation: {"step": 5, "reward": 1.2, …}. */
export const metricsJsonl = (history: Told): string =>
  inOrder(history)
    .map(({ step, metrics: values }) => `${JSON.stringify({ step, ...values })}\n`)
    .join('');

/** One row a step, evaluations on the row of their step; a value that is not there is an empty cell. RFC 4180. */
export function metricsCsv(history: Told): string {
  const rows = new Map<number, Record<string, number>>();
  for (const { step, metrics: values } of inOrder(history)) {
    rows.set(step, { ...rows.get(step), ...values });
  }
  const present = new Set([...rows.values()].flatMap((row) => Object.keys(row)));
  const known = Object.keys(metrics).filter((name) => present.has(name));
  const others = [...present].filter((name) => !known.includes(name)).sort();
  const columns = [...known, ...others];
  const lines = [...rows].map(([step, row]) => [
    String(step),
    ...columns.map((name) => (name in row ? String(row[name]) : '')),
  ]);
  return [['step', ...columns], ...lines]
    .map((cells) => `${cells.map(quoted).join(',')}\r\n`)
    .join('');
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
