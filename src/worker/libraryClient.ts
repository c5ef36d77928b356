/** The page's end of the library worker. Every call settles: what goes wrong comes back as a Failure. */
import * as Comlink from 'comlink';
import { z } from 'zod';
import { failed, ok, type Failure, type Result, resultSchema } from '../core/failure.ts';
import { rolloutSchema } from '../core/rollout.ts';
import { runRecordSchema } from '../core/runRecord.ts';
import {
  exportedFileSchema,
  libraryEventSchema,
  libraryListSchema,
  resumeSchema,
  storedHistorySchema,
  type LibraryApi,
  type LibraryEvent,
} from './libraryContract.ts';
import { checkpointFilesSchema } from './checkpointFiles.ts';
import { settledCall } from './settledCall.ts';

/** The commands of LibraryApi; none of them rejects or stays pending after the worker's end. */
export interface LibraryClient extends Omit<LibraryApi, 'subscribe' | 'record'> {
  /** A port on which a trainer records its runs; see TrainerApi.record. */
  recorderPort(): MessagePort;
  terminate(): void;
}

export interface LibraryClientOptions {
  readonly onEvent: (event: LibraryEvent) => void;
  /** Starts the worker; by default the product's own. */
  readonly spawn?: () => Worker;
}

function spawnLibrary(): Worker {
  return new Worker(new URL('./libraryWorker.ts', import.meta.url), {
    type: 'module',
    name: 'patchgrad-library',
  });
}

const broken = (message: string): Failure => ({
  code: 'storage-failed',
  message,
  hint: 'Reload the page. Training goes on without being saved.',
  step: null,
});

const results = {
  list: resultSchema(libraryListSchema),
  history: resultSchema(storedHistorySchema),
  rollouts: resultSchema(z.array(rolloutSchema)),
  resume: resultSchema(resumeSchema),
  model: resultSchema(checkpointFilesSchema),
  file: resultSchema(exportedFileSchema),
  run: resultSchema(runRecordSchema),
  nothing: resultSchema(z.null()),
};

/** Spawns the library worker and wraps it. Its death is told as trouble, once. */
export function createLibraryClient({
  onEvent,
  spawn = spawnLibrary,
}: LibraryClientOptions): LibraryClient {
  const worker = spawn();
  const remote = Comlink.wrap<LibraryApi>(worker);
  const events = new MessageChannel();
  let death: Failure | null = null;
  let announceDeath: (failure: Failure) => void = () => undefined;
  const whenDead = new Promise<Failure>((resolve) => (announceDeath = resolve));

  function end(message: string): void {
    if (death !== null) return;
    death = broken(message);
    events.port1.close();
    worker.terminate();
    announceDeath(death);
  }

  events.port1.onmessage = ({ data }: MessageEvent<unknown>) => {
    const parsed = libraryEventSchema.safeParse(data);
    if (parsed.success) onEvent(parsed.data);
    else onEvent({ kind: 'trouble', trouble: broken(z.prettifyError(parsed.error)) });
  };
  worker.addEventListener('error', ({ message }) => {
    end(`The library worker stopped: ${message || 'its code could not be loaded'}.`);
    onEvent({ kind: 'trouble', trouble: death });
  });

  async function call<T>(
    schema: z.ZodType<Result<T>>,
    send: () => Promise<unknown>,
  ): Promise<Result<T>> {
    if (death !== null) return failed(death);
    return settledCall(schema, send(), { who: 'The library', explain: broken, whenDead });
  }

  void call(z.custom<Result<null>>(), async () => {
    await remote.subscribe(Comlink.transfer(events.port2, [events.port2]));
    return ok(null);
  });

  return {
    list: () => call(results.list, () => remote.list()),
    history: (id) => call(results.history, () => remote.history(id)),
    rollouts: (id, step) => call(results.rollouts, () => remote.rollouts(id, step)),
    resume: (id) => call(results.resume, () => remote.resume(id)),
    model: (id, step) => call(results.model, () => remote.model(id, step)),
    rename: (shelf, key, name) => call(results.nothing, () => remote.rename(shelf, key, name)),
    remove: (shelf, key) => call(results.nothing, () => remote.remove(shelf, key)),
    removeCheckpoint: (id, step) => call(results.nothing, () => remote.removeCheckpoint(id, step)),
    export: (id, kind) => call(results.file, () => remote.export(id, kind)),
    exportPairs: (fingerprint) => call(results.file, () => remote.exportPairs(fingerprint)),
    importBundle: (file) => call(results.run, () => remote.importBundle(file)),
    recorderPort: () => {
      const { port1, port2 } = new MessageChannel();
      void remote.record(Comlink.transfer(port2, [port2]));
      return port1;
    },
    terminate: () => end('The library worker was stopped by this page.'),
  };
}
