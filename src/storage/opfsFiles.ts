/**
 * A FileStore in the origin private file system. Synchronous handles, because every browser with such a file
 * system has them and because an append copies nothing; only dedicated workers have them.
 */
import {
  MissingFileError,
  StorageFullError,
  type FileStore,
  type StoredFile,
} from './fileStore.ts';

const partsOf = (path: string) => path.split('/').filter((part) => part !== '');

function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof DOMException && names.includes(error.name);
}

async function folderOf(
  root: FileSystemDirectoryHandle,
  parts: readonly string[],
  create: boolean,
): Promise<FileSystemDirectoryHandle> {
  let folder = root;
  for (const part of parts) folder = await folder.getDirectoryHandle(part, { create });
  return folder;
}

/** Changes a file through `act`; when that fails, gives the file its former length back. */
async function change(
  root: FileSystemDirectoryHandle,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  isAppending: boolean,
): Promise<void> {
  try {
    const parts = partsOf(path);
    const folder = await folderOf(root, parts.slice(0, -1), true);
    const file = await folder.getFileHandle(parts[parts.length - 1], { create: true });
    const access = await file.createSyncAccessHandle();
    const before = access.getSize();
    const at = isAppending ? before : 0;
    const after = at + bytes.byteLength;
    try {
      // Takes the room before anything is overwritten.
      if (after > before) access.truncate(after);
      // Some browsers write what fits and say so by the count alone.
      if (access.write(bytes, { at }) < bytes.byteLength) throw new StorageFullError(fullMessage);
      access.truncate(after);
      access.flush();
    } catch (error) {
      access.truncate(before);
      throw error;
    } finally {
      access.close();
    }
  } catch (error) {
    if (isNamed(error, 'QuotaExceededError')) throw new StorageFullError(fullMessage);
    throw error;
  }
}

const fullMessage = 'The browser grants this page no more storage.';

async function collect(
  folder: FileSystemDirectoryHandle,
  path: string,
  into: StoredFile[],
): Promise<void> {
  for await (const [name, handle] of folder.entries()) {
    const at = path === '' ? name : `${path}/${name}`;
    if (isFolder(handle)) await collect(handle, at, into);
    else if (isFile(handle)) into.push({ path: at, bytes: (await handle.getFile()).size });
  }
}

const isFolder = (handle: FileSystemHandle): handle is FileSystemDirectoryHandle =>
  handle.kind === 'directory';
const isFile = (handle: FileSystemHandle): handle is FileSystemFileHandle => handle.kind === 'file';

/** @param root a folder of the file system, by default of `navigator.storage.getDirectory()` */
export function createOpfsFiles(root: FileSystemDirectoryHandle): FileStore {
  return {
    write: (path, bytes) => change(root, path, bytes, false),
    append: (path, bytes) => change(root, path, bytes, true),
    read: async (path) => {
      try {
        const parts = partsOf(path);
        const folder = await folderOf(root, parts.slice(0, -1), false);
        const handle = await folder.getFileHandle(parts[parts.length - 1]);
        return new Uint8Array(await (await handle.getFile()).arrayBuffer());
      } catch (error) {
        if (isNamed(error, 'NotFoundError')) throw new MissingFileError(path);
        throw error;
      }
    },
    list: async (path) => {
      const files: StoredFile[] = [];
      try {
        await collect(await folderOf(root, partsOf(path), false), path, files);
      } catch (error) {
        if (!isNamed(error, 'NotFoundError')) throw error;
      }
      return files;
    },
    remove: async (path) => {
      const parts = partsOf(path);
      try {
        const folder = await folderOf(root, parts.slice(0, -1), false);
        await folder.removeEntry(parts[parts.length - 1], { recursive: true });
      } catch (error) {
        if (!isNamed(error, 'NotFoundError')) throw error;
      }
    },
  };
}
