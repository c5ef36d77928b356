/** Breaks a file of pairs in one of its rows, in ways that files break in, for tests. */
import type { Random } from '../../core/seeds.ts';

/** A file as its rows, each with its line feed. */
export interface RowsOfFile {
  /** Before the first row; never broken, for without it a CSV file says nothing. */
  readonly header: string;
  readonly rows: readonly string[];
  readonly isJson: boolean;
  /** A field that each row needs. */
  readonly neededField: string;
}

/** What stands in the place of one row; a cut ends the file there. */
interface Broken {
  readonly bytes: Uint8Array;
  readonly isCut?: boolean;
}

type Corruption = (row: string, file: RowsOfFile, random: Random) => Broken;

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A row with bytes put into it, anywhere before its line feed. */
function insert(row: string, bytes: readonly number[], random: Random): Uint8Array {
  const whole = bytesOf(row);
  const at = random.integer(whole.length);
  return Uint8Array.from([...whole.subarray(0, at), ...bytes, ...whole.subarray(at)]);
}

const utf16 = (text: string) =>
  Uint8Array.from(Array.from(text, (_, i) => text.charCodeAt(i)).flatMap((c) => [c & 255, c >> 8]));

/** Rows of more bytes than this are to be refused by the reader under test. */
export const rowLimit = 4096;

export const corruptions = {
  'cut file': (row, _, random) => {
    const whole = bytesOf(row);
    return { bytes: whole.subarray(0, 1 + random.integer(whole.length >> 1)), isCut: true };
  },
  'wrong type': (row, { isJson, neededField }, random) => {
    if (!isJson) return { bytes: bytesOf(row.replace(/,[^,]*\n$/u, '\n')) };
    const fields = JSON.parse(row) as object;
    const value = random.pick([7, null, [], {}, true]);
    return { bytes: bytesOf(`${JSON.stringify({ ...fields, [neededField]: value })}\n`) };
  },
  'zero byte': (row, _, random) => ({ bytes: insert(row, [0], random) }),
  'other encoding': (row, _, random) => ({ bytes: insert(row, [0xe9], random) }),
  'UTF-16': (row) => ({ bytes: Uint8Array.from([...utf16(row.slice(0, -1)), 10]) }),
  'field twice': (row, { isJson, neededField }) => ({
    bytes: bytesOf(isJson ? row.replace('{', `{"${neededField}": "x", `) : `x,${row}`),
  }),
  'huge row': (row) => ({ bytes: bytesOf(row.replace('e', 'e'.repeat(rowLimit + 1))) }),
  'row lost': () => ({ bytes: bytesOf('') }),
  'row twice': (row) => ({ bytes: bytesOf(row + row) }),
  'line lost': (row, _, random) => {
    const lines = row.split(/(?<=\n)/u);
    lines.splice(random.integer(lines.length), 1);
    return { bytes: bytesOf(lines.join('')) };
  },
  'quote lost': (row, _, random) => {
    const quotes = [...row.matchAll(/"/gu)].map(({ index }) => index);
    const at = random.pick(quotes);
    return { bytes: bytesOf(row.slice(0, at) + row.slice(at + 1)) };
  },
} as const satisfies Record<string, Corruption>;

export type CorruptionName = keyof typeof corruptions;

/** The file with its row `r` broken. */
export function corruptFile(
  file: RowsOfFile,
  name: CorruptionName,
  r: number,
  random: Random,
): Uint8Array {
  const corruption: Corruption = corruptions[name];
  const { bytes, isCut = false } = corruption(file.rows[r], file, random);
  const before = bytesOf(file.header + file.rows.slice(0, r).join(''));
  const after = bytesOf(isCut ? '' : file.rows.slice(r + 1).join(''));
  return Uint8Array.from([...before, ...bytes, ...after]);
}
