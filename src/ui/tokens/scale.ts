/**
 * From an advantage to its level: three a sign, symmetric, pinned at zero, and the same in every step
 * and run, so that two pictures can be compared.
 */
import { outcomeOnlyAdvantages } from '../../core/advantages.ts';
import type { Rollout } from '../../core/rollout.ts';
import type { AdvantageLayer } from '../state/store.ts';

/** |A| from which levels 2 and 3 begin; below the first is level 1. */
export const levelBounds = [0.25, 1] as const;

export type Level = -3 | -2 | -1 | 0 | 1 | 2 | 3;

/** Level of an advantage; only an exact zero, or what prints as zero, is unfilled. */
export function levelOf(advantage: number): Level {
  const size = Math.abs(advantage);
  if (!(size >= 0.0005)) return 0;
  const magnitude = size > levelBounds[1] ? 3 : size > levelBounds[0] ? 2 : 1;
  return (advantage > 0 ? magnitude : -magnitude) as Level;
}

const three = new Intl.NumberFormat(undefined, {
  maximumFractionDigits: 3,
  minimumFractionDigits: 2,
  signDisplay: 'exceptZero',
});

/** An advantage as the reader sees it, with its sign. */
export const formatSigned = (value: number): string => three.format(value).replace('-', '−');

const plain = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });

const short = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });

/** A number where room is scarce. */
export const formatShort = (value: number): string => short.format(value).replace('-', '−');

/** A number without a forced sign. */
export const formatNumber = (value: number): string => plain.format(value).replace('-', '−');

/** The advantages that a layer shows [T]: those of the loss, or the outcome's alone. */
export function layerAdvantages(rollout: Rollout, layer: AdvantageLayer): readonly number[] {
  if (layer === 'token') return rollout.advantages;
  return outcomeOnlyAdvantages([rollout.outcomeAdvantage], [rollout.completionMask])[0];
}
