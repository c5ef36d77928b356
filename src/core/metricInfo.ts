/** What the table in metrics.ts says of one metric. */

export interface MetricInfo {
  readonly label: string;
  readonly formula: string;
  /** Empty for pure numbers; "share" is 0–1. */
  readonly unit: 'share' | 'nats' | 'tokens' | 's' | '';
  readonly watchFor: string;
  /** Which way is better; null where neither is, or where it depends. */
  readonly better: 'higher' | 'lower' | null;
}

/** One line of the table. */
export const metric = (
  label: string,
  unit: MetricInfo['unit'],
  better: MetricInfo['better'],
  formula: string,
  watchFor: string,
): MetricInfo => ({ label, unit, better, formula, watchFor });
