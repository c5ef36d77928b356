/** The page's end of the data worker, which starts with the first command. Every call settles, as a value. */
import * as Comlink from 'comlink';
import { z } from 'zod';
import { resultSchema, type Failure, type Result } from '../core/failure.ts';
import { maskViewSchema, pairListSchema, taskViewSchema, type DataApi } from './dataContract.ts';
import { settledCall } from './settledCall.ts';

const spawnData = () =>
  new Worker(new URL('./dataWorker.ts', import.meta.url), { type: 'module', name: 'data' });

const trouble = (message: string): Failure => ({
  code: 'pairs-unreadable',
  message,
  hint: 'Open the screen again.',
  step: null,
});

const results = {
  list: resultSchema(pairListSchema),
  task: resultSchema(taskViewSchema),
  mask: resultSchema(maskViewSchema),
};

interface LiveWorker {
  readonly remote: Comlink.Remote<DataApi>;
  readonly whenDead: Promise<Failure>;
}

function start(spawn: () => Worker, onEnd: () => void): LiveWorker {
  const worker = spawn();
  const whenDead = new Promise<Failure>((resolve) => {
    const end = (why: string) => {
      worker.terminate();
      onEnd();
      resolve(trouble(`The worker that shows pairs stopped: ${why}.`));
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      end(event.message || 'its code could not be loaded');
    });
    worker.addEventListener('messageerror', () => end('its message cannot be read'));
  });
  return { remote: Comlink.wrap<DataApi>(worker), whenDead };
}

/** None of the commands rejects; after the worker's end the next one starts another. @param spawn starts the worker; by default the product's own */
export function createDataClient(spawn: () => Worker = spawnData): DataApi {
  let live: LiveWorker | null = null;
  async function call<T>(
    schema: z.ZodType<Result<T>>,
    send: (remote: Comlink.Remote<DataApi>) => Promise<unknown>,
  ): Promise<Result<T>> {
    live ??= start(spawn, () => (live = null));
    const { remote, whenDead } = live;
    return settledCall(schema, send(remote), {
      who: 'The worker that shows pairs',
      explain: trouble,
      whenDead,
    });
  }
  return {
    corpus: (settings) => call(results.list, (remote) => remote.corpus(settings)),
    imported: (pairs, settings) => call(results.list, (remote) => remote.imported(pairs, settings)),
    task: (split, index) => call(results.task, (remote) => remote.task(split, index)),
    mask: (pair, settings) => call(results.mask, (remote) => remote.mask(pair, settings)),
  };
}
