import { useId, useRef } from 'react';
import type { StoredHistory } from '../../worker/libraryContract.ts';
import { useLocale } from '../i18n/language.ts';
import type { SeedGroup } from './configDiff.ts';
import { FigureButtons } from './FigureButtons.tsx';
import { fitName, lineName, lineStyle } from './figureData.ts';
import { useWidth } from './useWidth.ts';
import { newestSamples, scoreByWeakness, totalScore, type Score } from './weaknesses.ts';

interface GroupScores {
  readonly name: string;
  /** Its line in the overlay, for the colour. */
  readonly index: number;
  readonly all: Score;
  readonly by: ReadonlyMap<string, Score>;
}

function scoresOf(
  groups: readonly SeedGroup[],
  histories: ReadonlyMap<string, StoredHistory>,
  seeds: (list: string) => string,
): GroupScores[] {
  return groups.flatMap((group, index) => {
    const samples = group.runs.flatMap(({ id }) => newestSamples(histories.get(id)?.samples ?? []));
    if (samples.length === 0) return [];
    const name = lineName(group, seeds);
    return [{ name, index, all: totalScore(samples), by: scoreByWeakness(samples) }];
  });
}

const plot = { left: 76, right: 16, top: 20, mark: 11, gap: 9, legendLine: 18 };

function Marks(props: { scores: readonly GroupScores[]; rows: readonly string[]; width: number }) {
  const { scores, rows, width } = props;
  const x = (share: number) => plot.left + share * (width - plot.left - plot.right);
  const rowHeight = scores.length * plot.mark + plot.gap;
  return rows.map((row, r) => {
    const top = plot.top + r * rowHeight;
    return (
      <g key={row}>
        <text x={plot.left - 8} y={top + rowHeight / 2} textAnchor="end" className="figure-text">
          {row}
        </text>
        {scores.map(({ index, all, by }, i) => {
          const score = r === 0 ? all : by.get(row);
          if (score === undefined) return null;
          const y = top + plot.gap / 2 + (i + 0.5) * plot.mark;
          const { colour, dashes } = lineStyle(index);
          return (
            <g key={index}>
              <line
                x1={x(score.low)}
                x2={x(score.high)}
                y1={y}
                y2={y}
                stroke={colour}
                strokeWidth={2}
                strokeDasharray={dashes}
              />
              <circle cx={x(score.share)} cy={y} r={3.5} fill={colour} />
            </g>
          );
        })}
      </g>
    );
  });
}

function Chart(props: {
  scores: readonly GroupScores[];
  rows: readonly string[];
  figure: React.RefObject<SVGSVGElement | null>;
}) {
  const { messages, format } = useLocale();
  const t = messages.compare;
  const { scores, rows, figure } = props;
  const [frame, width] = useWidth();
  const id = useId();
  const below = plot.top + rows.length * (scores.length * plot.mark + plot.gap);
  const height = below + 10 + scores.length * plot.legendLine;
  const x = (share: number) => plot.left + share * (width - plot.left - plot.right);
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
        <title id={id}>{t.weaknessLabel}</title>
        <rect width={width} height={height} className="figure-paper" />
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line x1={x(share)} x2={x(share)} y1={plot.top} y2={below} className="figure-grid" />
            <text x={x(share)} y={12} textAnchor="middle" className="figure-text">
              {format.percent(share)}
            </text>
          </g>
        ))}
        <Marks {...{ scores, rows, width }} />
        {scores.map(({ name, index }, i) => {
          const y = below + 14 + i * plot.legendLine;
          return (
            <g key={index}>
              <circle cx={plot.left} cy={y} r={3.5} fill={lineStyle(index).colour} />
              <text x={plot.left + 10} y={y + 4} className="figure-name">
                {fitName(name, width - plot.left - 10)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function Cell({ score }: { score: Score | undefined }) {
  const { messages, format } = useLocale();
  const t = messages.compare;
  if (score === undefined) return <td>–</td>;
  return (
    <td>
      {format.percent(score.share)}{' '}
      <span className="muted">
        {t.interval(score.low, score.high)}, {t.score(score.passed, score.prompts)}
      </span>
    </td>
  );
}

/** Which weaknesses the chosen runs have learnt to avoid, with intervals: a few prompts say little. */
export function Weaknesses(props: {
  groups: readonly SeedGroup[];
  histories: ReadonlyMap<string, StoredHistory>;
}) {
  const { messages } = useLocale();
  const t = messages.compare;
  const figure = useRef<SVGSVGElement>(null);
  const scores = scoresOf(props.groups, props.histories, t.seeds);
  const names = new Set(scores.flatMap(({ by }) => [...by.keys()]));
  const number = (name: string) => Number(/\d+/.exec(name)?.[0] ?? Infinity);
  const rows = [t.all, ...[...names].sort((a, b) => number(a) - number(b))];
  return (
    <section className="card compare-overlay" aria-labelledby="compare-weaknesses">
      <h2 id="compare-weaknesses">{t.weaknesses}</h2>
      <p className="muted">{scores.length === 0 ? t.noSamples : t.weaknessesMeaning}</p>
      {scores.length > 0 && (
        <>
          <Chart {...{ scores, rows, figure }} />
          <FigureButtons figure={figure} name="func-sec-by-weakness" />
          <details className="chart-table">
            <summary>{t.table}</summary>
            <div
              className="scroll"
              tabIndex={0}
              role="region"
              aria-label={t.tableLabel(t.weaknesses)}
            >
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t.weakness}</th>
                    {scores.map(({ name, index }) => (
                      <th key={index} scope="col">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row, r) => (
                    <tr key={row}>
                      <th scope="row">{row}</th>
                      {scores.map(({ index, all, by }) => (
                        <Cell key={index} score={r === 0 ? all : by.get(row)} />
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </>
      )}
    </section>
  );
}
