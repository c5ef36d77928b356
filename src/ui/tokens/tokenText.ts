/** How a token is named outside the code: white space gets a visible sign or a word. */
import type { Messages } from '../i18n/en.ts';

/** The token on one line, white space made visible: `⏎··const`. */
export const showToken = (token: string): string =>
  token.replaceAll('\n', '⏎').replaceAll('\t', '⇥').replaceAll(' ', '·');

/** The token as words for a screen reader. */
export function speakToken(token: string, words: Messages['tokens']['spoken']): string {
  if (token.trim() !== '') return token.trim();
  if (token.includes('\n')) return words.lineBreak;
  return token === '' ? words.empty : words.space;
}
