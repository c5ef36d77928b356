/**
 * From a number to its level: three a sign, symmetric, pinned at zero, and the same in every step and run, so
 * that two pictures can be compared.
 */

/** |A| from which levels 2 and 3 of an advantage begin; below the first is level 1. */
export const levelBounds = [0.25, 1] as const;

export type Level = -3 | -2 | -1 | 0 | 1 | 2 | 3;

/** Level of a number, by default of an advantage; only an exact zero, or what prints as zero, is unfilled. */
export function levelOf(value: number, bounds: readonly [number, number] = levelBounds): Level {
  const size = Math.abs(value);
  if (!(size >= 0.0005)) return 0;
  const magnitude = size > bounds[1] ? 3 : size > bounds[0] ? 2 : 1;
  return (value > 0 ? magnitude : -magnitude) as Level;
}
