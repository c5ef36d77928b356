/** What the browser says of the page's storage: how much is used and allowed, and whether it is kept. */
import { useCallback, useEffect, useState } from 'react';

export interface StorageUse {
  /** Bytes; null where the browser does not tell. */
  readonly used: number | null;
  readonly quota: number | null;
  /** Whether the browser promises to keep it; null where it has no such promise. */
  readonly isKept: boolean | null;
}

async function readStorageUse(): Promise<StorageUse> {
  // Absent over plain http on another host.
  const storage: StorageManager | undefined = navigator.storage;
  if (storage === undefined) return { used: null, quota: null, isKept: null };
  const { usage = null, quota = null } = await storage.estimate();
  return { used: usage, quota, isKept: await storage.persisted() };
}

/**
 * The newest answer, null before the first; `keep` asks the browser to keep the storage and tells its answer.
 * @param changes asked again when this is another one
 */
export function useStorageUse(changes?: unknown) {
  const [use, setUse] = useState<StorageUse | null>(null);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    let isGone = false;
    void readStorageUse().then((answer) => {
      if (!isGone) setUse(answer);
    });
    return () => {
      isGone = true;
    };
  }, [changes]);
  const keep = useCallback(async () => {
    setRefused(!(await navigator.storage.persist()));
    setUse(await readStorageUse());
  }, []);
  return { use, isRefused, keep };
}
