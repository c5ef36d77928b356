/** Gates of implicit prompts: they describe the job, differ from each other, and give neither weakness nor repair away. */
import { closestPhrasings, setSimilarity } from '../../corpus/duplicates.ts';
import { leaksOf } from '../../corpus/pairLints.ts';
import { securityWordsIn } from '../../corpus/promptWords.ts';
import { leakedPhrases, spelledIdentifiers } from './promptLeaks.ts';

/** Fewer words describe no job; more of them retell the code. */
const fewestWords = 4;
const mostWords = 120;

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_']+/gu) ?? [];

/** Words of security that the code itself uses as names, such as password: they belong to the job. */
function ownWords(vulnerable: string): Set<string> {
  const names = vulnerable.replace(/([a-z])([A-Z])/gu, '$1 $2').match(/[A-Za-z]+/gu) ?? [];
  return new Set(names.map((name) => name.toLowerCase()));
}

/** Of these alone it is let pass that they name the job's own data. */
const dataWords = new Set([
  'password',
  'passwords',
  'secret',
  'secrets',
  'permission',
  'permissions',
]);

/**
 * @param kept prompts that passed before, of the same item
 * @returns why the prompt must not be used, a sentence; null when it may
 */
export function promptProblem(
  prompt: string,
  pair: { readonly vulnerable: string; readonly secure: string; readonly language: string },
  kept: readonly string[],
): string | null {
  const words = wordsOf(prompt);
  if (words.length < fewestWords) return 'It is too short to describe a job.';
  if (words.length > mostWords) return `It has ${words.length} words; at most ${mostWords} may be.`;
  if (/```|\{\{/u.test(prompt)) return 'It holds code or an unfilled slot.';
  const own = ownWords(pair.vulnerable);
  const said = securityWordsIn(prompt).filter((word) => !(dataWords.has(word) && own.has(word)));
  if (said.length > 0) return `It speaks of security: ${[...new Set(said)].join(', ')}.`;
  const [phrase] = leakedPhrases(prompt, own);
  if (phrase !== undefined) return phrase;
  const { vulnerable, secure } = pair;
  const leaked = [
    ...leaksOf({ prompt, ...pair }),
    ...spelledIdentifiers(prompt, vulnerable, secure),
  ];
  if (leaked.length > 0) return `It names ${leaked.join(', ')}, which only the repair has.`;
  const near = kept.find(
    (other) => setSimilarity(new Set(words), new Set(wordsOf(other))) >= closestPhrasings,
  );
  return near === undefined ? null : `It is nearly the same as "${near.slice(0, 80)}".`;
}
