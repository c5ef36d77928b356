/** Learning curves of an experiment: means over the seeds with their 95 % bands, in panels side by side. */
import { meanInterval, type MeanInterval } from '../core/statistics.ts';
import type { CurvePoint, JobResult, Measure } from './jobResult.ts';
import type { Panel, Plan } from './plan.ts';
import { element, faintInk, gridInk, label, line, lineColours, writeFigure } from './svg.ts';

/** The seeds of one arm at one amount of rollouts. */
export interface BandPoint extends MeanInterval {
  readonly rollouts: number;
}

/** From what SFT left, or the start model, to the end: one point for each amount of rollouts. */
const rlPoints = ({ curve }: JobResult): CurvePoint[] =>
  curve.filter(({ rollouts }, i) => rollouts > 0 || (curve[i + 1]?.rollouts ?? 1) > 0);

/** Where all seeds were scored; results of one arm. */
export function bandOf(results: readonly JobResult[], measure: Measure): BandPoint[] {
  const curves = results.map(rlPoints);
  return (curves[0] ?? []).flatMap(({ rollouts }) => {
    const values = curves.flatMap((curve) =>
      curve.filter((point) => point.rollouts === rollouts).map((point) => point[measure]),
    );
    return values.length === curves.length ? [{ rollouts, ...meanInterval(values) }] : [];
  });
}

/** Mean over a run of its func-sec@1 on the validation prompts, so that who learns sooner has more. */
export function meanOverRun(result: JobResult): number {
  const points = rlPoints(result);
  const area = points.slice(1).map((point, i) => {
    const before = points[i];
    return ((point.rollouts - before.rollouts) * (point.funcSec + before.funcSec)) / 2;
  });
  const first = points.at(0);
  const last = points.at(-1);
  if (!first || !last) return 0;
  if (points.length === 1) return first.funcSec;
  return area.reduce((sum, part) => sum + part, 0) / (last.rollouts - first.rollouts);
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Right and upper end of the axes. */
  readonly rollouts: number;
  readonly share: number;
}

const panelWidth = 340;
const plotHeight = 190;
const margin = { left: 44, right: 16, top: 30, bottom: 50 };
const head = 40;
const legendRow = 18;
/** Entries of a legend beside each other. */
const perRow = 2;
const entryWidth = 166;

/** The next fifth above every curve and band. */
function highest(plan: Plan, results: readonly JobResult[]): number {
  const arms = plan.panels.flatMap(({ series }) => series.map(({ arm }) => arm));
  const tops = arms.flatMap((name) =>
    bandOf(
      results.filter(({ arm }) => arm === name),
      'funcSec',
    ).map(({ mean, half }) => (Number.isFinite(half) ? mean + half : mean)),
  );
  return Math.min(1, Math.max(1, Math.ceil(5 * Math.max(0, ...tops))) / 5);
}

