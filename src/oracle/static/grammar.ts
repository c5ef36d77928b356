/** The grammar for the language that a pair or a file names. */
import type { LanguageName } from './rule.ts';

/** By name or file ending; C++ is not C. */
const grammars = new Map<string, LanguageName>([
  ['javascript', 'javascript'],
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['mjs', 'javascript'],
  ['cjs', 'javascript'],
  ['python', 'python'],
  ['py', 'python'],
  // The ending of C++ in some projects, and the name of the language C in others.
  ['c', 'c'],
  ['h', 'c'],
]);

/** Null where there is none. */
export const grammarOf = (language: string): LanguageName | null =>
  grammars.get(language.toLowerCase()) ?? null;
