/** The page's side of its service worker: whether the page is saved, and whether a newer one waits. */
import { useSyncExternalStore } from 'react';

export interface OfflineState {
  /** saving: files are being fetched. ready: the page opens without network. none: this browser cannot, or it failed. */
  readonly saved: 'none' | 'saving' | 'ready';
  /** Another build of the page is saved and waits to be used. */
  readonly hasNewer: boolean;
}

let state: OfflineState = { saved: 'none', hasNewer: false };
let registration: ServiceWorkerRegistration | null = null;
const listeners = new Set<() => void>();

function setState(next: OfflineState): void {
  state = next;
  listeners.forEach((listener) => listener());
}

function read(): void {
  if (registration === null) return;
  const { active, installing, waiting } = registration;
  const isReady =
    active !== null && (active.state === 'activated' || active.state === 'activating');
  const saved = isReady ? 'ready' : installing !== null || waiting !== null ? 'saving' : 'none';
  setState({ saved, hasNewer: isReady && waiting !== null });
}

function follow(worker: ServiceWorker | null): void {
  worker?.addEventListener('statechange', read);
}

/**
 * Saves the page for use without network. Resolves when the browser has taken it on; a refusal only leaves `none`.
 * @param whenFree the files that the page needs now come first
 */
export async function savePage(whenFree: Promise<unknown>): Promise<void> {
  // Absent over plain http on another host, and in private windows of some browsers.
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (workers === undefined) return;
  setState({ saved: 'saving', hasNewer: false });
  await whenFree;
  try {
    // A browser that is told to block service workers may answer with nothing.
    const taken: ServiceWorkerRegistration | undefined = await workers.register('./sw.js');
    if (taken === undefined) throw new Error('Service workers are blocked.');
    registration = taken;
  } catch {
    setState({ saved: 'none', hasNewer: false });
    return;
  }
  [registration.installing, registration.waiting, registration.active].forEach(follow);
  registration.addEventListener('updatefound', () => {
    follow(registration?.installing ?? null);
    read();
  });
  read();
}

/** Uses the newer build: its worker takes over, and the page opens anew. */
export function openNewerBuild(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  registration?.waiting?.postMessage('use this version');
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Renders again when it changes. */
export const useOffline = (): OfflineState => useSyncExternalStore(subscribe, () => state);
