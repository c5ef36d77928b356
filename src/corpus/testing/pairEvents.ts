/** Reads a whole file of pairs at once, for tests. */
import type { PairFormatName } from '../pairFormats.ts';
import type { ImportedPair } from '../pairRow.ts';
import { readPairStream } from '../pairStream.ts';

export interface ReadFile {
  readonly pairs: readonly { readonly line: number; readonly pair: ImportedPair }[];
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  /** Bytes as told by each progress. */
  readonly progress: readonly number[];
}

export interface ReadFileOptions {
  readonly rowLimit?: number;
  /** In how many bytes at a time the file comes. */
  readonly blockSize?: number;
}

export async function readFileOfPairs(
  content: Uint8Array | string,
  format: PairFormatName,
  { rowLimit, blockSize = 1000 }: ReadFileOptions = {},
): Promise<ReadFile> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const found = {
    pairs: [] as ReadFile['pairs'][number][],
    errors: [] as ReadFile['errors'][number][],
    progress: [] as number[],
  };
  for await (const event of readPairStream(blocksOf(bytes, blockSize), format, rowLimit)) {
    if (event.kind === 'pair') found.pairs.push(event);
    else if (event.kind === 'progress') found.progress.push(event.bytes);
    else {
      const { message, advice } = event.error;
      found.errors.push({ line: event.line, message: `${message}. ${advice}` });
    }
  }
  return found;
}

async function* blocksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}
