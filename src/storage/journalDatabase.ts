/** Lines in IndexedDB that are only ever added: what must outlive a crash of the page, each kept before anybody goes on. */
import { openDB, type DBSchema } from 'idb';
import { StorageFullError } from './fileStore.ts';

interface Tables extends DBSchema {
  lines: { key: number; value: unknown };
}

/** Lines that are read at once. */
const blockLines = 500;

/** Lines of one transaction. */
const mostTogether = 1000;

interface Waiting {
  readonly line: string;
  readonly resolve: (position: number) => void;
  readonly reject: (error: unknown) => void;
}

export interface JournalDatabase {
  /** In the order in which they were added. */
  entries(): AsyncGenerator<{ readonly position: number; readonly line: string }>;
  /** Resolves when the line would outlive a crash. @throws StorageFullError */
  append(line: string): Promise<number>;
  lineAt(position: number): Promise<string>;
  /** Deletes all lines. */
  clear(): Promise<void>;
}

/** @throws where the browser gives the page no database */
export async function openJournalDatabase(name = 'patchgrad-vul2safe'): Promise<JournalDatabase> {
  const database = await openDB<Tables>(name, 1, {
    upgrade: (opened) => opened.createObjectStore('lines', { autoIncrement: true }),
  });
  const waiting: Waiting[] = [];
  let isWriting = false;

  /** One transaction: all of these lines, or none. */
  async function write(lines: readonly string[]): Promise<number[]> {
    // "strict" waits for the disk, as a paid answer is worth it.
    const transaction = database.transaction('lines', 'readwrite', { durability: 'strict' });
    const adding = lines.map((line) => transaction.store.add(line));
    try {
      const [positions] = await Promise.all([Promise.all(adding), transaction.done]);
      return positions;
    } catch (error) {
      await Promise.allSettled([...adding, transaction.done]);
      if (error instanceof DOMException && error.name === 'QuotaExceededError')
        throw new StorageFullError('The browser grants this page no more storage.');
      throw error;
    }
  }

  /** Lines that come while others are written go together: a transaction takes as long for one as for many. */
  async function writeWaiting(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostTogether);
      try {
        const positions = await write(batch.map(({ line }) => line));
        batch.forEach(({ resolve }, i) => resolve(positions[i]));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isWriting = false;
  }

  return {
    async *entries() {
      for (let after = 0; ;) {
        const range = IDBKeyRange.lowerBound(after, true);
        const reading = database.transaction('lines');
        const [positions, values] = await Promise.all([
          reading.store.getAllKeys(range, blockLines),
          reading.store.getAll(range, blockLines),
        ]);
        for (const [i, position] of positions.entries())
          yield { position, line: String(values[i]) };
        if (positions.length < blockLines) return;
        after = positions[positions.length - 1];
      }
    },
    append: (line) =>
      new Promise((resolve, reject) => {
        waiting.push({ line, resolve, reject });
        if (!isWriting) void writeWaiting();
      }),
    lineAt: async (position) => String(await database.get('lines', position)),
    clear: () => database.clear('lines'),
  };
}
