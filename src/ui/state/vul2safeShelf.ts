/**
 * What outlasts a reload of what the reader typed for Vul2Safe: connection, settings and prompts in the browser's local
 * storage, without the key. The key only when the reader asks for it, in the session storage of this tab.
 */
import { z } from 'zod';
import { addressProblem } from '../../vul2safe/providers/endpoint.ts';
import { workSetupSchema, type WorkSetup } from '../../worker/vul2safeContract.ts';
import { defaultSetup } from './vul2safeState.ts';

export interface Vul2SafeShelf {
  /** What was typed last; the defaults where there is nothing, or nothing that can be read. */
  readSetup(): WorkSetup;
  writeSetup(setup: WorkSetup): void;
  /** Null: not kept for this endpoint. */
  readKey(endpoint: string): string | null;
  /** Null forgets it. */
  writeKey(endpoint: string, key: string | null): void;
}

const setupName = 'patchgrad-vul2safe';
const keyName = 'patchgrad-vul2safe-key';
const keptKeySchema = z.object({ endpoint: z.string(), key: z.string() });

/** A browser may refuse its storage: then nothing is kept. */
function read(storage: () => Storage, name: string): unknown {
  try {
    return JSON.parse(storage().getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

function write(storage: () => Storage, name: string, value: unknown): void {
  try {
    if (value === null) storage().removeItem(name);
    else storage().setItem(name, JSON.stringify(value));
  } catch {
    return;
  }
}

/** An address that may hold a key is not written down. */
const withoutSecrets = (setup: WorkSetup): WorkSetup => {
  const { provider } = setup;
  const isSafe = provider.kind !== 'openai' || addressProblem(provider.endpoint, null) === null;
  return isSafe ? setup : { ...setup, provider: defaultSetup.provider };
};

/** @param local and session are asked for each time: a browser may throw at the question itself */
export function createVul2SafeShelf(
  local: () => Storage = () => localStorage,
  session: () => Storage = () => sessionStorage,
): Vul2SafeShelf {
  return {
    readSetup: () => workSetupSchema.safeParse(read(local, setupName)).data ?? defaultSetup,
    writeSetup: (setup) => write(local, setupName, withoutSecrets(setup)),
    readKey: (endpoint) => {
      const kept = keptKeySchema.safeParse(read(session, keyName)).data;
      return kept?.endpoint === endpoint ? kept.key : null;
    },
    writeKey: (endpoint, key) => write(session, keyName, key === null ? null : { endpoint, key }),
  };
}
