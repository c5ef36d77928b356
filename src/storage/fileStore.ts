/** Files by path, wherever they lie: in the browser's private file system, or in memory where there is none. */

/** A file by its path, with "/" between folders and none at the beginning. */
export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
}

export interface FileStore {
  /** Replaces the file. @throws StorageFullError; nothing half-written stays */
  write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Adds to the end. @throws StorageFullError; the file is then as long as before */
  append(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** @throws MissingFileError */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** All files in a folder and below, in no order; none when it is not there. */
  list(folder: string): Promise<StoredFile[]>;
  /** Deletes a file or a folder with all in it; one that is not there is fine. */
  remove(path: string): Promise<void>;
}

/** The browser grants this page no more room. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError';
}

export class MissingFileError extends Error {
  override readonly name = 'MissingFileError';
  constructor(path: string) {
    super(`The file ${path} is not in this browser's storage.`);
  }
}

const encoder = new TextEncoder();

export const bytesOfText = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);
export const textOfBytes = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
