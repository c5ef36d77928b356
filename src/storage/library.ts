/** What has been kept, to be listed, read, renamed, deleted, exported and imported. */
import { FailureError } from '../core/failure.ts';
import type { Rollout } from '../core/rollout.ts';
import { resumableCheckpoint, type PairsRecord, type RunRecord } from '../core/runRecord.ts';
import type { Bundle } from './bundle.ts';
import { MissingFileError, textOfBytes, type FileStore } from './fileStore.ts';
import { historyOf, type StoredHistory } from './historyFile.ts';
import { unpackRollouts } from './packedRollouts.ts';
import type { DamagedEntry, RecordIndex, Shelf } from './recordIndex.ts';
import {
  bytesIn,
  checkpointFolder,
  historyPath,
  modelFolder,
  pairsPath,
  readFolder,
  rolloutsPath,
  runFolder,
  writeFolder,
  type NamedBytes,
} from './runFolder.ts';

export interface Library {
  /** Newest first, and what could not be read. */
  list(): Promise<{ runs: RunRecord[]; pairs: PairsRecord[]; damaged: DamagedEntry[] }>;
  /** @throws FailureError 'wrong-state' when there is no such run */
  run(id: string): Promise<RunRecord>;
  history(id: string): Promise<StoredHistory>;
  /** @throws FailureError 'storage-failed' when the file is missing or damaged */
  rollouts(id: string, step: number): Promise<Rollout[]>;
  /** Files of a checkpoint, by their names. */
  checkpoint(id: string, step: number): Promise<NamedBytes[]>;
  modelFiles(id: string): Promise<NamedBytes[]>;
  pairs(fingerprint: string): Promise<Uint8Array<ArrayBuffer>>;
  rename(shelf: Shelf, key: string, name: string): Promise<void>;
  remove(shelf: Shelf, key: string): Promise<void>;
  removeCheckpoint(id: string, step: number): Promise<void>;
  bundle(id: string): Promise<Bundle>;
  /** Enters a run under a new id. @throws StorageFullError; nothing of it stays */
  add(bundle: Bundle, id: string): Promise<RunRecord>;
}

const missing = (what: string) =>
  new FailureError({
    code: 'wrong-state',
    message: `${what} is not in this browser any more.`,
    hint: 'It may have been deleted in another tab. Open the library again.',
    step: null,
  });

export function createLibrary(files: FileStore, index: RecordIndex): Library {
  async function run(id: string): Promise<RunRecord> {
    const found = (await index.list()).runs.find((entry) => entry.id === id);
    if (!found) throw missing('This run');
    return found;
  }

  async function historyBytes(id: string): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return await files.read(historyPath(id));
    } catch (error) {
      if (error instanceof MissingFileError) return new Uint8Array();
      throw error;
    }
  }

  async function rename(shelf: Shelf, key: string, name: string): Promise<void> {
    const { runs, pairs } = await index.list();
    const named = name.trim().slice(0, 200);
    if (named === '') return;
    const entry = runs.find(({ id }) => id === key);
    const set = pairs.find(({ fingerprint }) => fingerprint === key);
    if (shelf === 'runs' && entry) await index.putRun({ ...entry, name: named });
    if (shelf === 'pairs' && set) await index.putPairs({ ...set, name: named });
  }

  const library: Library = {
    list: () => index.list(),
    run,
    history: async (id) => historyOf(textOfBytes(await historyBytes(id))),
    rollouts: async (id, step) => {
      try {
        return unpackRollouts(await files.read(rolloutsPath(id, step)));
      } catch (error) {
        throw damagedFile(`The rollouts of step ${step}`, error, step);
      }
    },
    checkpoint: (id, step) => readFolder(files, checkpointFolder(id, step)),
    modelFiles: (id) => readFolder(files, modelFolder(id)),
    pairs: (fingerprint) => files.read(pairsPath(fingerprint)),
    rename,
    remove: async (shelf, key) => {
      // Out of the list first: an entry without files would be worse than files without an entry.
      await index.remove(shelf, key);
      await files.remove(shelf === 'runs' ? runFolder(key) : pairsPath(key));
    },
    removeCheckpoint: async (id, step) => {
      const entry = await run(id);
      const checkpoints = entry.checkpoints.filter((saved) => saved.step !== step);
      await index.putRun({ ...entry, checkpoints });
      await files.remove(checkpointFolder(id, step));
      await index.putRun({ ...entry, checkpoints, bytes: await bytesIn(files, runFolder(id)) });
    },
    bundle: async (id) => {
      const entry = await run(id);
      const newest = entry.checkpoints.at(-1);
      const rollouts = new Map<number, Uint8Array<ArrayBuffer>>();
      for (const { step } of entry.rollouts) {
        rollouts.set(step, await files.read(rolloutsPath(id, step)));
      }
      const known = (await index.list()).pairs.find((set) => set.fingerprint === entry.pairs);
      const record = known ?? null;
      return {
        // Without its pairs a run can be read, but not go on.
        run: { ...entry, checkpoints: newest ? [newest] : [], pairs: record?.fingerprint ?? null },
        history: await historyBytes(id),
        rollouts,
        checkpoint: newest ? await library.checkpoint(id, newest.step) : [],
        model: await library.modelFiles(id),
        pairs:
          record === null ? null : { record, content: await library.pairs(record.fingerprint) },
      };
    },
    add: (bundle, id) => addBundle(files, index, bundle, id),
  };
  return library;
}

async function addBundle(
  files: FileStore,
  index: RecordIndex,
  { run, history, rollouts, checkpoint, model, pairs }: Bundle,
  id: string,
): Promise<RunRecord> {
  try {
    const newest = run.checkpoints.at(-1);
    await files.write(historyPath(id), history);
    for (const [step, bytes] of rollouts) await files.write(rolloutsPath(id, step), bytes);
    if (newest) await writeFolder(files, checkpointFolder(id, newest.step), checkpoint);
    await writeFolder(files, modelFolder(id), model);
    const known = (await index.list()).pairs.map(({ fingerprint }) => fingerprint);
    if (pairs !== null && !known.includes(pairs.record.fingerprint)) {
      await files.write(pairsPath(pairs.record.fingerprint), pairs.content);
      await index.putPairs(pairs.record);
    }
    const isAtRest = run.state === 'stopped' || run.state === 'failed';
    const entry: RunRecord = {
      ...run,
      id,
      state: isAtRest ? run.state : 'paused',
      checkpoints: newest ? [newest] : [],
      bytes: await bytesIn(files, runFolder(id)),
      isImported: true,
    };
    await index.putRun(entry);
    return entry;
  } catch (error) {
    await files.remove(runFolder(id));
    throw error;
  }
}

function damagedFile(what: string, error: unknown, step: number): FailureError {
  const why = error instanceof Error ? error.message : String(error);
  return new FailureError({
    code: 'storage-failed',
    message: `${what} cannot be read: ${why}`,
    hint: 'The rest of the run can still be read.',
    step,
  });
}

/** Files of the checkpoint to go on from. @throws FailureError 'wrong-state' when there is none */
export async function resumeFiles(
  library: Library,
  id: string,
): Promise<{ files: NamedBytes[]; pairs: Uint8Array<ArrayBuffer> | null }> {
  const run = await library.run(id);
  const checkpoint = resumableCheckpoint(run);
  if (checkpoint === null) throw missing('A checkpoint to go on from');
  const pairs = run.pairs === null ? null : await library.pairs(run.pairs).catch(() => null);
  if (run.pairs !== null && pairs === null) throw missing('The data that this run trains on');
  return { files: await library.checkpoint(id, checkpoint.step), pairs };
}
