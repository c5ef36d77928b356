import type { Outcome } from '../../core/outcome.ts';

const stops: Record<Outcome['stopped'], string | null> = {
  none: null,
  syntax: 'It does not parse.',
  deadline: 'It was stopped at its time limit.',
  memory: 'It was stopped at its memory limit.',
  stack: 'It was stopped at its stack limit.',
  host: 'It was stopped by the sandbox itself.',
};

const kinds = { functional: 'works', exploit: 'exploit' } as const;

/** What the sandbox saw, case by case. */
export function OutcomeCases({ outcome }: { outcome: Outcome }) {
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
    </section>
  );
}
