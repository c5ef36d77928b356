/** Static findings of a completion, of the weakness of its pair alone. */
import type { Finding } from '../core/finding.ts';
import type { TrainingTask } from '../corpus/tasks.ts';
import type { Analyser } from '../oracle/static/analyser.ts';
import { grammarOf } from '../oracle/static/grammar.ts';
import { rules } from '../oracle/static/rules.ts';

export type FindingSource = Pick<Analyser, 'findingsIn'>;

/**
 * Looks at prompt and completion together, and tells what lies in the completion. Its places are in both.
 * @returns null when no rule is there for language and weakness, so that nobody takes silence for safety
 */
export async function findingsOf(
  analyser: FindingSource,
  { prompt, cwe, pair }: TrainingTask,
  completion: string,
): Promise<Finding[] | null> {
  const language = grammarOf(pair.language);
  // PrimeVul names several of a pair, with commas.
  const weaknesses = cwe.split(/\s*,\s*/u);
  const isAsked = (of: { readonly cwe: string }) => weaknesses.includes(of.cwe);
  if (language === null) return null;
  if (!rules.some((rule) => rule.language === language && isAsked(rule))) return null;
  const findings = await analyser.findingsIn(prompt + completion, language);
  return findings.filter((finding) => isAsked(finding) && finding.end > prompt.length);
}
