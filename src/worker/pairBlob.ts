/**
 * Pairs on their way from the worker that read them to the one that trains on them: JSON lines in a Blob, which
 * the browser keeps outside of the page and hands on by reference.
 */
import { repairPairSchema, type RepairPair } from '../core/pair.ts';

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
    add(pair: RepairPair): void {
      // Only the fields of the schema: what a data set recorded besides is not needed to train.
      const { id, prompt, vulnerable, secure, cwe, language } = pair;
      const line = `${JSON.stringify({ id, prompt, vulnerable, secure, cwe, language })}\n`;
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
export async function readPairBlob(blob: Blob): Promise<RepairPair[]> {
  const lines = (await blob.text()).split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => repairPairSchema.parse(JSON.parse(line)));
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
