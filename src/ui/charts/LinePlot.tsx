import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useTheme } from '../header/theme.ts';
import type { MetricsAtStep } from '../../core/runHistory.ts';
import type { StageStart } from '../../core/stage.ts';
import { columnsOf } from './chartData.ts';
import { formatTick, isShare, type ChartSpec } from './chartTable.ts';
import { drawStages } from './stageMarks.ts';

const height = 112;

/** A colour token as the canvas needs it; the tokens are registered as colours in theme.css. */
const colour = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function seriesOf(spec: ChartSpec): uPlot.Series[] {
  return spec.lines.flatMap((line, i): uPlot.Series[] => {
    const stroke = () => colour(i === 0 ? '--chart-line' : '--chart-second');
    const main: uPlot.Series = {
      label: line.key,
      stroke,
      width: i === 0 ? 2 : 1.5,
      // One value alone draws no line.
      points: {
        show: (u) => spec.source === 'evaluations' || u.data[0].length === 1,
        size: 5,
        fill: stroke,
      },
      ...(line.isDashed === true ? { dash: [5, 4] } : {}),
    };
    const edge: uPlot.Series = { stroke: () => 'transparent', width: 0, points: { show: false } };
    return line.bandKey === undefined ? [main] : [main, edge, edge];
  });
}

function bandsOf(spec: ChartSpec): uPlot.Band[] {
  return spec.lines.flatMap((line, i) =>
    line.bandKey === undefined
      ? []
      : [{ series: [i + 3, i + 2] as [number, number], fill: () => colour('--chart-band') }],
  );
}

function axis(format: (value: number) => string, isVertical: boolean): uPlot.Axis {
  return {
    stroke: () => colour('--chart-text'),
    grid: { show: isVertical, stroke: () => colour('--chart-grid'), width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
    gap: 4,
    size: isVertical ? 42 : 20,
    space: isVertical ? 32 : 48,
    values: (_, splits) => splits.map(format),
  };
}

/** As uPlot's own, which gives a lone 0 an axis up to 100. Without data it passes null, whatever its types say. */
function rangeOf(_: uPlot, low: number, high: number): uPlot.Range.MinMax {
  if (!Number.isFinite(low)) return [null, null];
  return low === 0 && high === 0 ? [0, 1] : uPlot.rangeNum(low, high, 0.1, true);
}

function optionsOf(spec: ChartSpec, width: number): uPlot.Options {
  return {
    width,
    height,
    padding: [6, 8, 0, 0],
    legend: { show: false },
    cursor: { sync: { key: 'steps' }, drag: { x: false, y: false }, y: false },
    scales: {
      x: { time: false },
      y: { range: isShare(spec) ? [0, 1] : rangeOf },
    },
    axes: [
      axis((value) => (Number.isInteger(value) ? String(value) : ''), false),
      axis((value) => formatTick(spec, value), true),
    ],
    series: [{}, ...seriesOf(spec)],
    bands: bandsOf(spec),
  };
}

/** The drawing alone; its numbers are also in the table beside it. */
export function LinePlot(props: {
  spec: ChartSpec;
  history: readonly MetricsAtStep[];
  stages: readonly StageStart[];
}) {
  const { spec, history, stages } = props;
  const drawn = useRef(stages);
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme();

  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const created = new uPlot(
      {
        ...optionsOf(spec, element.clientWidth),
        hooks: { draw: [(u) => drawStages(u, drawn.current, colour('--chart-text'))] },
      },
      [[]],
      element,
    );
    plot.current = created;
    const observer = new ResizeObserver(() =>
      created.setSize({ width: element.clientWidth, height }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      created.destroy();
      plot.current = null;
    };
  }, [spec]);

  useEffect(() => {
    drawn.current = stages;
    const columns = columnsOf(history, spec.lines);
    const [first = 0, last = 0] = [columns[0][0], columns[0].at(-1)];
    plot.current?.setData(columns, false);
    // One point alone has no extent; setting the horizontal scale also fits the vertical one.
    plot.current?.setScale('x', { min: first, max: Math.max(last, first + 1) });
  }, [history, spec, stages]);

  useEffect(() => {
    plot.current?.redraw(false, true);
  }, [theme]);

  return <div ref={holder} className="plot" aria-hidden="true" />;
}