/** @param results of the plan */
export function drawCurves(plan: Plan, results: readonly JobResult[]): string {
  const columns = Math.min(2, plan.panels.length);
  const rows = Math.ceil(plan.panels.length / columns);
  const rollouts = Math.max(1, ...results.map((result) => result.rollouts));
  const most = Math.max(...plan.panels.map(({ series }) => series.length));
  const legend = Math.ceil(most / perRow) * legendRow;
  const panelHeight = margin.top + plotHeight + margin.bottom + legend + 12;
  const panels = plan.panels.map((panel, i) =>
    drawPanel(panel, results, {
      x: (i % columns) * panelWidth + margin.left + 8,
      y: Math.floor(i / columns) * panelHeight + head + margin.top,
      width: panelWidth - margin.left - margin.right,
      height: plotHeight,
      rollouts,
      share: highest(plan, results),
    }),
  );
  return writeFigure({
    width: columns * panelWidth + 16,
    height: head + rows * panelHeight + 4,
    title: 'func-sec@1 on the validation prompts, over the completions of training',
    description: describe(plan, results),
    content: panels,
  });
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

function describe(plan: Plan, results: readonly JobResult[]): string {
  const ends = plan.panels.map(({ title, series }) => {
    const told = series.flatMap(({ arm, label: name }) => {
      const band = bandOf(
        results.filter((result) => result.arm === arm),
        'funcSec',
      );
      const last = band.at(-1);
      return last ? [`${name} ${percent(band[0].mean)} to ${percent(last.mean)}`] : [];
    });
    return `${title}: ${told.join(', ')}.`;
  });
  return `Means over the seeds, first to last, with 95 % bands. ${ends.join(' ')}`;
}

/** Colour and dash go by the place in the panel. */
function drawLegend(series: Panel['series'], { x, y, height }: Frame): string {
  const top = y + height + margin.bottom;
  const entries = series.map(({ label: name }, i) => {
    const left = x - margin.left + 8 + (i % perRow) * entryWidth;
    const at = top + Math.floor(i / perRow) * legendRow;
    const stroke = { stroke: colourOf(i), 'stroke-width': 2.5 };
    const mark = line(left, at, left + 26, at, { ...stroke, ...dashOf(i) });
    return mark + label(left + 32, at + 4, name, { 'font-size': 11 });
  });
  return entries.join('');
}

const colourOf = (i: number) => lineColours[i % lineColours.length];

/** Lines differ by more than their colour. */
const dashes = ['', '7 4', '2 3', '9 3 2 3', '1 5', '12 4'];
const dashOf = (i: number): Record<string, string> => {
  const dash = dashes[i % dashes.length];
  return dash === '' ? {} : { 'stroke-dasharray': dash };
};

function drawPanel({ title, series }: Panel, results: readonly JobResult[], frame: Frame): string {
  const curves = series.map(({ arm }, i) => {
    const own = results.filter((result) => result.arm === arm);
    return drawBand(bandOf(own, 'funcSec'), frame, i);
  });
  return [drawAxes(title, frame), ...curves, drawLegend(series, frame)].join('\n');
}

const xOf = ({ x, width, rollouts }: Frame, at: number) => x + (width * at) / rollouts;
const yOf = ({ y, height, share: most }: Frame, share: number) =>
  y + height * (1 - Math.min(1, Math.max(0, share / most)));

function drawAxes(title: string, frame: Frame): string {
  const { x, y, width, height, rollouts } = frame;
  const small = { fill: faintInk, 'font-size': 11 };
  const across = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const share = part * frame.share;
    const at = yOf(frame, share);
    const text = label(x - 6, at + 4, percent(share), { ...small, 'text-anchor': 'end' });
    return line(x, at, x + width, at, { stroke: gridInk }) + text;
  });
  const below = [0, 0.5, 1].map((part) =>
    label(xOf(frame, part * rollouts), y + height + 16, String(Math.round(part * rollouts)), {
      ...small,
      'text-anchor': part === 0 ? 'start' : part === 1 ? 'end' : 'middle',
    }),
  );
  const axis = label(x + width / 2, y + height + 32, 'completions', {
    ...small,
    'text-anchor': 'middle',
  });
  return [label(x, y - 10, title, { 'font-weight': 600 }), ...across, ...below, axis].join('');
}

function drawBand(band: readonly BandPoint[], frame: Frame, index: number): string {
  if (band.length === 0) return '';
  const colour = colourOf(index);
  // An arm that samples nothing is a level to compare with, all the way.
  const points = band.length === 1 ? [band[0], { ...band[0], rollouts: frame.rollouts }] : band;
  const at = (share: (point: BandPoint) => number) =>
    points.map((p) => `${xOf(frame, p.rollouts).toFixed(1)},${yOf(frame, share(p)).toFixed(1)}`);
  const mean = element('polyline', {
    points: at((p) => p.mean).join(' '),
    fill: 'none',
    stroke: colour,
    'stroke-width': 2.5,
    ...dashOf(index),
  });
  if (!points.every(({ half }) => Number.isFinite(half))) return mean;
  const around = [...at((p) => p.mean + p.half), ...at((p) => p.mean - p.half).reverse()];
  const area = { points: around.join(' '), fill: colour, 'fill-opacity': 0.13, stroke: 'none' };
  return element('polygon', area) + mean;
}
