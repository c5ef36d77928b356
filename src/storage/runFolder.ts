/** Where the files of a run lie in a FileStore, and how many bytes they take. */
import type { FileStore } from './fileStore.ts';

/** A file by the name it has in its folder. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const padded = (step: number) => String(step).padStart(6, '0');

export const runFolder = (id: string) => `runs/${id}`;
export const historyPath = (id: string) => `${runFolder(id)}/history.jsonl`;
export const rolloutsPath = (id: string, step: number) =>
  `${runFolder(id)}/rollouts/${padded(step)}.json.gz`;
export const checkpointFolder = (id: string, step: number) =>
  `${runFolder(id)}/checkpoints/${padded(step)}`;
/** The files beside the weights, so that an export needs nothing of this version of the page. */
export const modelFolder = (id: string) => `${runFolder(id)}/model`;
export const pairsPath = (fingerprint: string) => `pairs/${fingerprint}.jsonl`;

/** All files of a folder with their content, by their names inside it. */
export async function readFolder(files: FileStore, folder: string): Promise<NamedBytes[]> {
  const listed = await files.list(folder);
  return Promise.all(
    listed.map(async ({ path }) => ({
      name: path.slice(folder.length + 1),
      bytes: await files.read(path),
    })),
  );
}

export async function writeFolder(
  files: FileStore,
  folder: string,
  content: readonly NamedBytes[],
): Promise<void> {
  for (const { name, bytes } of content) await files.write(`${folder}/${name}`, bytes);
}

export async function bytesIn(files: FileStore, folder: string): Promise<number> {
  return (await files.list(folder)).reduce((sum, { bytes }) => sum + bytes, 0);
}
