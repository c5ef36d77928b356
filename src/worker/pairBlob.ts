/**
 * Pairs on their way from the worker that read them to the one that trains on them: JSON lines in a Blob, which
 * the browser keeps outside of the page and hands on by reference.
 */
import { z } from 'zod';
import { repairPairSchema, type RepairPair } from '../core/pair.ts';
import type { PairSize } from '../core/pairFit.ts';

const counted = z.number().int().nonnegative();
const lineSchema = z.object({
  pair: repairPairSchema,
  /** With the tokenizer of the shipped model. */
  size: z.object({ prompt: counted, side: counted }),
});
type SizedPair = z.infer<typeof lineSchema>;

/** Characters that are gathered before they leave the heap. */
const partLength = 2 ** 20;

/** Collects pairs, so that few of them are in the heap at a time. */
export function blockParts() {
  const parts: Blob[] = [];
  let lines: string[] = [];
  let length = 0;
  const flush = () => {
    parts.push(new Blob(lines));
    lines = [];
    length = 0;
  };
  return {
    add(pair: RepairPair, size: PairSize): void {
      // Only the fields of the schema: what a data set recorded besides is not needed to train.
      const { id, prompt, vulnerable, secure, cwe, language, provenance } = pair;
      const kept = { id, prompt, vulnerable, secure, cwe, language, provenance };
      const line = `${JSON.stringify({ pair: kept, size })}\n`;
      lines.push(line);
      length += line.length;
      if (length > partLength) flush();
    },
    toBlob(): Blob {
      flush();
      return new Blob(parts);
    },
  };
}

/** @throws when the Blob is not of blockParts */
export async function readPairBlob(blob: Blob): Promise<SizedPair[]> {
  const lines = (await blob.text()).split('\n');
  return lines.filter((line) => line !== '').map((line) => lineSchema.parse(JSON.parse(line)));
}

/** The bytes of a file in order. Not every browser can iterate a stream. */
export async function* blocksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
