/** A FileStore that lasts as long as its worker. */
import { joinBytes, MissingFileError, StorageFullError, type FileStore } from './fileStore.ts';

/** What is thrown comes as a rejection. */
const later = <T>(act: () => T): Promise<T> => Promise.resolve().then(act);

/** @param limit bytes in all; a test makes it full */
export function createMemoryFiles(limit: () => number = () => Infinity): FileStore {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const isIn = (path: string, folder: string) =>
    path === folder || path.startsWith(folder === '' ? '' : `${folder}/`);

  function put(path: string, bytes: Uint8Array<ArrayBuffer>): void {
    const others = [...files].filter(([name]) => name !== path);
    const used = others.reduce((sum, [, content]) => sum + content.byteLength, 0);
    if (used + bytes.byteLength > limit()) throw new StorageFullError('The storage is full.');
    files.set(path, bytes);
  }

  return {
    write: (path, bytes) => later(() => put(path, bytes.slice())),
    append: (path, bytes) =>
      later(() => put(path, joinBytes([files.get(path) ?? new Uint8Array(), bytes]))),
    read: (path) =>
      later(() => {
        const bytes = files.get(path);
        if (bytes === undefined) throw new MissingFileError(path);
        return bytes.slice();
      }),
    list: (folder) =>
      later(() =>
        [...files].flatMap(([path, { byteLength }]) =>
          isIn(path, folder) ? [{ path, bytes: byteLength }] : [],
        ),
      ),
    remove: (path) =>
      later(() => {
        for (const name of files.keys()) if (isIn(name, path)) files.delete(name);
      }),
  };
}
