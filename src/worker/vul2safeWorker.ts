/**
 * The Vul2Safe worker, the one script that may reach another server: the endpoint that the reader named
 * (docs/decisions/0007-network.md). Repairs that are run go on to the sandbox's own worker, which may reach none.
 */
import * as Comlink from 'comlink';
import { FailureError } from '../core/failure.ts';
import { createAnalyser } from '../oracle/static/analyser.ts';
import { partsInBrowser } from '../oracle/static/loadBrowser.ts';
import { createOutliner } from '../oracle/static/outline.ts';
import { openJournalDatabase } from '../storage/journalDatabase.ts';
import { createRepairGates } from '../vul2safe/gates/repairGates.ts';
import { createMemoryStore } from '../vul2safe/journal.ts';
import { diagnose } from '../vul2safe/providers/doctor.ts';
import { isLoopback } from '../vul2safe/providers/endpoint.ts';
import { createOpenAiProvider, type OpenAiOptions } from '../vul2safe/providers/openAi.ts';
import { diagnosePromptApi } from '../vul2safe/providers/promptApiDoctor.ts';
import { ProviderError, type Provider } from '../vul2safe/providers/provider.ts';
import { sleep } from '../vul2safe/sleep.ts';
import { createOracleClient } from './oracleClient.ts';
import { createLentProvider } from './pageModel.ts';
import { createVul2SafeHost, type OpenedJournal, type ProviderParts } from './vul2safeHost.ts';

const lockName = 'patchgrad-vul2safe';

/** A tab that was just closed or reloaded may still hold the lock for a moment. */
const lockWaitMs = 5000;

const now = () => Date.now();

/** Holds the lock of the journal as long as the worker lives. @throws FailureError when another tab has it */
async function holdJournal(): Promise<void> {
  const isHeld = await new Promise<boolean>((resolve) => {
    navigator.locks
      .request(lockName, { signal: AbortSignal.timeout(lockWaitMs) }, () => {
        resolve(true);
        return new Promise<never>(() => undefined);
      })
      .catch(() => resolve(false));
  });
  if (isHeld) return;
  throw new FailureError({
    code: 'wrong-state',
    message: 'Another tab of this browser has the set open, and two would pay twice.',
    hint: 'Go on there, or close that tab and try again.',
    step: null,
  });
}

async function openJournal(): Promise<OpenedJournal> {
  if (!isSecureContext) {
    throw new FailureError({
      code: 'wrong-state',
      message: 'Over plain http from another machine a browser gives this page no cryptography.',
      hint: 'Open the page over https or from localhost.',
      step: null,
    });
  }
  await holdJournal();
  try {
    return { store: await openJournalDatabase(), whyMemory: null };
  } catch (error) {
    const lines: string[] = [];
    const clear = () => Promise.resolve(void lines.splice(0));
    const whyMemory = error instanceof Error ? error.message : String(error);
    return { store: { ...createMemoryStore(lines), clear }, whyMemory };
  }
}

const missingModel: Provider = {
  model: '',
  complete: () => Promise.reject(new ProviderError('model', 'The page has lent no model.')),
};

type EndpointConfig = Extract<ProviderParts['config'], { kind: 'openai' }>;

const optionsOf = (config: EndpointConfig, { key, settings }: ProviderParts): OpenAiOptions => ({
  endpoint: config.endpoint.replace(/\/+$/u, ''),
  model: config.model,
  key,
  isStreaming: config.isStreaming,
  stallMs: settings.stallMs,
});

const openAiParts = { fetch: (...call: Parameters<typeof fetch>) => fetch(...call), sleep, now };

function providerOf(parts: ProviderParts): Provider {
  const { config, pageModel } = parts;
  if (config.kind === 'openai') return createOpenAiProvider(optionsOf(config, parts), openAiParts);
  return pageModel === null ? missingModel : createLentProvider(pageModel);
}

/** Chrome has had several names for it; a page of this machine needs none. */
async function localNetworkPermission(): Promise<PermissionState | null> {
  if (isLoopback(self.location.hostname)) return null;
  for (const name of ['loopback-network', 'local-network-access']) {
    try {
      // The type of names has those of TypeScript's release.
      const { state } = await navigator.permissions.query({ name: name as PermissionName });
      return state;
    } catch {
      continue;
    }
  }
  return null;
}

Comlink.expose(
  createVul2SafeHost({
    openJournal,
    providerOf,
    diagnose: async (parts) => {
      const { config, pageModel } = parts;
      if (config.kind === 'prompt-api') {
        const availability = (await pageModel?.availability()) ?? 'missing';
        return diagnosePromptApi(availability, providerOf(parts));
      }
      return diagnose(optionsOf(config, parts), {
        ...openAiParts,
        origin: self.location.origin,
        localNetworkPermission,
      });
    },
    gates: createRepairGates({
      outliner: createOutliner(partsInBrowser),
      analyser: createAnalyser(partsInBrowser),
      oracle: createOracleClient(),
    }),
    sleep,
    now,
  }),
);
