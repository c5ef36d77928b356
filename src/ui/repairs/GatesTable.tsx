import type { GateResult, PromptVerdict } from '../../vul2safe/contract.ts';
import { useText } from '../i18n/language.ts';

/** Each mechanical gate with what it saw. */
export function GatesTable({ results }: { results: readonly GateResult[] }) {
  const t = useText().vul2safe;
  return (
    <>
      <h3>{t.gates}</h3>
      <div className="scroll" tabIndex={0} role="region" aria-label={t.gates}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.gate}</th>
              <th scope="col">{t.result}</th>
              <th scope="col">{t.seen}</th>
            </tr>
          </thead>
          <tbody>
            {results.map(({ gate, state, reason, message }) => (
              <tr key={gate} data-state={state}>
                <th scope="row">{t.gateNames[gate] ?? gate}</th>
                <td className="v2s-state">
                  {t.gateStates[state]}
                  {reason !== null && `: ${t.reasons[reason]}`}
                </td>
                <td lang="en" translate="no">
                  {message}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The prompts that were proposed, and why some were dropped. */
export function PromptList({ verdicts }: { verdicts: readonly PromptVerdict[] }) {
  const t = useText().vul2safe;
  return (
    <>
      <h3>{t.prompts}</h3>
      <ul className="v2s-prompts">
        {verdicts.map(({ prompt, isKept, message }, i) => (
          <li key={i} data-kept={isKept}>
            <span className="v2s-state">{isKept ? t.kept : t.dropped}</span>{' '}
            <span translate="no">{prompt}</span>
            {message !== '' && (
              <p className="muted" lang="en" translate="no">
                {message}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
