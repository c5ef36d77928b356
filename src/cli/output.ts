/** Results go to stdout, one JSON value a line; progress and words for people go to stderr. */

/** Invisible and direction-changing characters, with which text from a model could act on a terminal. */
const unsafe = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** The control characters that JSON escapes by itself, but the line feed and the tab. */
const controls = /[\u0000-\u0008\u000b-\u001f]/gu;

const escaped = (text: string, characters: RegExp) =>
  text.replace(characters, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** One line of JSON in which every control character is escaped; it parses to the same value. */
export function jsonLine(value: object): string {
  return `${escaped(JSON.stringify(value), unsafe)}\n`;
}

export function writeResult(value: object): void {
  process.stdout.write(jsonLine(value));
}

/** Escaped too, since a message may repeat what a model or an endpoint wrote. */
export function say(text: string): void {
  process.stderr.write(`${escaped(escaped(text, unsafe), controls)}\n`);
}

/** Shows a share in per cent on one line that is rewritten; on a terminal only. */
export function showProgress(label: string, done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const isDone = done >= total;
  const percent = Math.floor((100 * done) / Math.max(1, total));
  process.stderr.write(isDone ? `\r${' '.repeat(label.length + 6)}\r` : `\r${label} ${percent} %`);
}
