/**
 * What the tokens can be coloured by: one number a token [T] for each layer, and the layer's scale. A scale is
 * the same in every step and run, so that two pictures can be compared. Pure.
 */
import type { Rollout } from '../../core/rollout.ts';
import type { Format } from '../i18n/format.ts';
import { levelBounds, levelOf, type Level } from './scale.ts';

export const layerNames = [
  'advantage',
  'mask',
  'outcome',
  'tokenReward',
  'kl',
  'value',
  'ratio',
  'entropy',
  'logprobChange',
] as const;
export type LayerName = (typeof layerNames)[number];

export const isLayerName = (name: string | undefined): name is LayerName =>
  layerNames.some((known) => known === name);

export interface Layer {
  /** diverging: three levels a sign around zero. sequential: three levels from zero up. */
  readonly kind: 'diverging' | 'sequential';
  /** Size from which levels 2 and 3 begin, on the scale of `sizeOf`. */
  readonly bounds: readonly [number, number];
  /** The layer's number for each token [T]; null where the run has none. */
  readonly valuesOf: (rollout: Rollout) => readonly number[] | null;
  /** From a number to what the levels are cut on; 0 is unfilled. */
  readonly sizeOf: (value: number) => number;
  /** Its inverse, for the legend. */
  readonly valueAt: (size: number) => number;
  readonly format: (value: number, format: Format) => string;
}

const same = (value: number) => value;
const formatSigned: Layer['format'] = (value, { signed }) => signed(value);
const formatNumber: Layer['format'] = (value, { number }) => number(value);

const signed = (
  bounds: Layer['bounds'],
  valuesOf: Layer['valuesOf'],
  others: Partial<Layer> = {},
): Layer => ({
  kind: 'diverging',
  bounds,
  valuesOf,
  sizeOf: same,
  valueAt: same,
  format: formatSigned,
  ...others,
});

/** Secure evidence counts up, vulnerable evidence down, by the share of the token that matched. */
function maskOf({ provenance }: Rollout): number[] {
  const signs = { secure: 1, neutral: 0, vulnerable: -1 } as const;
  return provenance.map(({ side, reference }) => signs[side] * (reference?.overlap ?? 1));
}

/** Bounds are measured in the layer's own unit: reward, share, nats; the ratio's in its logarithm. */
export const layers: Readonly<Record<LayerName, Layer>> = {
  advantage: signed(levelBounds, (r) => r.advantages),
  mask: signed([1 / 3, 2 / 3], maskOf),
  outcome: signed(levelBounds, (r) => r.outcomeAdvantages),
  tokenReward: signed([0.1, 0.5], (r) => r.tokenRewards),
  kl: signed([0.01, 0.1], (r) => r.kl),
  value: signed(levelBounds, (r) => r.values),
  // 1.2 is the usual clip; its reciprocal is as far from 1.
  ratio: signed([Math.log(1.05), Math.log(1.2)], (r) => r.ratio, {
    sizeOf: Math.log,
    valueAt: Math.exp,
    format: formatNumber,
  }),
  entropy: signed([0.5, 1.5], (r) => r.entropy, { kind: 'sequential', format: formatNumber }),
  logprobChange: signed([0.1, 1], (r) =>
    r.logprobs.map((logprob, t) => logprob - (r.refLogprobs[t] ?? logprob)),
  ),
};

/** Level of one number in a layer. */
export const layerLevel = ({ sizeOf, bounds }: Layer, value: number): Level =>
  levelOf(sizeOf(value), bounds);

/** Levels [T] of a rollout in a layer; all 0 where the run has no such numbers. */
export function layerLevels(layer: Layer, rollout: Rollout): Level[] {
  const values = layer.valuesOf(rollout);
  return rollout.tokens.map((_, t) => layerLevel(layer, values?.[t] ?? layer.valueAt(0)));
}

/** The steps of a layer's legend, from the lowest level to the highest: its level and the number it begins at. */
export function legendSteps({ kind, bounds, valueAt }: Layer) {
  const [second, third] = bounds;
  const up = [
    { level: 1, sign: '>', value: valueAt(0) },
    { level: 2, sign: '>', value: valueAt(second) },
    { level: 3, sign: '>', value: valueAt(third) },
  ] as const;
  const zero = { level: 0, sign: '', value: valueAt(0) } as const;
  if (kind === 'sequential') return [zero, ...up];
  const down = [
    { level: -3, sign: '<', value: valueAt(-third) },
    { level: -2, sign: '<', value: valueAt(-second) },
    { level: -1, sign: '<', value: valueAt(0) },
  ] as const;
  return [...down, zero, ...up];
}
