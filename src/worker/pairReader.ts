/** The page's end of the pair worker: one worker a file, ended with it or when the reader of the page cancels. */
import * as Comlink from 'comlink';
import { failed, resultSchema, type Failure, type Result } from '../core/failure.ts';
import { pairReportSchema, type PairReading, type PairReport } from './pairContract.ts';
import type { PairWorkerApi } from './pairWorker.ts';

const reportResult = resultSchema(pairReportSchema);

const spawnReader = () =>
  new Worker(new URL('./pairWorker.ts', import.meta.url), { type: 'module', name: 'pairs' });

const stopped = (why: string): Failure => ({
  code: 'pairs-unreadable',
  message: `The worker that reads pairs stopped: ${why}.`,
  hint: 'Choose the file again.',
  step: null,
});

/** As ReadPairFile says. @param spawn starts the worker; by default the product's own */
export async function readPairFile(
  { file, format, onProgress, signal }: PairReading,
  spawn: () => Worker = spawnReader,
): Promise<Result<PairReport> | null> {
  if (signal.aborted) return null;
  const worker = spawn();
  const remote = Comlink.wrap<PairWorkerApi>(worker);
  const cancelled = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  const broken = new Promise<Result<never>>((resolve) => {
    const tell = (why: string) => resolve(failed(stopped(why)));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      tell(event.message || 'its code could not be loaded');
    });
    worker.addEventListener('messageerror', () => tell('its message cannot be read'));
  });
  const listen: PairReading['onProgress'] = (known, bytes) => {
    // News that is under way when the reading is cancelled comes too late.
    if (!signal.aborted) onProgress(known, bytes);
  };
  const answer = remote.read(file, format, Comlink.proxy(listen)).then(
    (value): Result<PairReport> => {
      const parsed = reportResult.safeParse(value);
      return parsed.success ? parsed.data : failed(stopped('its answer has an unknown form'));
    },
    (error: unknown) => failed(stopped(error instanceof Error ? error.message : String(error))),
  );
  try {
    return await Promise.race([answer, cancelled, broken]);
  } finally {
    worker.terminate();
  }
}
