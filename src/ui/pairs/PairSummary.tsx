import type { ReactNode } from 'react';
import { unfitReasons } from '../../core/pairFit.ts';
import type { PairReport } from '../../worker/pairContract.ts';
import { usePageState } from '../page.ts';
import { countTrainable } from '../state/pairsState.ts';

const pairsOf = (n: number) => `${n} ${n === 1 ? 'pair' : 'pairs'}`;

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

function BadRows({ report }: { report: PairReport }) {
  const { badRows, firstBadRows } = report;
  if (badRows === 0) return null;
  const rest = badRows - firstBadRows.length;
  return (
    <div>
      <h3>
        {badRows} bad {badRows === 1 ? 'row was' : 'rows were'} left out
      </h3>
      <ul className="bad-rows scroll" tabIndex={0} aria-label="Bad rows">
        {firstBadRows.map(({ line, message, advice }) => (
          <li key={line}>
            <strong>Line {line}</strong> {message}. <span className="muted">{advice}</span>
          </li>
        ))}
        {rest > 0 && <li className="muted">and {rest} more.</li>}
      </ul>
    </div>
  );
}

function Read({ fileName, report }: { fileName: string; report: PairReport }) {
  const maxCompletionLength = usePageState((state) => state.config.maxCompletionLength);
  const { count, unfit } = countTrainable(report, { maxCompletionLength });
  return (
    <>
      <p className="pairs-read">
        <strong>
          Read {pairsOf(report.read)} here, nothing was sent. {count} can train with this model.
        </strong>{' '}
        <span className="muted">{fileName}</span>
      </p>
      <div className="pairs-details">
        <Counts
          title="Cannot train"
          rows={unfit.map((u) => ({ count: u.count, words: unfitReasons[u.reason] }))}
        />
        <Counts
          title="Worth a look among those that fit the model"
          rows={report.lints.map(({ count: n, meaning }) => ({ count: n, words: meaning }))}
        />
        <BadRows report={report} />
      </div>
    </>
  );
}

function Rejected(): ReactNode {
  const rejection = usePageState((state) => state.pairs.rejection);
  const hasOthers = usePageState((state) => state.pairs.set !== null);
  if (rejection === null) return null;
  const { fileName, message, hint, report } = rejection;
  return (
    <div className="pairs-rejected">
      <p>
        <strong>{fileName} gave no pairs.</strong> {message} {hint}
        {hasOthers && ' Your earlier pairs are still there.'}
      </p>
      {report !== null && <BadRows report={report} />}
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
