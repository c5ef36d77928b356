/** A completion's layer as bars, for the strip's barcodes. Pure. */
import type { Rollout } from '../../core/rollout.ts';
import { layerLevels, layers, type LayerName } from '../tokens/layers.ts';
import type { Level } from '../tokens/scale.ts';

export interface Run<T> {
  readonly start: number;
  readonly length: number;
  readonly value: T;
}

/** Neighbouring tokens of one value become one bar. */
export function runsOf<T>(values: readonly T[]): Run<T>[] {
  const runs: Run<T>[] = [];
  values.forEach((value, t) => {
    const last = runs.at(-1);
    if (last !== undefined && last.value === value) {
      runs[runs.length - 1] = { ...last, length: last.length + 1 };
    } else runs.push({ start: t, length: 1, value });
  });
  return runs;
}

/** One path for all bars of a level or of a credit, so that a row is a handful of elements however long it is. */
export interface BarcodePath {
  readonly level?: Level;
  readonly credit?: 'plus' | 'minus';
  readonly path: string;
}

function pathsOf<T>(values: readonly T[], top: number, height: number): Map<T, string> {
  const paths = new Map<T, string>();
  for (const { start, length, value } of runsOf(values)) {
    const bar = `M${start} ${top}h${length}v${height}h${-length}z`;
    paths.set(value, (paths.get(value) ?? '') + bar);
  }
  return paths;
}

/** The bars of a rollout in a layer, 10 units high; under the advantages, a line where token rewards are. */
export function barcodePaths(rollout: Rollout, layer: LayerName): BarcodePath[] {
  const levels = layerLevels(layers[layer], rollout);
  const bars = [...pathsOf(levels, 0, 10)]
    .filter(([level]) => level !== 0)
    .map(([level, path]): BarcodePath => ({ level, path }));
  if (layer !== 'advantage') return bars;
  const signs = rollout.tokenAdvantages.map((a, t) =>
    a === 0 || rollout.completionMask[t] === 0 ? null : a > 0 ? 'plus' : 'minus',
  );
  const credits = [...pathsOf(signs, 7.5, 2.5)].flatMap(([credit, path]): BarcodePath[] =>
    credit === null ? [] : [{ credit, path }],
  );
  return [...bars, ...credits];
}
