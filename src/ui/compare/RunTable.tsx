import { Checkbox } from 'react-aria-components';
import type { RunRecord } from '../../core/runRecord.ts';
import { useLocale } from '../i18n/language.ts';
import { usePageState } from '../page.ts';
import { standingOf } from '../state/libraryState.ts';
import { differingSettings } from './configDiff.ts';
import { lineStyle } from './figureData.ts';

interface RunTableProps {
  readonly runs: readonly RunRecord[];
  readonly live: readonly string[];
  readonly chosen: readonly string[];
  /** Line of the overlay in which a run is drawn. */
  readonly lineOf: ReadonlyMap<string, number>;
  readonly onChoose: (id: string, isChosen: boolean) => void;
}

function Swatch({ index }: { index: number | undefined }) {
  if (index === undefined) return null;
  const { colour, dashes } = lineStyle(index);
  return (
    <svg className="swatch" width="26" height="8" aria-hidden="true">
      <line x1="0" x2="26" y1="4" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dashes} />
    </svg>
  );
}

/** All runs, with only those settings as columns in which the chosen ones differ. */
export function RunTable({ runs, live, chosen, lineOf, onChoose }: RunTableProps) {
  const { messages, format } = useLocale();
  const t = messages.compare;
  const shown = usePageState((state) => state.run);
  const differing = differingSettings(
    runs.filter(({ id }) => chosen.includes(id)).map(({ config }) => config),
  );
  return (
    <>
      <p className="muted">
        {chosen.length > 1 && differing.length === 0 ? t.same : t.chooseMeaning}
      </p>
      <div className="scroll compare-runs" tabIndex={0} role="region" aria-label={t.choose}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.run}</th>
              <th scope="col">{t.state}</th>
              <th scope="col">{t.steps}</th>
              <th scope="col">func-sec@1</th>
              {differing.map((name) => (
                <th key={name} scope="col">
                  {messages.settings[name].label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <th scope="row">
                  <Checkbox
                    className="checkbox"
                    isSelected={chosen.includes(run.id)}
                    onChange={(isChosen) => onChoose(run.id, isChosen)}
                  >
                    <span className="box" aria-hidden="true" />
                    <Swatch index={lineOf.get(run.id)} />
                    {run.name}
                  </Checkbox>
                </th>
                <td>{messages.library.standings[standingOf(run, live, shown)]}</td>
                <td>{format.count(run.step)}</td>
                <td>{run.funcSec === null ? '–' : format.percent(run.funcSec)}</td>
                {differing.map((name) => (
                  <td key={name}>{String(run.config[name])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
