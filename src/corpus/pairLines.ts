/** Bytes of a file, as they come, cut into lines of text; a line that cannot be text says why. */
import { RowError } from './pairRow.ts';

export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** Without the line feed; a carriage return before it is kept. */
  readonly text: string | RowError;
}

export interface LineSplitter {
  /** The lines that end in these bytes. Take all of them before the next call. */
  readonly push: (bytes: Uint8Array) => Generator<Line>;
  /** The last line, when the file does not end with a line feed. */
  readonly end: () => Generator<Line>;
}

const lineFeed = 0x0a;

/**
 * Lines end with \n or \r\n. A byte order mark at the beginning of a line is dropped: files that were joined have
 * it in the middle too. Of a line longer than the limit nothing is kept: its bytes are passed over as they come.
 * @param maxBytes of one line
 */
export function createLineSplitter(maxBytes: number): LineSplitter {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;

  const keep = (part: Uint8Array) => {
    length += part.length;
    // A copy: a short rest would otherwise hold the whole block that it came in.
    if (length <= maxBytes) parts.push(new Uint8Array(part));
    else parts = [];
  };
  const takeLine = (): Line => {
    const line = {
      number,
      text: length > maxBytes ? tooLong(maxBytes) : decodeLine(join(parts, length)),
    };
    number += 1;
    parts = [];
    length = 0;
    return line;
  };

  /** Lines that lie in one block whole: decoded together, unless something in them is no text. */
  const takeBlock = function* (block: Uint8Array): Generator<Line> {
    const whole = block.length <= maxBytes ? decode(block) : null;
    if (typeof whole === 'string') {
      for (const text of whole.split('\n')) yield { number: number++, text: withoutMark(text) };
      return;
    }
    let start = 0;
    while (start <= block.length) {
      const found = block.indexOf(lineFeed, start);
      const end = found < 0 ? block.length : found;
      keep(block.subarray(start, end));
      yield takeLine();
      start = end + 1;
    }
  };

  return {
    *push(bytes) {
      const first = bytes.indexOf(lineFeed);
      const last = bytes.lastIndexOf(lineFeed);
      keep(bytes.subarray(0, first < 0 ? bytes.length : first));
      if (first < 0) return;
      yield takeLine();
      if (last > first) yield* takeBlock(bytes.subarray(first + 1, last));
      keep(bytes.subarray(last + 1));
    },
    *end() {
      if (length > 0) yield takeLine();
    },
  };
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) return parts[0];
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const zeroByte = () =>
  new RowError(
    'a zero byte stands in it, so this is UTF-16 or no text',
    'Save the file as UTF-8, and repair this row.',
  );
const otherEncoding = () =>
  new RowError(
    'its bytes are not UTF-8, so its letters are unknown',
    'Save the file as UTF-8, and repair this row.',
  );

function decode(bytes: Uint8Array): string | RowError {
  if (bytes.includes(0)) return zeroByte();
  try {
    return utf8.decode(bytes);
  } catch {
    return otherEncoding();
  }
}

function decodeLine(bytes: Uint8Array): string | RowError {
  const text = decode(bytes);
  return typeof text === 'string' ? withoutMark(text) : text;
}

/** A byte order mark is no part of the line. */
const withoutMark = (line: string) => (line.startsWith('\ufeff') ? line.slice(1) : line);

/** @param maxBytes of one row */
export const tooLong = (maxBytes: number) =>
  new RowError(
    `the row is longer than ${maxBytes / 2 ** 20} MiB, so it was passed over without being read`,
    'Split or shorten the row; a pair is one function before and after its repair.',
  );
