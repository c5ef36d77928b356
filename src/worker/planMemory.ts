/**
 * Which matrix plan was the fastest on which adapter, kept in the browser: measured once, a machine
 * multiplies in the same way from then on, so that a seed gives the same run tomorrow.
 */
import { z } from 'zod';
import type { MatMulTuner } from '../engine/kernels/matMul/tuner.ts';

const database = 'patchgrad';
const store = 'matmul-plans';
const plansSchema = z.record(z.string(), z.string());

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error(`The browser's storage: ${request.error?.message}`));
  });
}

async function inStore<T>(
  mode: IDBTransactionMode,
  act: (plans: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const request = act(db.transaction(store, mode).objectStore(store));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(`The browser's storage: ${request.error?.message}`));
    });
  } finally {
    db.close();
  }
}

/** Plans measured on this adapter before; {} when there are none, or what is stored is not of ours. */
export async function recallPlans(adapter: string): Promise<Record<string, string>> {
  const stored: unknown = await inStore('readonly', (plans) => plans.get(adapter));
  const parsed = plansSchema.safeParse(stored);
  return parsed.success ? parsed.data : {};
}

export async function keepPlans(adapter: string, plans: Record<string, string>): Promise<void> {
  await inStore('readwrite', (all) => all.put(plans, adapter));
}

/**
 * Gives the tuner what it measured in earlier sessions, lets it do the rest, and keeps the result.
 * Without storage, as in some private windows, it is measured in each session.
 */
export async function tuneWithMemory(
  tuner: MatMulTuner,
  adapter: string,
  measure: () => Promise<void>,
): Promise<void> {
  const known = await recallPlans(adapter).catch(() => ({}));
  tuner.remember(known);
  await measure();
  const plans = tuner.memory();
  if (Object.keys(plans).length > Object.keys(known).length) {
    await keepPlans(adapter, plans).catch(() => undefined);
  }
}
