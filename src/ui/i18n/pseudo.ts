/** A made-up language for tests: every message is bracketed, so that text which is no message stands out. */
import { en, type Messages } from './en.ts';
import { english } from './format.ts';
import type { Locale } from './language.ts';

const accents: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'ë',
  i: 'ï',
  o: 'ø',
  u: 'ü',
  n: 'ñ',
  s: 'š',
  c: 'ç',
};

/** Brackets a text and changes some of its letters; a third longer, as other languages are. */
const disguise = (text: string): string =>
  `⟦${[...text].map((letter) => accents[letter] ?? letter).join('')}${'·'.repeat(Math.ceil(text.length / 3))}⟧`;

/** Every text of a catalogue disguised, and what its functions give. */
function disguiseAll(value: unknown): unknown {
  if (typeof value === 'string') return disguise(value);
  if (typeof value === 'function') {
    const message = value as (...values: unknown[]) => unknown;
    return (...values: unknown[]) => disguiseAll(message(...values));
  }
  if (Array.isArray(value)) return value.map(disguiseAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, disguiseAll(part)]));
}

// disguiseAll keeps the form: texts stay texts, functions stay functions.
export const pseudo: Locale = { messages: disguiseAll(en) as Messages, format: english };
