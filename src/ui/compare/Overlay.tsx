import { useRef } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { metrics, type MetricName } from '../../core/metrics.ts';
import type { StoredHistory } from '../../worker/libraryContract.ts';
import { useLocale } from '../i18n/language.ts';
import { FigureButtons } from './FigureButtons.tsx';
import { lineName, type FigureLine } from './figureData.ts';
import { OverlayChart } from './OverlayChart.tsx';

interface OverlayProps {
  readonly metric: string;
  readonly smoothing: number;
  readonly lines: readonly FigureLine[];
  readonly histories: ReadonlyMap<string, StoredHistory>;
  readonly onChange: (change: { metric?: string; smoothing?: number }) => void;
}

const isMetric = (name: string): name is MetricName => Object.hasOwn(metrics, name);

/** Every metric that one of the runs has, in the order of the table of metrics. */
function presentMetrics(histories: OverlayProps['histories']): string[] {
  const names = new Set<string>();
  for (const { steps, evaluations } of histories.values()) {
    for (const { metrics: values } of [...steps, ...evaluations]) {
      for (const name of Object.keys(values)) names.add(name);
    }
  }
  return Object.keys(metrics).filter((name) => names.has(name));
}

function Choices({ metric, smoothing, histories, onChange }: Omit<OverlayProps, 'lines'>) {
  const { messages, format } = useLocale();
  const t = messages.compare;
  const names = presentMetrics(histories);
  return (
    <div className="compare-choices">
      <label htmlFor="compare-metric">{t.metric}</label>
      <select
        id="compare-metric"
        value={metric}
        onChange={(event) => onChange({ metric: event.target.value })}
      >
        {(names.includes(metric) ? names : [metric, ...names]).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <Slider
        className="slider"
        minValue={0}
        maxValue={0.95}
        step={0.05}
        value={smoothing}
        onChange={(value) => onChange({ smoothing: value })}
      >
        <Label>{t.smoothing}</Label>
        <SliderTrack className="slider-track">
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
        <SliderOutput className="number">
          {smoothing === 0 ? t.smoothingOff : format.number(smoothing)}
        </SliderOutput>
      </Slider>
    </div>
  );
}

function Numbers({
  lines,
  metric,
  isShare,
}: {
  lines: readonly FigureLine[];
  metric: string;
  isShare: boolean;
}) {
  const { messages, format } = useLocale();
  const t = messages.compare;
  const show = (value: number) => (isShare ? format.percent(value, 1) : format.number(value));
  const steps = [...new Set(lines.flatMap(({ raw }) => raw.map(({ step }) => step)))];
  steps.sort((a, b) => a - b);
  return (
    <details className="chart-table">
      <summary>{t.table}</summary>
      <div className="scroll" tabIndex={0} role="region" aria-label={t.tableLabel(metric)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.step}</th>
              {lines.map((line) => (
                <th key={line.key} scope="col">
                  {lineName(line, t.seeds)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step}>
                <th scope="row">{step}</th>
                {lines.map(({ key, raw }) => {
                  const point = raw.find((other) => other.step === step);
                  return (
                    <td key={key}>
                      {point === undefined ? '–' : show(point.value)}
                      {point !== undefined && point.seeds > 1 && (
                        <span className="muted"> {t.range(show(point.low), show(point.high))}</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** One metric of all chosen runs over their steps. */
export function Overlay(props: OverlayProps) {
  const { messages } = useLocale();
  const t = messages.compare;
  const { metric, smoothing, lines } = props;
  const figure = useRef<SVGSVGElement>(null);
  const info = isMetric(metric) ? metrics[metric] : null;
  const isShare = info?.unit === 'share';
  const seeds = Math.max(0, ...lines.map(({ runs }) => runs.length));
  return (
    <section className="card compare-overlay" aria-labelledby="compare-overlay">
      <div className="library-head">
        <h2 id="compare-overlay">{t.overlay}</h2>
        <Choices {...props} />
      </div>
      {isMetric(metric) && (
        <p className="muted">
          {messages.metrics[metric].label}: {messages.metrics[metric].formula}
        </p>
      )}
      {lines.length === 0 ? (
        <p className="muted">{t.noPoints}</p>
      ) : (
        <>
          <OverlayChart title={metric} isSmoothed={smoothing > 0} {...{ lines, isShare, figure }} />
          <p className="muted">
            {seeds > 1 && `${t.band(seeds)}. `}
            {smoothing > 0 && t.smoothed}
          </p>
          <FigureButtons figure={figure} name={metric} />
          <Numbers {...{ lines, metric, isShare }} />
        </>
      )}
    </section>
  );
}
