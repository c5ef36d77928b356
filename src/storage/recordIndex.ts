/**
 * The index of the library: one entry a run and one a set of imported pairs. Entries are read through their
 * schema; a damaged one is told and left out, so that it never costs the list.
 */
import { openDB, type DBSchema } from 'idb';
import { z } from 'zod';
import {
  pairsRecordSchema,
  runRecordSchema,
  type PairsRecord,
  type RunRecord,
} from '../core/runRecord.ts';
import { StorageFullError } from './fileStore.ts';

/** Where entries lie. Values come back as they were stored, whoever stored them. */
export interface IndexStore {
  put(shelf: Shelf, key: string, value: unknown): Promise<void>;
  remove(shelf: Shelf, key: string): Promise<void>;
  all(shelf: Shelf): Promise<{ key: string; value: unknown }[]>;
}

export const shelves = ['runs', 'pairs'] as const;
export type Shelf = (typeof shelves)[number];

/** An entry that cannot be read. */
export interface DamagedEntry {
  readonly shelf: Shelf;
  readonly key: string;
  readonly why: string;
}

export interface RecordIndex {
  putRun(run: RunRecord): Promise<void>;
  putPairs(pairs: PairsRecord): Promise<void>;
  remove(shelf: Shelf, key: string): Promise<void>;
  /** Newest first. */
  list(): Promise<{ runs: RunRecord[]; pairs: PairsRecord[]; damaged: DamagedEntry[] }>;
}

interface Tables extends DBSchema {
  runs: { key: string; value: unknown };
  pairs: { key: string; value: unknown };
}

/** Entries in IndexedDB. @throws where the browser gives the page none */
export async function openIndexStore(name = 'patchgrad-library'): Promise<IndexStore> {
  const database = await openDB<Tables>(name, 1, {
    upgrade: (opened) => shelves.forEach((shelf) => opened.createObjectStore(shelf)),
  });
  return {
    put: async (shelf, key, value) => {
      try {
        await database.put(shelf, value, key);
      } catch (error) {
        if (error instanceof DOMException && error.name === 'QuotaExceededError') {
          throw new StorageFullError(error.message);
        }
        throw error;
      }
    },
    remove: (shelf, key) => database.delete(shelf, key),
    all: async (shelf) => {
      const reading = database.transaction(shelf);
      const [keys, values] = await Promise.all([
        reading.store.getAllKeys(),
        reading.store.getAll(),
      ]);
      return keys.map((key, i) => ({ key, value: values[i] }));
    },
  };
}

export function createMemoryIndexStore(): IndexStore {
  const tables = { runs: new Map<string, unknown>(), pairs: new Map<string, unknown>() };
  return {
    put: (shelf, key, value) => {
      tables[shelf].set(key, structuredClone(value));
      return Promise.resolve();
    },
    remove: (shelf, key) => {
      tables[shelf].delete(key);
      return Promise.resolve();
    },
    all: (shelf) => Promise.resolve([...tables[shelf]].map(([key, value]) => ({ key, value }))),
  };
}

export function createRecordIndex(store: IndexStore): RecordIndex {
  async function readAll<T>(shelf: Shelf, schema: z.ZodType<T>, damaged: DamagedEntry[]) {
    return (await store.all(shelf)).flatMap(({ key, value }) => {
      const parsed = schema.safeParse(value);
      if (parsed.success) return [parsed.data];
      damaged.push({ shelf, key, why: z.prettifyError(parsed.error) });
      return [];
    });
  }
  return {
    putRun: (run) => store.put('runs', run.id, runRecordSchema.parse(run)),
    putPairs: (pairs) => store.put('pairs', pairs.fingerprint, pairsRecordSchema.parse(pairs)),
    remove: (shelf, key) => store.remove(shelf, key),
    list: async () => {
      const damaged: DamagedEntry[] = [];
      const runs = await readAll('runs', runRecordSchema, damaged);
      const pairs = await readAll('pairs', pairsRecordSchema, damaged);
      runs.sort((a, b) => b.createdAt - a.createdAt);
      pairs.sort((a, b) => b.savedAt - a.savedAt);
      return { runs, pairs, damaged };
    },
  };
}
