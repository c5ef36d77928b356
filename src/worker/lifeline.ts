/**
 * Tells the page that a worker has ended, however it ended. The worker holds a Web Lock for as long
 * as it lives and the page asks for the same lock: the browser grants it when the holder is gone.
 * No timer is needed, so a worker that computes for a minute is never taken for a dead one. Over plain
 * http there are no locks: then only a worker that throws is noticed.
 */

const available = (): LockManager | undefined =>
  // The type says always; outside secure contexts browsers leave it out.
  (navigator as Partial<Navigator>).locks;

/** Inside the worker: holds the lock for ever. Resolves when it is held; watch only after that. */
export function holdLifeline(
  name: string,
  locks: LockManager | undefined = available(),
): Promise<void> {
  if (locks === undefined) return Promise.resolve();
  return new Promise((resolve, reject) => {
    locks
      .request(name, () => {
        resolve();
        return new Promise<never>(() => undefined);
      })
      .catch(reject);
  });
}

/** On the page: calls onEnd once the holder is gone, unless the signal is aborted before. */
export function watchLifeline(
  name: string,
  onEnd: () => void,
  signal: AbortSignal,
  locks: LockManager | undefined = available(),
): void {
  locks
    ?.request(name, { signal }, () => onEnd())
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
}
