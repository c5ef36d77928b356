/**
 * Zip files, written plainly and read with suspicion: a file from elsewhere may have names that lead out of its
 * folder, or unpack to far more than it seems.
 */
import { Unzip, UnzipInflate, zipSync, type Zippable } from 'fflate';
import { joinBytes } from './fileStore.ts';
import type { NamedBytes } from './runFolder.ts';

export interface ZipLimits {
  /** Files in it. */
  readonly entries: number;
  /** All of them together, unpacked. */
  readonly bytes: number;
  /** Names other than these are refused. */
  readonly isAllowed: (name: string) => boolean;
}

/** A fixed time, so that the same content gives the same bytes. The format knows none before 1980. */
const noTime = new Date(1980, 0, 1);

/** Bytes that are dense already are stored as they are. */
const isDense = (name: string) => /\.(safetensors|gz)$/.test(name);

export function writeZip(files: readonly NamedBytes[]): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const { name, bytes } of files) {
    entries[name] = [bytes, { level: isDense(name) ? 0 : 6, mtime: noTime }];
  }
  return new Uint8Array(zipSync(entries));
}

/**
 * Unpacks block by block and counts, whatever the headers say.
 * @throws Error with what is wrong, as a part of a sentence
 */
export function readZip(archive: Uint8Array, limits: ZipLimits): NamedBytes[] {
  const open: { name: string; chunks: Uint8Array[]; isWhole: boolean }[] = [];
  let total = 0;
  const reader = new Unzip((file) => {
    const { name } = file;
    if (!limits.isAllowed(name)) throw new Error(`“${name}” is no file of a run bundle`);
    if (open.some((other) => other.name === name)) throw new Error(`it holds ${name} twice`);
    if (open.length >= limits.entries)
      throw new Error(`it holds more than ${limits.entries} files`);
    const entry = { name, chunks: [] as Uint8Array[], isWhole: false };
    open.push(entry);
    file.ondata = (error, chunk, isLast) => {
      if (error) throw error;
      total += chunk.byteLength;
      if (total > limits.bytes) throw new Error(`it unpacks to more than ${limits.bytes / 1e6} MB`);
      entry.chunks.push(chunk);
      entry.isWhole = isLast;
    };
    file.start();
  });
  reader.register(UnzipInflate);
  const block = 2 ** 16;
  for (let at = 0; at < archive.byteLength; at += block) {
    reader.push(archive.subarray(at, at + block), at + block >= archive.byteLength);
  }
  return open.map(({ name, chunks, isWhole }) => {
    if (!isWhole) throw new Error(`${name} is cut off`);
    return { name, bytes: joinBytes(chunks) };
  });
}
