/** Tasks made from imported pairs: what the model is asked, and the two sides it may then write. */
import { lex } from '../core/lexemes.ts';
import type { RepairPair } from '../core/pair.ts';
import type { PairSize, UnfitReason } from '../core/pairFit.ts';
import type { TrainingTask } from './tasks.ts';

/** What stands before and after a line of a comment; the languages are names and file endings. */
const comments: readonly {
  readonly languages: string;
  readonly marks: readonly [string, string];
}[] = [
  { languages: 'py python rb ruby sh bash pl perl r yaml yml toml ex', marks: ['# ', ''] },
  { languages: 'sql lua hs haskell ada', marks: ['-- ', ''] },
  { languages: 'html htm xml vue svelte', marks: ['<!-- ', ' -->'] },
  { languages: 'css', marks: ['/* ', ' */'] },
];

/** Where the language is not known, the comment of C, Java, JavaScript, Go, Rust and PHP. */
const otherwise = ['// ', ''] as const;

/** The text as comment lines of a language, each with its line feed; empty for an empty text. */
export function commentOf(text: string, language: string): string {
  const name = language.toLowerCase();
  const known = comments.find(({ languages }) => languages.split(' ').includes(name));
  const [before, after] = known?.marks ?? otherwise;
  const lines = text.split(/\r\n|\r|\n/u).map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => `${before}${line}${after}\n`)
    .join('');
}

/** Each line with its line feed, where it has one. */
const linesOf = (text: string) => text.split(/(?<=\n)/u);

/** How many lines both sides begin with; never the whole of a side, so that there is something to write. */
function sharedLines(a: readonly string[], b: readonly string[]): number {
  const most = Math.min(a.length, b.length) - 1;
  let shared = 0;
  while (shared < most && a[shared] === b[shared]) shared += 1;
  return shared;
}

const isSameCode = (a: string, b: string) => {
  const [x, y] = [lex(a), lex(b)];
  return x.length === y.length && x.every(({ text }, i) => text === y[i].text);
};

/**
 * The task of a pair. Prompt: the pair's own as a comment, then the lines with which both sides begin, the
 * signature at least where they share it; a completion is one of the rests. It has no tests.
 * @returns why there is none, where there is none
 */
export function importedTask(pair: RepairPair): TrainingTask | UnfitReason {
  if (isSameCode(pair.vulnerable, pair.secure)) return 'same-sides';
  const [vulnerable, secure] = [linesOf(pair.vulnerable), linesOf(pair.secure)];
  const shared = sharedLines(vulnerable, secure);
  const prompt = commentOf(pair.prompt, pair.language) + vulnerable.slice(0, shared).join('');
  if (prompt.trim() === '') return 'no-prompt';
  return {
    id: pair.id,
    family: pair.id,
    cwe: pair.cwe,
    split: 'train',
    prompt,
    pair: {
      ...pair,
      prompt,
      vulnerable: vulnerable.slice(shared).join(''),
      secure: secure.slice(shared).join(''),
    },
    hasReference: true,
    tests: null,
  };
}

/** @param encode token ids of a text, without an end token */
export function sizeOf(
  { prompt, pair }: TrainingTask,
  encode: (text: string) => readonly number[],
): PairSize {
  const sides = [pair.vulnerable, pair.secure].map((side) => encode(side).length + 1);
  return { prompt: encode(prompt).length, side: Math.max(...sides) };
}
