/** The storage that this browser gives the page; memory, with the reason, where it gives none. */
import { createMemoryFiles } from './memoryFiles.ts';
import { createOpfsFiles } from './opfsFiles.ts';
import { createMemoryIndexStore, createRecordIndex, openIndexStore } from './recordIndex.ts';
import { StorageFullError, type FileStore } from './fileStore.ts';
import type { RecordIndex } from './recordIndex.ts';

export interface OpenStorage {
  readonly files: FileStore;
  readonly index: RecordIndex;
  /** Why everything lasts only as long as the tab; null where it is stored. */
  readonly whyMemory: string | null;
}

/** Tries a file and the index. A private window may refuse either, and plain http on another host has none. */
export async function openStorage(): Promise<OpenStorage> {
  try {
    const files = createOpfsFiles(await rootFolder());
    await requireWriting(files);
    const index = createRecordIndex(await openIndexStore());
    await index.list();
    return { files, index, whyMemory: null };
  } catch (error) {
    const index = createRecordIndex(createMemoryIndexStore());
    const whyMemory = error instanceof Error ? error.message : String(error);
    return { files: createMemoryFiles(), index, whyMemory };
  }
}

/** A full storage is one all the same: what it holds can be read. */
async function requireWriting(files: FileStore): Promise<void> {
  try {
    await files.write('probe', Uint8Array.of(1));
  } catch (error) {
    if (!(error instanceof StorageFullError)) throw error;
  }
  await files.remove('probe');
}

async function rootFolder(): Promise<FileSystemDirectoryHandle> {
  // Missing outside a secure context, whatever its type says.
  const storage: StorageManager | undefined = navigator.storage;
  if (storage === undefined)
    throw new Error('the page was not opened over https or from localhost');
  const root = await storage.getDirectory();
  return root.getDirectoryHandle('patchgrad', { create: true });
}
