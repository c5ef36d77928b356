import { usePageState } from '../page.ts';
import type { MetricsAtStep } from '../../core/runHistory.ts';
import { latestOf } from './chartData.ts';
import { charts, formatValue, infoOf, keysOf, shortKey, type ChartSpec } from './chartTable.ts';
import { LinePlot } from './LinePlot.tsx';

function ChartTable(props: { spec: ChartSpec; history: readonly MetricsAtStep[] }) {
  const { spec, history } = props;
  const keys = keysOf(spec);
  return (
    <details className="chart-table">
      <summary>Meaning and numbers</summary>
      <dl className="chart-words">
        {keys.map((key) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>
              {infoOf(key).formula}. {infoOf(key).watchFor}
            </dd>
          </div>
        ))}
      </dl>
      <div className="scroll" tabIndex={0} role="region" aria-label={`${spec.title} as a table`}>
        <table>
          <thead>
            <tr>
              <th scope="col">step</th>
              {keys.map((key) => (
                <th key={key} scope="col">
                  {key}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {history.map(({ step, metrics }) => (
              <tr key={step}>
                <th scope="row">{step}</th>
                {keys.map((key) => (
                  <td key={key}>
                    {metrics[key] === undefined ? '–' : formatValue(spec, metrics[key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Chart({ spec }: { spec: ChartSpec }) {
  const history = usePageState((state) => state.run[spec.source]);
  return (
    <figure className="chart">
      <figcaption>
        <h3>{spec.title}</h3>
        <span className="chart-values">
          {spec.lines.map((line, i) => {
            const latest = latestOf(history, line.key);
            return (
              <span key={line.key} className={i === 0 ? 'latest' : 'latest second'}>
                {spec.lines.length > 1 && <span className="muted">{shortKey(line.key)}</span>}{' '}
                <strong>{latest === null ? '–' : formatValue(spec, latest)}</strong>
              </span>
            );
          })}
        </span>
      </figcaption>
      <div className="plot-frame">
        <LinePlot spec={spec} history={history} />
        {history.length === 0 && <p className="plot-empty">No data yet</p>}
      </div>
      <ChartTable spec={spec} history={history} />
    </figure>
  );
}

/** Live small multiples of the run. */
export function ChartsPanel() {
  return (
    <section className="charts" aria-label="Charts">
      {charts.map((spec) => (
        <Chart key={spec.title} spec={spec} />
      ))}
    </section>
  );
}
