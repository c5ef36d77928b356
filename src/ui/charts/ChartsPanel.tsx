import { usePageState } from '../page.ts';
import type { MetricsAtStep } from '../../core/runHistory.ts';
import { useText } from '../i18n/language.ts';
import { latestOf } from './chartData.ts';
import { charts, formatValue, keysOf, shortKey, type ChartSpec } from './chartTable.ts';
import { LinePlot } from './LinePlot.tsx';

function ChartTable(props: { spec: ChartSpec; history: readonly MetricsAtStep[] }) {
  const { charts: t, metrics: words } = useText();
  const { spec, history } = props;
  const keys = keysOf(spec);
  const isTold = ({ metrics }: MetricsAtStep) => keys.some((key) => key in metrics);
  return (
    <details className="chart-table">
      <summary>{t.meaning}</summary>
      <dl className="chart-words">
        {keys.map((key) => (
          <div key={key}>
            <dt translate="no">{key}</dt>
            <dd>
              {words[key].formula}. {words[key].watchFor}
            </dd>
          </div>
        ))}
      </dl>
      <div className="scroll" tabIndex={0} role="region" aria-label={t.asTable(t.titles[spec.id])}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.step}</th>
              {keys.map((key) => (
                <th key={key} scope="col" translate="no">
                  {key}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {history.filter(isTold).map(({ step, metrics }) => (
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
  const t = useText().charts;
  const history = usePageState((state) => state.run[spec.source]);
  const stages = usePageState((state) => state.run.stages);
  return (
    <figure className="chart">
      <figcaption>
        <h3>{t.titles[spec.id]}</h3>
        <span className="chart-values">
          {spec.lines.map((line, i) => {
            const latest = latestOf(history, line.key);
            return (
              <span key={line.key} className={i === 0 ? 'latest' : 'latest second'}>
                {spec.lines.length > 1 && (
                  <span className="muted" translate="no">
                    {shortKey(line.key)}
                  </span>
                )}{' '}
                <strong>{latest === null ? '–' : formatValue(spec, latest)}</strong>
              </span>
            );
          })}
        </span>
      </figcaption>
      <div className="plot-frame">
        <LinePlot spec={spec} history={history} stages={stages} />
        {history.length === 0 && <p className="plot-empty">{t.empty}</p>}
      </div>
      <ChartTable spec={spec} history={history} />
    </figure>
  );
}

/** Live small multiples of the run. */
export function ChartsPanel() {
  const t = useText().charts;
  const hasSft = usePageState(({ run }) => run.stages.some(({ stage }) => stage === 'sft'));
  const hasRl = usePageState(({ runConfig }) => runConfig === null || runConfig.maxSteps > 0);
  const isShown = ({ of }: ChartSpec) => of === undefined || (of === 'sft' ? hasSft : hasRl);
  return (
    <section className="charts" aria-label={t.label}>
      {charts.filter(isShown).map((spec) => (
        <Chart key={spec.id} spec={spec} />
      ))}
    </section>
  );
}
