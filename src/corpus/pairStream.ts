/**
 * Reads repair pairs from the bytes of a file as they come: those of a browser's File.stream() as well as those of a
 * Node read stream. A bad row is told and passed over; the file is never lost for it.
 */
import { CsvRows } from './pairCsv.ts';
import { neededColumns, pairFormats, type PairFormatName } from './pairFormats.ts';
import { parseJsonLine } from './pairJson.ts';
import { createLineSplitter, type Line } from './pairLines.ts';
import { RowError, type ImportedPair, type PairReader } from './pairRow.ts';

export type PairEvent =
  /** line: counted from 1, where the row begins; the second row of a pair that has two. */
  | { readonly kind: 'pair'; readonly line: number; readonly pair: ImportedPair }
  | { readonly kind: 'error'; readonly line: number; readonly error: RowError }
  /** bytes: read so far. Told after each slice, and at the end. */
  | { readonly kind: 'progress'; readonly bytes: number };

/** The longest row that is read. The longest function of SVEN's and PrimeVul's files is far below. */
export const maxRowBytes = 8 * 2 ** 20;

/** Bytes after which other tasks of the thread get their turn: some milliseconds of reading. */
const sliceBytes = 256 * 2 ** 10;

/**
 * Holds one row and one slice in memory, whatever the size of the file. Between slices the event loop runs, so a
 * page goes on to answer.
 * @param source bytes in order, in blocks of any size
 * @param rowLimit longest row in bytes; tests set it lower
 * @throws what the source throws; a row never does
 */
export async function* readPairStream(
  source: AsyncIterable<Uint8Array>,
  format: PairFormatName,
  rowLimit = maxRowBytes,
): AsyncGenerator<PairEvent> {
  const lines = createLineSplitter(rowLimit);
  const rows = createRows(format, rowLimit);
  let bytes = 0;
  let untilTurn = sliceBytes;
  for await (const block of source) {
    for (let at = 0; at < block.length;) {
      const slice = block.subarray(at, at + untilTurn);
      for (const line of lines.push(slice)) yield* rows.push(line);
      at += slice.length;
      bytes += slice.length;
      untilTurn -= slice.length;
      if (untilTurn > 0) continue;
      untilTurn = sliceBytes;
      yield { kind: 'progress', bytes };
      await nextTask();
    }
  }
  for (const line of lines.end()) yield* rows.push(line);
  yield* rows.end();
  yield { kind: 'progress', bytes };
}

interface Rows {
  readonly push: (line: Line) => Generator<PairEvent>;
  readonly end: () => Generator<PairEvent>;
}

function createRows(format: PairFormatName, rowLimit: number): Rows {
  const { rows, createReader } = pairFormats[format];
  const reader = createReader();
  let last = 1;
  const endReader = function* () {
    const event = attempt(last, () => (reader.end(), null));
    if (event) yield event;
  };
  if (rows === 'csv') {
    const csv = new CsvRows(neededColumns, rowLimit);
    return {
      *push(line) {
        for (const row of csv.push(line)) yield* takeRow(reader, row.line, row.value);
      },
      *end() {
        for (const row of csv.end()) yield* takeRow(reader, row.line, row.value);
        yield* endReader();
      },
    };
  }
  return {
    *push({ number, text }) {
      last = number;
      yield* takeRow(reader, number, text instanceof RowError ? text : parseJsonLine(text));
    },
    end: endReader,
  };
}

/** @param row its value, why there is none, or undefined where there is nothing */
function* takeRow(reader: PairReader, line: number, row: unknown): Generator<PairEvent> {
  if (row === undefined) return;
  if (row instanceof RowError) {
    reader.skip();
    yield { kind: 'error', line, error: row };
    return;
  }
  const event = attempt(line, () => reader.take(row, `line-${line}`));
  if (event) yield event;
}

function attempt(line: number, read: () => ImportedPair | null): PairEvent | null {
  try {
    const pair = read();
    return pair && { kind: 'pair', line, pair };
  } catch (error) {
    if (error instanceof RowError) return { kind: 'error', line, error };
    throw error;
  }
}

/** A turn of the event loop. A message, because browsers stretch timers, in a hidden tab to a second. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      // An open port keeps Node alive.
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
