/** The page's end of the data worker, which starts with the first command. Every call settles, as a value. */
import * as Comlink from 'comlink';
import { z } from 'zod';
import { failed, failureSchema, type Failure, type Result } from '../core/failure.ts';
import { maskViewSchema, pairListSchema, type DataApi } from './dataContract.ts';

const spawnData = () =>
  new Worker(new URL('./dataWorker.ts', import.meta.url), { type: 'module', name: 'data' });

const stopped = (why: string): Failure => ({
  code: 'pairs-unreadable',
  message: `The worker that shows pairs stopped: ${why}.`,
  hint: 'Open the screen again.',
  step: null,
});

const resultSchema = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]);

const results = { list: resultSchema(pairListSchema), mask: resultSchema(maskViewSchema) };

interface LiveWorker {
  readonly remote: Comlink.Remote<DataApi>;
  readonly broken: Promise<Failure>;
}

function start(spawn: () => Worker, onEnd: () => void): LiveWorker {
  const worker = spawn();
  const broken = new Promise<Failure>((resolve) => {
    const end = (why: string) => {
      worker.terminate();
      onEnd();
      resolve(stopped(why));
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      end(event.message || 'its code could not be loaded');
    });
    worker.addEventListener('messageerror', () => end('its message cannot be read'));
  });
  return { remote: Comlink.wrap<DataApi>(worker), broken };
}

/** None of the commands rejects; after the worker's end the next one starts another. @param spawn starts the worker; by default the product's own */
export function createDataClient(spawn: () => Worker = spawnData): DataApi {
  let live: LiveWorker | null = null;
  async function call<T>(
    schema: z.ZodType<Result<T>>,
    send: (remote: Comlink.Remote<DataApi>) => Promise<unknown>,
  ): Promise<Result<T>> {
    live ??= start(spawn, () => (live = null));
    const { remote, broken } = live;
    const answer = send(remote).then(
      (value): Result<T> => {
        const parsed = schema.safeParse(value);
        return parsed.success ? parsed.data : failed(stopped('its answer has an unknown form'));
      },
      (error: unknown) => failed(stopped(error instanceof Error ? error.message : String(error))),
    );
    return Promise.race([answer, broken.then(failed)]);
  }
  return {
    corpus: (settings) => call(results.list, (remote) => remote.corpus(settings)),
    imported: (pairs, settings) => call(results.list, (remote) => remote.imported(pairs, settings)),
    mask: (pair, settings) => call(results.mask, (remote) => remote.mask(pair, settings)),
  };
}
