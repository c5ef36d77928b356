import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { useId } from 'react';
import type { ItemSummary } from '../../vul2safe/contract.ts';
import { useWidth } from '../compare/useWidth.ts';
import { useLocale } from '../i18n/language.ts';
import { usePage } from '../page.ts';
import { thresholdOf } from '../state/vul2safeState.ts';
import { bins, funnelOf, histogramOf, passingOf, type HistogramBin } from './figures.ts';
import { useVul2Safe } from './useVul2Safe.ts';

/** How many items came how far. Bars, and the numbers beside them: no other table is needed. */
function Funnel({ items }: { items: readonly ItemSummary[] }) {
  const { messages, format } = useLocale();
  const t = messages.vul2safe;
  const bars = funnelOf(items);
  const all = Math.max(1, items.length);
  return (
    <section className="card v2s-figure" aria-labelledby="v2s-funnel">
      <h2 id="v2s-funnel">{t.funnel}</h2>
      <ol className="v2s-funnel">
        {bars.map(({ milestone, count }) => (
          <li key={milestone}>
            <span>{t.milestones[milestone]}</span>
            <span className="v2s-funnel-bar" aria-hidden="true">
              <span style={{ width: `${(100 * count) / all}%` }} />
            </span>
            <span className="number">
              {format.count(count)} <span className="muted">{format.percent(count / all)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const plot = { left: 30, right: 8, top: 8, height: 96, foot: 20 };

function Bars(props: { histogram: readonly HistogramBin[]; threshold: number; label: string }) {
  const { format } = useLocale();
  const [frame, width] = useWidth();
  const id = useId();
  const { histogram, threshold, label } = props;
  const most = Math.max(1, ...histogram.map(({ accepted, others }) => accepted + others));
  const x = (share: number) => plot.left + share * (width - plot.left - plot.right);
  const h = (count: number) => (plot.height * count) / most;
  const below = plot.top + plot.height;
  const barWidth = (x(1) - x(0)) / bins - 2;
  return (
    <div ref={frame} className="figure-frame">
      <svg
        className="figure"
        role="img"
        aria-labelledby={id}
        width={width}
        height={below + plot.foot}
        viewBox={`0 0 ${width} ${below + plot.foot}`}
      >
        <title id={id}>{label}</title>
        <text x={plot.left - 6} y={plot.top + 8} textAnchor="end" className="figure-text">
          {format.count(most)}
        </text>
        <line x1={x(0)} x2={x(1)} y1={below} y2={below} className="figure-grid" />
        {histogram.map(({ from, accepted, others }) => (
          <g key={from}>
            <rect
              className="v2s-others"
              x={x(from) + 1}
              y={below - h(accepted + others)}
              width={barWidth}
              height={h(others)}
            />
            <rect
              className="v2s-accepted"
              x={x(from) + 1}
              y={below - h(accepted)}
              width={barWidth}
              height={h(accepted)}
            />
          </g>
        ))}
        <line
          className="v2s-threshold"
          x1={x(threshold)}
          x2={x(threshold)}
          y1={plot.top - 4}
          y2={below + 4}
        />
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <text key={share} x={x(share)} y={below + 15} textAnchor="middle" className="figure-text">
            {format.number(share)}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** Confidence of the items with votes, and how many records a threshold lets pass. */
function Confidence({ items }: { items: readonly ItemSummary[] }) {
  const { messages, format } = useLocale();
  const t = messages.vul2safe;
  const { vul2safe } = usePage();
  const threshold = useVul2Safe(thresholdOf);
  const asked = useVul2Safe((state) => state.setup.settings.minConfidence);
  const passing = passingOf(items, threshold);
  const value = (share: number) => format.number(share, { minimumFractionDigits: 2 });
  return (
    <section className="card v2s-figure" aria-labelledby="v2s-confidence">
      <h2 id="v2s-confidence">{t.confidence}</h2>
      <Bars histogram={histogramOf(items)} threshold={threshold} label={t.histogram} />
      <p className="v2s-legend">
        <span data-kind="accepted">{t.states.accepted}</span>
        <span data-kind="others">{t.notAccepted}</span>
      </p>
      <Slider
        className="slider v2s-slider"
        minValue={0}
        maxValue={1}
        step={0.01}
        value={threshold}
        onChange={(next) => vul2safe.setThreshold(next)}
      >
        <Label>{t.threshold}</Label>
        <SliderTrack className="slider-track">
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
        <SliderOutput className="number">{value(threshold)}</SliderOutput>
      </Slider>
      <p role="status" data-testid="v2s-passing">
        {t.passing(passing.records, passing.items, passing.below)}
      </p>
      {threshold < asked && <p className="note">{t.belowAsked(value(asked))}</p>}
    </section>
  );
}

/** How the set stands, in two pictures. */
export function Figures({ items }: { items: readonly ItemSummary[] }) {
  return (
    <div className="v2s-figures">
      <Funnel items={items} />
      <Confidence items={items} />
    </div>
  );
}
