/** Turns what the reader does on the Vul2Safe screen into commands, and the worker's news into state. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { ok, type Failure, type Result } from '../../core/failure.ts';
import type { Directive, SourceItem } from '../../vul2safe/contract.ts';
import { addressProblem } from '../../vul2safe/providers/endpoint.ts';
import type { Vul2SafeClient, Vul2SafeClientOptions } from '../../worker/vul2safeClient.ts';
import type {
  AddReport,
  ExportedSet,
  ItemView,
  NamedFile,
  SetName,
  SourceFormatName,
  WorkOrder,
  WorkSetup,
} from '../../worker/vul2safeContract.ts';
import type { Vul2SafeShelf } from './vul2safeShelf.ts';
import {
  applyNews,
  applyOpened,
  initialVul2Safe,
  thresholdOf,
  type Vul2SafeState,
} from './vul2safeState.ts';

export interface Vul2SafeController {
  readonly store: StoreApi<Vul2SafeState>;
  /** Shows a set; the worker starts with the first. Work on the other one goes on. */
  open(set: SetName): Promise<void>;
  addFiles(files: readonly NamedFile[], format: SourceFormatName | null): Promise<void>;
  addItems(items: readonly SourceItem[]): Promise<void>;
  stopAdding(): Promise<void>;
  setSetup(setup: WorkSetup): void;
  setKey(key: string): void;
  /** Keeps the key in the session storage of this tab, too, or takes it out of there. */
  keepKey(isKept: boolean): void;
  check(): Promise<void>;
  start(): Promise<void>;
  /** Lets calls under way come in. */
  pause(): Promise<void>;
  /** Drops calls under way. */
  stop(): Promise<void>;
  direct(id: string, directive: Directive): Promise<void>;
  view(id: string): Promise<Result<ItemView | null>>;
  /** The records that pass the threshold; null after a failure, which is shown. */
  export(): Promise<ExportedSet | null>;
  clear(): Promise<void>;
  setThreshold(threshold: number): void;
  dismissFailure(): void;
}

export interface Vul2SafeControllerOptions {
  readonly createClient: (
    options: Pick<Vul2SafeClientOptions, 'onNews' | 'onEnd'>,
  ) => Vul2SafeClient;
  readonly shelf: Vul2SafeShelf;
  /** Where the page comes from. */
  readonly origin: string;
}

/** The work as it is set up now; null while its connection cannot be asked. */
export function orderOf({ setup, key }: Vul2SafeState, origin: string): WorkOrder | null {
  const { provider } = setup;
  const isUsable =
    provider.kind !== 'openai' ||
    (provider.model.trim() !== '' && addressProblem(provider.endpoint, origin) === null);
  if (!isUsable) return null;
  return { setup, key: provider.kind === 'openai' && key !== '' ? key : null };
}

const endpointOf = ({ provider }: WorkSetup) =>
  provider.kind === 'openai' ? provider.endpoint : '';

function restored(shelf: Vul2SafeShelf): Vul2SafeState {
  const setup = shelf.readSetup();
  const key = shelf.readKey(endpointOf(setup));
  return { ...initialVul2Safe, setup, key: key ?? '', isKeyKept: key !== null };
}

export function createVul2SafeController({
  createClient,
  shelf,
  origin,
}: Vul2SafeControllerOptions): Vul2SafeController {
  const store = createStore<Vul2SafeState>(() => restored(shelf));
  const change = (changes: Partial<Vul2SafeState>) => store.setState(changes);
  const fail = (failure: Failure) => change({ failure });
  const client = createClient({
    onNews: (news) => store.setState((state) => applyNews(state, news)),
    onEnd: (failure) => change({ failure, isRunning: false, isAdding: false, isChecking: false }),
  });
  const order = () => orderOf(store.getState(), origin);

  /** The value, or null after the failure has been put where it is shown. */
  async function valueOf<T>(answer: Promise<Result<T>>): Promise<T | null> {
    change({ failure: null });
    const result = await answer;
    if (result.ok) return result.value;
    fail(result.failure);
    return null;
  }

  async function add(answer: () => Promise<Result<AddReport>>): Promise<void> {
    if (store.getState().set !== 'own') await controller.open('own');
    change({ isAdding: true, report: null });
    const report = await valueOf(answer());
    change({ isAdding: false, report });
  }

  /** Another host hears of it. */
  function noteAsked(): void {
    const { setup, asked } = store.getState();
    if (order() === null || setup.provider.kind !== 'openai') return;
    const { host } = new URL(setup.provider.endpoint);
    if (!asked.includes(host)) change({ asked: [...asked, host] });
  }

  const keepOrForget = () => {
    const { setup, key, isKeyKept } = store.getState();
    shelf.writeKey(endpointOf(setup), isKeyKept && key !== '' ? key : null);
  };

  const controller: Vul2SafeController = {
    store,
    async open(set) {
      change({ set, items: null, progress: null, stop: null, isRunning: false });
      const opened = await valueOf(client.open(set, order()));
      if (opened !== null && store.getState().set === set)
        store.setState((state) => applyOpened(state, opened));
    },
    addFiles: (files, format) => add(() => client.addFiles(files, format)),
    addItems: (items) => add(() => client.addItems(items)),
    stopAdding: async () => void (await valueOf(client.stopAdding())),
    setSetup(setup) {
      const isOtherPlace = store.getState().setup.provider !== setup.provider;
      change({ setup, ...(isOtherPlace && { diagnosis: null }) });
      shelf.writeSetup(setup);
      if (isOtherPlace) keepOrForget();
    },
    setKey(key) {
      change({ key, diagnosis: null });
      keepOrForget();
    },
    keepKey(isKeyKept) {
      change({ isKeyKept });
      keepOrForget();
    },
    async check() {
      const asked = order();
      if (asked === null) return;
      noteAsked();
      change({ isChecking: true, diagnosis: null });
      const diagnosis = await valueOf(client.diagnose(asked));
      // What was typed since is another connection.
      const isCurrent = store.getState().setup.provider === asked.setup.provider;
      change({ isChecking: false, ...(isCurrent && { diagnosis }) });
    },
    async start() {
      const { set } = store.getState();
      if (set === 'own') noteAsked();
      await valueOf(client.start(set, order()));
    },
    pause: async () => void (await valueOf(client.stop(store.getState().set, false))),
    stop: async () => void (await valueOf(client.stop(store.getState().set, true))),
    async direct(id, directive) {
      const { set } = store.getState();
      if (set === 'own') noteAsked();
      await valueOf(client.direct(set, id, directive, order()));
    },
    view: (id) =>
      store.getState().items === null
        ? Promise.resolve(ok(null))
        : client.view(store.getState().set, id),
    export: () => valueOf(client.export(store.getState().set, thresholdOf(store.getState()))),
    async clear() {
      await valueOf(client.clear());
      change({ report: null });
      await controller.open('own');
    },
    setThreshold: (threshold) => change({ threshold }),
    dismissFailure: () => change({ failure: null }),
  };
  return controller;
}
