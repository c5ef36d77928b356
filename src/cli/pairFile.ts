/** Reads repair pairs from a file; a bad row is told and left out, the file goes on. */
import { createReadStream } from 'node:fs';
import type { PairFormatName } from '../corpus/pairFormats.ts';
import { readPairStream, type PairEvent } from '../corpus/pairStream.ts';
import { CommandError, reasonOf } from './errors.ts';

/** @throws CommandError when the file cannot be read at all */
export async function* readPairs(file: string, format: PairFormatName): AsyncGenerator<PairEvent> {
  yield* readPairStream(readBytes(file), format);
}

async function* readBytes(file: string): AsyncGenerator<Uint8Array> {
  try {
    // Without an encoding a read stream gives Buffers, which its type does not say.
    for await (const block of createReadStream(file) as AsyncIterable<Buffer>) yield block;
  } catch (error) {
    throw new CommandError(
      `${file} cannot be read: ${reasonOf(error)}.`,
      'Give --pairs a readable file.',
    );
  }
}
