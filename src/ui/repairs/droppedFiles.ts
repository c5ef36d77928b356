/** The files of what was dropped, with their folders: a folder is walked through. */
import type { DirectoryDropItem, DropItem, FileDropItem } from 'react-aria-components';
import type { NamedFile } from '../../worker/vul2safeContract.ts';

/** More than a person means to drop; the rest is left alone. */
const mostFiles = 20_000;

/** Folders that hold what others wrote. */
const passedOver = new Set(['node_modules', '.git', '__pycache__', 'vendor', 'dist', 'build']);

export async function filesIn(items: readonly DropItem[]): Promise<NamedFile[]> {
  const files: NamedFile[] = [];
  const walk = async (item: FileDropItem | DirectoryDropItem, folder: string): Promise<void> => {
    if (files.length >= mostFiles) return;
    const path = `${folder}${item.name}`;
    if (item.kind === 'file') {
      files.push({ path, content: await item.getFile() });
      return;
    }
    if (passedOver.has(item.name)) return;
    for await (const entry of item.getEntries()) await walk(entry, `${path}/`);
  };
  for (const item of items) if (item.kind !== 'text') await walk(item, '');
  return files;
}

/** Of a file input; a chosen folder tells the way to each file. */
export const chosenFiles = (list: FileList | null): NamedFile[] =>
  Array.from(list ?? [], (file) => ({ path: file.webkitRelativePath || file.name, content: file }));
