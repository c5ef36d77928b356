/** Gates with evidence of their own: static rules and, where there are any, tests in the sandbox. */
import type { Finding } from '../../core/finding.ts';
import { exploitCases, functionalCases, type Outcome } from '../../core/outcome.ts';
import { passed, refused, skipped, type Seen } from './verdicts.ts';

/** Several weaknesses stand with commas between them, as in PrimeVul. */
export const weaknessesOf = (cwe: string) => cwe.split(/\s*,\s*/u).filter((name) => name !== '');

export function findingGate(
  before: readonly Finding[],
  after: readonly Finding[],
  cwe: string,
): Seen {
  const weaknesses = weaknessesOf(cwe);
  const isAsked = (finding: Finding) => weaknesses.includes(finding.cwe);
  const count = (findings: readonly Finding[], rule: string) =>
    findings.filter((finding) => finding.rule === rule).length;
  const fresh = after.find(
    (finding) => !isAsked(finding) && count(after, finding.rule) > count(before, finding.rule),
  );
  const stays = after.find(isAsked);
  if (stays)
    return refused('finding-stays', `Rule ${stays.rule} finds ${stays.cwe}: ${stays.message}`);
  if (fresh)
    return refused('new-finding', `Rule ${fresh.rule} finds ${fresh.cwe}: ${fresh.message}`);
  if (!before.some(isAsked)) {
    return skipped('No static rule finds the weakness in the code, so its end proves nothing.');
  }
  return passed('The static rules found the weakness in the code, and find it no more.');
}

export function outcomeGate(outcome: Outcome): Seen {
  const wrong = outcome.cases.find((result) => !result.passed);
  if (wrong)
    return refused('tests-fail', `The ${wrong.kind} case "${wrong.name}" fails. ${wrong.detail}`);
  const [functional, exploits] = [functionalCases(outcome), exploitCases(outcome)];
  return passed(`${functional.total} functional and ${exploits.total} exploit cases pass.`);
}
