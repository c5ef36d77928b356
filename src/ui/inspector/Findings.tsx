import type { Finding } from '../../core/finding.ts';
import { useText } from '../i18n/language.ts';

/** Longer code is cut here; the whole of it stands above. */
const mostCharacters = 80;

function quote(code: string, { start, end }: Finding): string {
  const text = code.slice(start, end).replace(/\s+/gu, ' ');
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;
}

/** What the static rules say of the code: hints, which count in the reward only where there are no tests. */
export function Findings({ findings, code }: { findings: readonly Finding[]; code: string }) {
  const t = useText().tokens.outcome;
  return (
    <>
      <h3>{t.rules}</h3>
      {findings.length === 0 ? (
        <p className="muted">{t.nothingFound}</p>
      ) : (
        <ul aria-label={t.findings}>
          {findings.map((finding) => (
            <li key={`${finding.rule} ${finding.start}`}>
              <code>{quote(code, finding)}</code>
              <span className="case-detail" lang="en" translate="no">
                {finding.cwe}: {finding.message}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
