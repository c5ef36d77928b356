/** Results go to stdout, one JSON value a line; progress and words for people go to stderr. */

/** Invisible and direction-changing characters, with which text from a model could act on a terminal. */
const unsafe = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** One line of JSON in which every control character is escaped; it parses to the same value. */
export function jsonLine(value: object): string {
  const escaped = JSON.stringify(value).replace(
    unsafe,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${escaped}\n`;
}

export function writeResult(value: object): void {
  process.stdout.write(jsonLine(value));
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Shows a share in per cent on one line that is rewritten; on a terminal only. */
export function showProgress(label: string, done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  const isDone = done >= total;
  const percent = Math.floor((100 * done) / Math.max(1, total));
  process.stderr.write(isDone ? `\r${' '.repeat(label.length + 6)}\r` : `\r${label} ${percent} %`);
}
