/** The charts of a run: which metrics each one draws. Their words are in i18n, their units in core/metrics.ts. */
import type { MetricInfo } from '../../core/metricInfo.ts';
import { metrics } from '../../core/metrics.ts';
import type { Messages } from '../i18n/en.ts';
import { currentLocale } from '../i18n/language.ts';

export type MetricKey = keyof typeof metrics;

export interface ChartLine {
  readonly key: MetricKey;
  /** Metric whose value is drawn as a band around the line. */
  readonly bandKey?: MetricKey;
  readonly isDashed?: boolean;
}

export interface ChartSpec {
  /** Its title is in i18n (charts.titles). */
  readonly id: keyof Messages['charts']['titles'];
  readonly source: 'steps' | 'evaluations';
  readonly lines: readonly ChartLine[];
  /** Drawn only for runs that have such steps. */
  readonly of?: 'sft' | 'rl';
}

export const charts: readonly ChartSpec[] = [
  {
    id: 'validation',
    source: 'evaluations',
    lines: [{ key: 'eval/func-sec@1' }, { key: 'eval/func@1', isDashed: true }],
  },
  { id: 'sftLoss', source: 'steps', lines: [{ key: 'sft/loss' }], of: 'sft' },
  { id: 'reward', source: 'steps', lines: [{ key: 'reward', bandKey: 'reward_std' }], of: 'rl' },
  { id: 'kl', source: 'steps', lines: [{ key: 'kl' }], of: 'rl' },
  { id: 'entropy', source: 'steps', lines: [{ key: 'entropy' }], of: 'rl' },
];

/** The metrics of a chart, each once, bands included. */
export const keysOf = ({ lines }: ChartSpec): MetricKey[] =>
  lines.flatMap(({ key, bandKey }) => (bandKey === undefined ? [key] : [key, bandKey]));

/** What the table of metrics says about a key. */
export const infoOf = (key: MetricKey): MetricInfo => metrics[key];

/** The key without its section: `eval/func@1` is `func@1`. */
export const shortKey = (key: MetricKey): string => key.replace('eval/', '');

/** Whether the chart's axis is a share, drawn from 0 to 100 %. */
export const isShare = ({ lines }: ChartSpec): boolean => infoOf(lines[0].key).unit === 'share';

/** A value of the chart in its unit. */
export const formatValue = (spec: ChartSpec, value: number): string =>
  isShare(spec) ? currentLocale().format.percent(value) : currentLocale().format.short(value);

/** The same on an axis, whose width is that of six digits: 5e-6. */
export const formatTick = (spec: ChartSpec, value: number): string =>
  value !== 0 && Math.abs(value) < 1e-3
    ? Number(value.toPrecision(3)).toExponential().replaceAll('-', '−')
    : formatValue(spec, value);
