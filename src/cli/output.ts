/** Results go to stdout, one JSON value a line; progress and words for people go to stderr. */

/** Control, invisible and direction-changing characters, but the line feed and the tab: text from a model could act on a terminal. */
const unsafe =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

const escaped = (text: string) =>
  text.replace(unsafe, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** One line of JSON in which every control character is escaped; it parses to the same value. */
export const jsonLine = (value: object): string => `${escaped(JSON.stringify(value))}\n`;

export function writeResult(value: object): void {
  process.stdout.write(jsonLine(value));
}

/** Escaped too, since a message may repeat what a model or an endpoint wrote. */
export function say(text: string): void {
  process.stderr.write(`${escaped(text)}\n`);
}

/** Shows a share in per cent on one line that is rewritten; on a terminal only. */
export function showProgress(label: string, done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const isDone = done >= total;
  const percent = Math.floor((100 * done) / Math.max(1, total));
  process.stderr.write(isDone ? `\r${' '.repeat(label.length + 6)}\r` : `\r${label} ${percent} %`);
}
