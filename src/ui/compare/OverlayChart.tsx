import { useId, type RefObject } from 'react';
import { useLocale } from '../i18n/language.ts';
import { extentOf, fitName, lineName, lineStyle, type FigureLine } from './figureData.ts';
import { niceTicks, type BandPoint, type Point } from './series.ts';
import { useWidth } from './useWidth.ts';

interface OverlayChartProps {
  readonly title: string;
  readonly lines: readonly FigureLine[];
  readonly isShare: boolean;
  readonly isSmoothed: boolean;
  readonly figure: RefObject<SVGSVGElement | null>;
}

const plot = { height: 260, left: 56, right: 12, top: 14, bottom: 34, legendLine: 18 };

type ToPixels = (point: Point) => readonly [number, number];

const pathOf = (points: readonly Point[], at: ToPixels) =>
  points.map((point, i) => `${i === 0 ? 'M' : 'L'}${at(point).map(rounded).join(' ')}`).join('');

const rounded = (pixels: number) => Math.round(pixels * 10) / 10;

function bandPath(points: readonly BandPoint[], at: ToPixels): string {
  const edge = (side: 'low' | 'high') => points.map((p) => ({ step: p.step, value: p[side] }));
  return `${pathOf([...edge('high'), ...edge('low').reverse()], at)}Z`;
}

function Axes(props: {
  at: ToPixels;
  steps: readonly number[];
  values: readonly number[];
  format: (value: number) => string;
  stepName: string;
  width: number;
}) {
  const { at, steps, values, format, stepName, width } = props;
  const bottom = plot.height - plot.bottom;
  return (
    <g className="figure-axes">
      {values.map((value) => {
        const [, y] = at({ step: 0, value });
        return (
          <g key={value}>
            <line x1={plot.left} x2={width - plot.right} y1={y} y2={y} className="figure-grid" />
            <text x={plot.left - 6} y={y + 4} textAnchor="end" className="figure-text">
              {format(value)}
            </text>
          </g>
        );
      })}
      {steps.map((step) => {
        const [x] = at({ step, value: 0 });
        return (
          <text key={step} x={x} y={bottom + 15} textAnchor="middle" className="figure-text">
            {step}
          </text>
        );
      })}
      <text x={width - plot.right} y={bottom + 30} textAnchor="end" className="figure-text">
        {stepName}
      </text>
    </g>
  );
}

function Line(props: { line: FigureLine; index: number; at: ToPixels; isSmoothed: boolean }) {
  const { line, index, at, isSmoothed } = props;
  const { colour, dashes } = lineStyle(index);
  const common = { fill: 'none', stroke: colour, strokeLinejoin: 'round' as const };
  const last = line.smoothed.at(-1);
  const end = last && at(last);
  return (
    <g>
      {line.runs.length > 1 && (
        <path d={bandPath(line.raw, at)} fill={colour} fillOpacity={0.14} stroke="none" />
      )}
      {isSmoothed && (
        <path d={pathOf(line.raw, at)} {...common} strokeWidth={1} strokeOpacity={0.45} />
      )}
      <path d={pathOf(line.smoothed, at)} {...common} strokeWidth={2} strokeDasharray={dashes} />
      {end && <circle cx={end[0]} cy={end[1]} r={3} fill={colour} />}
    </g>
  );
}

function Legend(props: {
  lines: readonly FigureLine[];
  width: number;
  seeds: (list: string) => string;
}) {
  return props.lines.map((line, i) => {
    const y = plot.height + i * plot.legendLine + 8;
    const { colour, dashes } = lineStyle(i);
    return (
      <g key={line.key}>
        <line
          x1={plot.left}
          x2={plot.left + 30}
          y1={y}
          y2={y}
          stroke={colour}
          strokeWidth={2}
          strokeDasharray={dashes}
        />
        <text x={plot.left + 38} y={y + 4} className="figure-name">
          {fitName(lineName(line, props.seeds), props.width - plot.left - 38)}
        </text>
      </g>
    );
  });
}

/** Lines over steps, as SVG that can be saved as it stands; its numbers are in the table beside it. */
export function OverlayChart({ title, lines, isShare, isSmoothed, figure }: OverlayChartProps) {
  const { messages, format } = useLocale();
  const t = messages.compare;
  const [frame, width] = useWidth();
  const id = useId();
  const { steps, values } = extentOf(lines, isShare);
  const valueTicks = niceTicks(values[0], values[1], 5);
  const [low, high] = [valueTicks[0] ?? 0, valueTicks.at(-1) ?? 1];
  const [first, last] = [steps[0], Math.max(steps[1], steps[0] + 1)];
  const stepTicks = niceTicks(first, last, Math.max(2, width / 90)).filter(
    (step) => Number.isInteger(step) && step >= first && step <= last,
  );
  const height = plot.height + lines.length * plot.legendLine + 4;
  const at: ToPixels = ({ step, value }) => [
    plot.left + ((step - first) / (last - first)) * (width - plot.left - plot.right),
    plot.top + ((high - value) / (high - low)) * (plot.height - plot.top - plot.bottom),
  ];
  return (
    <div ref={frame} className="figure-frame">
      <svg
        ref={figure}
        className="figure"
        role="img"
        aria-labelledby={id}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        <title id={id}>{t.chartLabel(title, lines.length)}</title>
        <rect width={width} height={height} className="figure-paper" />
        <Axes
          {...{ at, width }}
          steps={stepTicks}
          values={valueTicks}
          format={(value) => (isShare ? format.percent(value) : format.short(value))}
          stepName={t.step}
        />
        {lines.map((line, i) => (
          <Line key={line.key} {...{ line, at, isSmoothed }} index={i} />
        ))}
        <Legend lines={lines} width={width} seeds={t.seeds} />
      </svg>
    </div>
  );
}
