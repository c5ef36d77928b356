/** How a token is named outside the code: white space gets a visible sign. */

/** The token on one line, white space made visible: `⏎··const`. */
export const showToken = (token: string): string =>
  token.replaceAll('\n', '⏎').replaceAll('\t', '⇥').replaceAll(' ', '·');

/** The token as words for a screen reader. */
export function speakToken(token: string): string {
  if (token.trim() !== '') return token.trim();
  if (token.includes('\n')) return 'line break';
  return token === '' ? 'empty token' : 'space';
}
