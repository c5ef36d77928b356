/** What each metric is and what to watch for, in English as core's table has them. */
import { metrics as table, type MetricName } from '../../../core/metrics.ts';

interface MetricWords {
  readonly label: string;
  readonly formula: string;
  readonly watchFor: string;
}

export const metrics: Readonly<Record<MetricName, MetricWords>> = table;
