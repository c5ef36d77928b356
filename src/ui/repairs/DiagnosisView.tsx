import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Diagnosis } from '../../vul2safe/connection.ts';
import { useText } from '../i18n/language.ts';

function Command({ server, command }: { server: string; command: string }) {
  const t = useText().vul2safe;
  const [result, setResult] = useState<'copied' | 'refused' | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(command).then(
      () => setResult('copied'),
      () => setResult('refused'),
    );
  return (
    <li>
      <span translate="no">{server}</span>
      <code>{command}</code>
      <Button className="button small" aria-label={t.copyFor(server)} onPress={() => void copy()}>
        {result === null ? t.copy : t.copyResults[result]}
      </Button>
    </li>
  );
}

/** What the connection doctor asked, found and advises. */
export function DiagnosisView({ diagnosis: { checks, problem } }: { diagnosis: Diagnosis }) {
  const t = useText().vul2safe;
  return (
    <div className="v2s-diagnosis">
      <p>
        <strong>{problem === null ? t.connected : t.notConnected}</strong>
      </p>
      <ul className="v2s-checks">
        {checks.map(({ name, state, message }) => (
          <li key={name} data-state={state}>
            <span>{t.checkNames[name]}</span>
            <span className="v2s-state">{t.checkStates[state]}</span>
            <span lang="en" translate="no" className="muted">
              {message}
            </span>
          </li>
        ))}
      </ul>
      {problem !== null && (
        <>
          <p lang="en" translate="no">
            {problem.hint}
          </p>
          <ul className="v2s-commands">
            {problem.commands.map((command) => (
              <Command key={command.server} {...command} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
