import type { ReactNode } from 'react';
import type { PairReport } from '../../worker/pairContract.ts';
import { useText } from '../i18n/language.ts';
import { usePageState } from '../page.ts';
import { countTrainable } from '../state/pairsState.ts';
import { BadRows } from './BadRows.tsx';

function Counts(props: { title: string; rows: readonly { count: number; words: string }[] }) {
  if (props.rows.length === 0) return null;
  return (
    <div>
      <h3>{props.title}</h3>
      <ul className="counts">
        {props.rows.map(({ count, words }) => (
          <li key={words}>
            <span className="number">{count}</span> <span>{words}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function RowsLeftOut({ report }: { report: PairReport }) {
  const t = useText().data;
  const { badRows, firstBadRows } = report;
  if (badRows === 0) return null;
  const rest = badRows - firstBadRows.length;
  return (
    <BadRows
      title={t.badRowsLeftOut(badRows)}
      label={t.badRows}
      rows={firstBadRows.map(({ line, ...why }) => ({ where: t.line(line), ...why }))}
      rest={rest > 0 ? t.andMore(rest) : null}
    />
  );
}

function Read({ fileName, report }: { fileName: string; report: PairReport }) {
  const t = useText().data;
  const lintWords: Readonly<Record<string, string>> = t.lintMeanings;
  const maxCompletionLength = usePageState((state) => state.config.maxCompletionLength);
  const { count, unfit } = countTrainable(report, { maxCompletionLength });
  return (
    <>
      <p className="pairs-read">
        <strong>{t.read(report.read, count)}</strong>{' '}
        <span className="muted" translate="no">
          {fileName}
        </span>
      </p>
      <div className="pairs-details">
        <Counts
          title={t.cannotTrain}
          rows={unfit.map((u) => ({ count: u.count, words: t.unfit[u.reason] }))}
        />
        <Counts
          title={t.worthALook}
          rows={report.lints.map((lint) => ({
            count: lint.count,
            words: lintWords[lint.code] ?? lint.meaning,
          }))}
        />
        <RowsLeftOut report={report} />
      </div>
    </>
  );
}

function Rejected(): ReactNode {
  const t = useText().data;
  const rejection = usePageState((state) => state.pairs.rejection);
  const hasOthers = usePageState((state) => state.pairs.set !== null);
  if (rejection === null) return null;
  const { fileName, message, hint, report } = rejection;
  return (
    <div className="pairs-rejected">
      <p>
        <strong>{t.gaveNoPairs(fileName)}</strong>{' '}
        <span lang="en" translate="no">
          {message} {hint}
        </span>
        {hasOthers && ` ${t.earlierStay}`}
      </p>
      {report !== null && <RowsLeftOut report={report} />}
    </div>
  );
}

/** What the last files gave: how many pairs can train, why the others cannot, and the bad rows. */
export function PairSummary() {
  const set = usePageState((state) => state.pairs.set);
  return (
    <div role="status" className="pairs-summary">
      <Rejected />
      {set !== null && <Read fileName={set.fileName} report={set.report} />}
    </div>
  );
}
