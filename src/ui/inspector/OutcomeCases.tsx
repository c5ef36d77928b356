import type { Outcome } from '../../core/outcome.ts';
import { useLocale, useText } from '../i18n/language.ts';
import { Findings } from './Findings.tsx';

/** What stands for an outcome where there are no tests. */
function Untested(props: { outcome: Outcome; similarity: number; code: string }) {
  const { messages, format } = useLocale();
  const t = messages.tokens.outcome;
  const { findings } = props.outcome;
  return (
    <section className="card cases" aria-label={t.untested}>
      <h2>
        {t.similarity} <span className="number">{format.number(props.similarity)}</span>
      </h2>
      <p className="muted">{t.untestedMeaning}</p>
      {findings === undefined ? (
        <p className="muted">{t.noRule}</p>
      ) : (
        <Findings findings={findings} code={props.code} />
      )}
    </section>
  );
}

/**
 * What the sandbox saw, case by case, or what stands for it where nothing was run; and what the static
 * rules found in the code, prompt + completion.
 */
export function OutcomeCases(props: {
  outcome: Outcome;
  code: string;
  /** Tells it from others on the screen. */
  label?: string;
}) {
  const { outcome, code } = props;
  const t = useText().tokens.outcome;
  const { similarity } = outcome;
  if (similarity !== undefined) return <Untested {...{ outcome, similarity, code }} />;
  const { stopped } = outcome;
  return (
    <section className="card cases" aria-label={props.label ?? t.tests}>
      <h2>
        {t.tests} <span className="muted number">{t.elapsed(Math.round(outcome.elapsedMs))}</span>
      </h2>
      {stopped !== 'none' && <p className="note">{t.stops[stopped]}</p>}
      {!outcome.parses && stopped === 'none' && <p className="note">{t.noFunction}</p>}
      <ul>
        {outcome.cases.map((result, i) => (
          <li key={i} className={result.passed ? 'case holds' : 'case'}>
            <span aria-hidden>{result.passed ? '✓' : '✗'}</span>
            <span className="muted">{t.kinds[result.kind]}</span>
            <span lang="en" translate="no">
              {result.name}
              {!result.passed && <span className="case-detail">{result.detail}</span>}
            </span>
            <span className="visually-hidden">{result.passed ? t.passed : t.failed}</span>
          </li>
        ))}
      </ul>
      {outcome.findings !== undefined && <Findings findings={outcome.findings} code={code} />}
    </section>
  );
}
