/** The files of a model folder beside its weights, which an export takes along unchanged. */
import type { ReadFile } from '../model/checkpoint.ts';
import type { NamedFile } from '../training/runCheckpoint.ts';

/** @throws Error when one of them is not there */
export const readModelFiles = (read: ReadFile): Promise<NamedFile[]> =>
  Promise.all(
    ['config.json', 'tokenizer.json', 'tokenizer_config.json'].map(async (name) => ({
      name,
      bytes: new Uint8Array(await read(name)),
    })),
  );
