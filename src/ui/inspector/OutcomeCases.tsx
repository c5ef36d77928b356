import type { Outcome } from '../../core/outcome.ts';
import { formatNumber } from '../tokens/scale.ts';
import { Findings } from './Findings.tsx';

const stops: Record<Outcome['stopped'], string | null> = {
  none: null,
  syntax: 'It does not parse.',
  deadline: 'It was stopped at its time limit.',
  memory: 'It was stopped at its memory limit.',
  stack: 'It was stopped at its stack limit.',
  host: 'It was stopped by the sandbox itself.',
};

const kinds = { functional: 'works', exploit: 'exploit' } as const;

/** What stands for an outcome where there are no tests. */
function Untested(props: { outcome: Outcome; similarity: number; code: string }) {
  const { findings } = props.outcome;
  return (
    <section className="card cases" aria-label="Similarity and findings">
      <h3>
        Similarity to the repair <span className="number">{formatNumber(props.similarity)}</span>
      </h3>
      <p className="muted">
        The pair has no tests, so nothing was run. 1 is the repair, 0 the vulnerable code, and
        unrelated code is near 0. It is no proof of working or secure code.
      </p>
      {findings === undefined ? (
        <p className="muted">There is no static rule for its language and weakness.</p>
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
export function OutcomeCases({ outcome, code }: { outcome: Outcome; code: string }) {
  const { similarity } = outcome;
  if (similarity !== undefined) return <Untested {...{ outcome, similarity, code }} />;
  const stop = stops[outcome.stopped];
  return (
    <section className="card cases" aria-label="Tests and exploits">
      <h3>
        Tests and exploits{' '}
        <span className="muted number">{Math.round(outcome.elapsedMs)} ms in the sandbox</span>
      </h3>
      {stop !== null && <p className="note">{stop}</p>}
      {!outcome.parses && stop === null && (
        <p className="note">It does not parse or does not define the function.</p>
      )}
      <ul>
        {outcome.cases.map((result, i) => (
          <li key={i} className={result.passed ? 'case holds' : 'case'}>
            <span aria-hidden>{result.passed ? '✓' : '✗'}</span>
            <span className="muted">{kinds[result.kind]}</span>
            <span>
              {result.name}
              {!result.passed && <span className="case-detail">{result.detail}</span>}
            </span>
            <span className="visually-hidden">{result.passed ? 'passed' : 'failed'}</span>
          </li>
        ))}
      </ul>
      {outcome.findings !== undefined && <Findings findings={outcome.findings} code={code} />}
    </section>
  );
}
