/** The charts of a run: which metric each line shows and where it comes from. */
import { formatNumber } from '../tokens/scale.ts';

export interface ChartLine {
  readonly key: string;
  readonly label: string;
  /** Metric whose value is drawn as a band around the line. */
  readonly bandKey?: string;
  readonly isDashed?: boolean;
}

export interface ChartSpec {
  readonly title: string;
  readonly meaning: string;
  readonly source: 'steps' | 'evaluations';
  readonly lines: readonly ChartLine[];
  /** Fixed range of the vertical axis, or null to fit the data. */
  readonly range: readonly [number, number] | null;
  readonly format: (value: number) => string;
}

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });

export const charts: readonly ChartSpec[] = [
  {
    title: 'Secure and working',
    meaning:
      'func-sec@1: share of held-out validation prompts whose completion passes every functional case and blocks every exploit. func@1 counts the functional cases alone.',
    source: 'evaluations',
    lines: [
      { key: 'func-sec@1', label: 'func-sec@1' },
      { key: 'func@1', label: 'func@1', isDashed: true },
    ],
    range: [0, 1],
    format: (value) => percent.format(value),
  },
  {
    title: 'Reward',
    meaning: 'Mean outcome reward of the step’s completions; the band is one standard deviation.',
    source: 'steps',
    lines: [{ key: 'reward', label: 'reward', bandKey: 'reward_std' }],
    range: null,
    format: formatNumber,
  },
  {
    title: 'KL',
    meaning: 'How far the policy has moved from the frozen reference, per token.',
    source: 'steps',
    lines: [{ key: 'kl', label: 'kl' }],
    range: null,
    format: formatNumber,
  },
  {
    title: 'Entropy',
    meaning:
      'How undecided the policy is, per token, in nats. Falling to zero means no exploration.',
    source: 'steps',
    lines: [{ key: 'entropy', label: 'entropy' }],
    range: null,
    format: formatNumber,
  },
];
