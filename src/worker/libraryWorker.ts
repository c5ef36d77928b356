/** The library worker: it alone touches the storage of runs, so training never waits for a disk. */
import * as Comlink from 'comlink';
import { openStorage } from '../storage/openStorage.ts';
import { createLibraryHost } from './libraryHost.ts';
import { createRunLocks } from './runLocks.ts';

Comlink.expose(
  createLibraryHost({
    storage: openStorage(),
    locks: createRunLocks(),
    now: () => Date.now(),
  }),
);
