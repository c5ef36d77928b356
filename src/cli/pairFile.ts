/** Reads repair pairs from a file of JSON lines; a bad line is told and left out, the file goes on. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { RepairPair } from '../core/pair.ts';
import {
  pairFormats,
  RowError,
  type PairFormatName,
  type PairReader,
} from '../corpus/pairFormats.ts';
import { CommandError, reasonOf } from './errors.ts';

export interface PairLine {
  /** Counted from 1; the last line of the pair when it has two. */
  readonly line: number;
  /** The pair that ends on this line, or what is wrong with the line. */
  readonly found: RepairPair | RowError;
}

/** @throws CommandError when the file cannot be read at all */
export async function* readPairs(file: string, format: PairFormatName): AsyncGenerator<PairLine> {
  const reader: PairReader = pairFormats[format].createReader();
  let line = 0;
  try {
    const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
    for await (const text of lines) {
      line += 1;
      // A byte order mark is no part of the first line.
      const json = line === 1 ? text.replace(/^\ufeff/u, '') : text;
      if (json.trim() === '') continue;
      const found = readLine(reader, json, `line-${line}`);
      if (found) yield { line, found };
    }
  } catch (error) {
    throw new CommandError(
      `${file} cannot be read: ${reasonOf(error)}.`,
      'Give --pairs a readable file of JSON lines.',
    );
  }
  const missing = attempt(() => {
    reader.end();
    return null;
  });
  if (missing) yield { line, found: missing };
}

function readLine(reader: PairReader, json: string, id: string): RepairPair | RowError | null {
  let row: unknown;
  try {
    row = JSON.parse(json);
  } catch {
    reader.skip();
    return new RowError('this is not JSON; each line must hold one JSON object');
  }
  return attempt(() => reader.take(row, id));
}

function attempt<T>(read: () => T): T | RowError {
  try {
    return read();
  } catch (error) {
    if (error instanceof RowError) return error;
    throw error;
  }
}
