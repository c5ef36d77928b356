/** Rows that are JSON values, one a line. */
import { RowError } from './pairRow.ts';

/** @returns the value, or why there is none; undefined for an empty line */
export function parseJsonLine(line: string): unknown {
  if (line.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return new RowError(
      'this is not JSON, and each line must hold one whole JSON object',
      'Repair the line, or write one object a line.',
    );
  }
  const key = repeatedKey(line);
  if (key === null) return value;
  return new RowError(
    `one of its objects names ${JSON.stringify(key.slice(0, 40))} twice, so it is not known which value is meant`,
    'Keep one of them.',
  );
}

/**
 * A key that an object, at any depth, names twice, or null. JSON.parse would keep the last one and say
 * nothing.
 * @param json valid JSON
 */
export function repeatedKey(json: string): string | null {
  // The keys of each open object; null for an open list.
  const open: (Set<string> | null)[] = [];
  let word = '';
  for (let i = 0; i < json.length; i += 1) {
    switch (json[i]) {
      case '{':
        open.push(new Set());
        break;
      case '[':
        open.push(null);
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case '"': {
        const end = endOfString(json, i);
        word = json.slice(i, end);
        i = end - 1;
        break;
      }
      case ':': {
        // Outside of strings a colon only follows a key, which may be spelled with escapes.
        const key = String(JSON.parse(word));
        const keys = open.at(-1);
        if (keys?.has(key)) return key;
        keys?.add(key);
        break;
      }
    }
  }
  return null;
}

/** Where the string that opens at `start` ends, its quote included. */
function endOfString(json: string, start: number): number {
  let quote = start;
  for (;;) {
    quote = json.indexOf('"', quote + 1);
    if (quote < 0) return json.length;
    let slashes = 0;
    while (json[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
}
