/** The bars of an advantage profile, one path a level. Pure. */
import { levelOf, type Level } from '../tokens/scale.ts';
import { runsOf } from './barcode.ts';

/** Paths in units of one token across and one advantage up; equal neighbours are one bar. */
export function profilePaths(
  values: readonly (number | null)[],
): { readonly level: Level; readonly path: string }[] {
  const paths = new Map<Level, string>();
  for (const { start, length, value } of runsOf(values)) {
    if (value === null || value === 0) continue;
    const level = levelOf(value);
    const bar = `M${start} 0v${-value}h${length}v${value}z`;
    paths.set(level, (paths.get(level) ?? '') + bar);
  }
  return [...paths].map(([level, path]) => ({ level, path }));
}

/** The line along the bars' far ends, as one path; a gap breaks it. */
export function profileEdge(values: readonly (number | null)[]): string {
  return runsOf(values)
    .map(({ start, length, value }) => (value === null ? '' : `M${start} ${-value}h${length}`))
    .join('');
}

/** Room above the highest bar, for its outline. */
const margin = 1.06;

/** Half the height that holds all of these advantages, and never less than level 3 begins at. */
export const reachOf = (...arrays: readonly (readonly (number | null)[])[]): number =>
  margin * arrays.flat().reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 1);
