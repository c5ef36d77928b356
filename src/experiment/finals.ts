/** The scores at the end of an experiment, drawn: every arm, and the primary difference by weakness. */
import { meanInterval, type MeanInterval } from '../core/statistics.ts';
import { pairedDifference } from './comparison.ts';
import { shareOf, type JobResult, type Measure, type ScoredSplit } from './jobResult.ts';
import type { Arm, Plan } from './plan.ts';
import { element, faintInk, gridInk, ink, label, line, lineColours, writeFigure } from './svg.ts';

const split = 'unseen-names';
const rowHeight = 24;
const left = 190;
const plotWidth = 440;
const top = 66;

/** Seeds of an arm as shares of the split. */
const sharesOf = (results: readonly JobResult[], { name }: Arm, measure: Measure) =>
  results.filter(({ arm }) => arm === name).map((result) => shareOf(result, split, measure));

const small = { fill: faintInk, 'font-size': 11 };
const percent = (share: number) => `${Math.round(100 * share)} %`;

/** func-sec@1 and func@1 of every arm with intervals, and each seed as a tick. */
export function drawFinals(plan: Plan, results: readonly JobResult[]): string {
  const arms = plan.arms.filter((arm) => sharesOf(results, arm, 'func').length > 0);
  const x = (share: number) => left + plotWidth * share;
  const height = top + arms.length * rowHeight;
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      line(x(share), top - 8, x(share), height, { stroke: gridInk }) +
      label(x(share), height + 16, percent(share), { ...small, 'text-anchor': 'middle' }),
  );
  const rows = arms.map((arm, i) => {
    const y = top + (i + 0.5) * rowHeight;
    const funcSec = sharesOf(results, arm, 'funcSec');
    const func = meanInterval(sharesOf(results, arm, 'func'));
    const ticks = funcSec.map((share) =>
      line(x(share), y - 6, x(share), y + 6, { stroke: lineColours[0], 'stroke-opacity': 0.5 }),
    );
    const rest = { fill: 'none', stroke: lineColours[1], 'stroke-width': 2 };
    const ring = element('circle', { cx: x(func.mean), cy: y, r: 4.5, ...rest });
    const name = label(left - 10, y + 4, arm.name, { 'text-anchor': 'end' });
    return name + ticks.join('') + drawInterval(meanInterval(funcSec), x, y) + ring;
  });
  const told = arms.map((arm) => {
    const means = (['funcSec', 'func'] as const).map((measure) =>
      percent(meanInterval(sharesOf(results, arm, measure)).mean),
    );
    return `${arm.name} ${means.join(' and ')}`;
  });
  return writeFigure({
    width: left + plotWidth + 40,
    height: height + 32,
    title: `Scores on ${split} at the end`,
    description: `func-sec@1 and func@1, means over the seeds: ${told.join('; ')}.`,
    content: [drawKey(), ...grid, ...rows],
  });
}

function drawKey(): string {
  const dot = element('circle', { cx: 24, cy: 42, r: 4.5, fill: lineColours[0] });
  const rest = { fill: 'none', stroke: lineColours[1], 'stroke-width': 2 };
  const ring = element('circle', { cx: 340, cy: 42, r: 4.5, ...rest });
  const words = label(34, 46, 'func-sec@1: mean, 95 % interval, a tick a seed', small);
  return dot + words + ring + label(350, 46, 'func@1: mean', small);
}

function drawInterval({ mean, half }: MeanInterval, x: (share: number) => number, y: number) {
  const dot = element('circle', { cx: x(mean), cy: y, r: 4.5, fill: lineColours[0] });
  if (!Number.isFinite(half)) return dot;
  const from = x(Math.max(0, mean - half));
  const to = x(Math.min(1, mean + half));
  return line(from, y, to, y, { stroke: lineColours[0], 'stroke-width': 2.5 }) + dot;
}

/** Weaknesses of the split, most gained first. */
export function differencesByCwe(
  { primary }: Plan,
  results: readonly JobResult[],
  on: ScoredSplit = split,
) {
  const first = results.find(({ arm }) => arm === primary.arm);
  const cwes = Object.keys(first?.scores[on].byCwe ?? {});
  return cwes
    .map((cwe) => ({
      cwe,
      n: first?.scores[on].byCwe[cwe][0] ?? 0,
      ...pairedDifference(results, primary, (result) => shareOf(result, on, 'funcSec', cwe)),
    }))
    .sort((a, b) => b.mean - a.mean);
}

/** The primary difference for each weakness. */
export function drawByCwe(plan: Plan, results: readonly JobResult[]): string {
  const rows = differencesByCwe(plan, results);
  const { arm, than } = plan.primary;
  const middle = left + plotWidth / 2;
  const x = (share: number) => middle + (plotWidth / 2) * Math.min(1, Math.max(-1, share));
  const narrow = 18;
  const height = top + rows.length * narrow;
  const grid = [-1, -0.5, 0, 0.5, 1].map(
    (share) =>
      line(x(share), top - 8, x(share), height, { stroke: share === 0 ? ink : gridInk }) +
      label(x(share), height + 16, `${share > 0 ? '+' : ''}${100 * share}`.replace('-', '−'), {
        ...small,
        'text-anchor': 'middle',
      }),
  );
  const drawn = rows.map(({ cwe, n, mean, half }, i) => {
    const y = top + (i + 0.5) * narrow;
    const whisker = Number.isFinite(half)
      ? line(x(mean - half), y, x(mean + half), y, { stroke: lineColours[0], 'stroke-width': 2 })
      : '';
    const dot = element('circle', { cx: x(mean), cy: y, r: 4, fill: lineColours[0] });
    const name = label(left - 10, y + 4, `${cwe} (${n} prompts)`, { 'text-anchor': 'end' });
    return name + whisker + dot;
  });
  const told = rows.map(({ cwe, mean }) => `${cwe} ${Math.round(100 * mean)}`);
  return writeFigure({
    width: left + plotWidth + 40,
    height: height + 32,
    title: `${arm} − ${than} by weakness`,
    description: `Difference of func-sec@1 on ${split} in points, mean over the seeds: ${told.join('; ')}.`,
    content: [
      label(24, 46, 'points of func-sec@1: mean over the seeds, 95 % interval', small),
      ...grid,
      ...drawn,
    ],
  });
}
