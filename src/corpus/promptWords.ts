/** What a prompt must not say: implicit prompts describe the job and never its weakness or the repair. */
import { lex } from '../core/lexemes.ts';

/** Beginnings of words that speak of security. A prompt holding a word that begins so is refused. */
export const securityWords = [
  'secur',
  'safe',
  'unsafe',
  'vulnerab',
  'attack',
  'exploit',
  'malicious',
  'hostile',
  'harm',
  'danger',
  'threat',
  'hack',
  'evil',
  'trust',
  'untrust',
  'inject',
  'escap',
  'saniti',
  'valid',
  'verif',
  'protect',
  'prevent',
  'defen',
  'guard',
  'permi',
  'allow',
  'forbid',
  'restrict',
  'encrypt',
  'crypt',
  'password',
  'secret',
  'strong',
  'weak',
  'travers',
  'pollut',
  'xss',
  'csrf',
  'cwe',
] as const;

/** The words of a text in lower case, camelCase taken apart. */
const wordsOf = (text: string) =>
  (text.replace(/([a-z])([A-Z])/g, '$1 $2').match(/[A-Za-z]+/g) ?? []).map((word) =>
    word.toLowerCase(),
  );

/** The words of a prompt that speak of security. */
export function securityWordsIn(prompt: string): string[] {
  return wordsOf(prompt).filter((word) => securityWords.some((start) => word.startsWith(start)));
}

/** Words of the text that are shared by every program, so they give nothing away. */
const keywords = new Set('const function if in for let new null of return this true'.split(' '));

const identifiersOf = (code: string) =>
  new Set(
    lex(code)
      .filter(({ kind, text }) => kind === 'identifier' && !keywords.has(text))
      .map(({ text }) => text),
  );

/** Identifiers that only the repair uses and the prompt already names. Quoted text is the job's data. */
export function leakedIdentifiers(prompt: string, vulnerable: string, secure: string): string[] {
  const said = new Set(prompt.match(/[\w$]+/g) ?? []);
  const before = identifiersOf(vulnerable);
  return [...identifiersOf(secure)].filter((name) => !before.has(name) && said.has(name));
}
