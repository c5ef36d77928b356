/** The charts of a run: which metrics each one draws. Their words and units come from core/metrics.ts. */
import { metrics, type MetricInfo } from '../../core/metrics.ts';
import { formatShort } from '../tokens/scale.ts';

export type MetricKey = keyof typeof metrics;

export interface ChartLine {
  readonly key: MetricKey;
  /** Metric whose value is drawn as a band around the line. */
  readonly bandKey?: MetricKey;
  readonly isDashed?: boolean;
}

export interface ChartSpec {
  readonly title: string;
  readonly source: 'steps' | 'evaluations';
  readonly lines: readonly ChartLine[];
}

export const charts: readonly ChartSpec[] = [
  {
    title: 'Validation',
    source: 'evaluations',
    lines: [{ key: 'eval/func-sec@1' }, { key: 'eval/func@1', isDashed: true }],
  },
  { title: 'Reward', source: 'steps', lines: [{ key: 'reward', bandKey: 'reward_std' }] },
  { title: 'KL', source: 'steps', lines: [{ key: 'kl' }] },
  { title: 'Entropy', source: 'steps', lines: [{ key: 'entropy' }] },
];

/** The metrics of a chart, each once, bands included. */
export const keysOf = ({ lines }: ChartSpec): MetricKey[] =>
  lines.flatMap(({ key, bandKey }) => (bandKey === undefined ? [key] : [key, bandKey]));

/** What the table of metrics says about a key. */
export const infoOf = (key: MetricKey): MetricInfo => metrics[key];

/** The key without its section: `eval/func@1` is `func@1`. */
export const shortKey = (key: MetricKey): string => key.replace('eval/', '');

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });

/** Whether the chart's axis is a share, drawn from 0 to 100 %. */
export const isShare = ({ lines }: ChartSpec): boolean => infoOf(lines[0].key).unit === 'share';

/** A value of the chart in its unit. */
export const formatValue = (spec: ChartSpec, value: number): string =>
  isShare(spec) ? percent.format(value) : formatShort(value);
