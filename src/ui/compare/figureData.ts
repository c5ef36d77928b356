/** From chosen runs to the lines of the overlay. Pure. */
import type { RunRecord } from '../../core/runRecord.ts';
import type { StoredHistory } from '../../worker/libraryContract.ts';
import type { SeedGroup } from './configDiff.ts';
import { bandOf, pointsOf, smooth, type BandPoint, type Point } from './series.ts';

/** One line of the figure: a run, or several seeds as one. */
export interface FigureLine {
  readonly key: string;
  readonly runs: readonly RunRecord[];
  /** As measured: the mean of the seeds, with the lowest and highest. */
  readonly raw: readonly BandPoint[];
  /** The mean, smoothed; the raw values when nothing is smoothed. */
  readonly smoothed: readonly Point[];
}

/** @param smoothing weight of what came before, 0 for none */
export function figureLines(
  groups: readonly SeedGroup[],
  histories: ReadonlyMap<string, StoredHistory>,
  metric: string,
  smoothing: number,
): FigureLine[] {
  return groups.flatMap(({ key, runs }) => {
    const lines = runs.flatMap(({ id }) => {
      const history = histories.get(id);
      return history === undefined ? [] : [pointsOf(history, metric)];
    });
    const raw = bandOf(lines);
    return raw.length === 0 ? [] : [{ key, runs, raw, smoothed: smooth(raw, smoothing) }];
  });
}

/** Extent of all that is drawn; of shares the whole range. */
export function extentOf(
  lines: readonly FigureLine[],
  isShare: boolean,
): { steps: [number, number]; values: [number, number] } {
  const points = lines.flatMap(({ raw }) => raw);
  const steps = points.map(({ step }) => step);
  const values = isShare ? [0, 1] : points.flatMap(({ low, high }) => [low, high]);
  const of = (numbers: readonly number[]): [number, number] => [
    Math.min(...numbers),
    Math.max(...numbers),
  ];
  return { steps: of(steps), values: of(values) };
}

/** What a line is called: its run, or its seeds with the name of the first. */
export const lineName = ({ runs }: Pick<FigureLine, 'runs'>, seeds: (list: string) => string) => {
  const [first, ...others] = runs;
  if (first === undefined) return '';
  if (others.length === 0) return first.name;
  return `${first.name} · ${seeds(runs.map(({ config }) => config.seed).join(', '))}`;
};

/** A name cut so that about this many pixels hold it at 12 px. */
export function fitName(name: string, pixels: number): string {
  const most = Math.max(8, Math.floor(pixels / 6.6));
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}

/** A line's colour and dashes; they repeat after six, the direct names do not. */
export const lineStyle = (index: number) => ({
  colour: `var(--series-${(index % 6) + 1})`,
  dashes: ['', '7 3', '2 3', '9 3 2 3', '5 2', '1 4'][index % 6] ?? '',
});
