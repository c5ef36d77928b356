/** The commands of the Vul2Safe worker: opens sets, adds to them, works on them, and hands out what came of it. */
import { ok, settle, type Result } from '../core/failure.ts';
import { StorageFullError } from '../storage/fileStore.ts';
import { createExampleProvider, exampleItems } from '../vul2safe/example.ts';
import type { Diagnosis, ProviderConfig } from '../vul2safe/connection.ts';
import type { RepairGates } from '../vul2safe/gates/repairGates.ts';
import { createMemoryStore, type JournalStore } from '../vul2safe/journal.ts';
import type { Provider, Sleep } from '../vul2safe/providers/provider.ts';
import { recordLines } from '../vul2safe/records.ts';
import type { Settings } from '../vul2safe/settings.ts';
import type { PageModel } from './pageModel.ts';
import { AddCount, addFiles } from './vul2safeFiles.ts';
import type {
  ExportedSet,
  SetName,
  Vul2SafeApi,
  Vul2SafeNews,
  WorkOrder,
} from './vul2safeContract.ts';
import { noProvider, Vul2SafeSet } from './vul2safeSet.ts';

export interface OpenedJournal {
  readonly store: JournalStore & { clear(): Promise<void> };
  /** Why nothing outlasts the tab; null where it does. */
  readonly whyMemory: string | null;
}

/** How one model is asked. */
export interface ProviderParts {
  readonly config: Exclude<ProviderConfig, { kind: 'example' }>;
  readonly key: string | null;
  readonly settings: Settings;
  /** Null until the page has lent its own. */
  readonly pageModel: PageModel | null;
}

export interface Vul2SafeHostParts {
  /** The journal that this browser keeps. @throws FailureError where it may not be used, such as by a second tab */
  readonly openJournal: () => Promise<OpenedJournal>;
  readonly providerOf: (parts: ProviderParts) => Provider;
  readonly diagnose: (parts: ProviderParts) => Promise<Diagnosis>;
  readonly gates: RepairGates;
  readonly sleep: Sleep;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Turns what is thrown into a value. */
const settled = <T>(act: () => Promise<T>): Promise<Result<T>> =>
  settle(act, (error) => ({
    code: error instanceof StorageFullError ? 'storage-full' : 'internal',
    message: `Vul2Safe could not do that: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'What was done before is kept. Try again; if it stays, reload the page.',
    step: null,
  }));

class Host implements Vul2SafeApi {
  #port: MessagePort | null = null;
  #pageModel: PageModel | null = null;
  #own: Promise<{ set: Vul2SafeSet; journal: OpenedJournal }> | null = null;
  #example: Vul2SafeSet | null = null;
  #isAddingOver = false;

  constructor(private readonly parts: Vul2SafeHostParts) {}

  readonly #tell = (news: Vul2SafeNews): void => this.#port?.postMessage(news);

  #newSet(name: SetName, store: JournalStore, whyMemory: string | null): Vul2SafeSet {
    const { gates, sleep, now } = this.parts;
    const provider = name === 'example' ? createExampleProvider() : noProvider;
    const onNews = this.#tell;
    return new Vul2SafeSet({ name, store, whyMemory, provider, gates, sleep, now, onNews });
  }

  async #openOwn() {
    const journal = await this.parts.openJournal();
    const set = this.#newSet('own', journal.store, journal.whyMemory);
    await set.load();
    return { set, journal };
  }

  async #set(name: SetName): Promise<Vul2SafeSet> {
    if (name === 'example') {
      this.#example ??= this.#newSet('example', createMemoryStore(), null);
      return this.#example;
    }
    // A failed attempt is not kept, so that the next command tries again.
    this.#own ??= this.#openOwn().catch((error: unknown) => {
      this.#own = null;
      throw error;
    });
    return (await this.#own).set;
  }

  /** Work under way goes on as it was begun; the example stays as it was written. */
  #change(set: Vul2SafeSet, order: WorkOrder | null): void {
    if (order === null || set.isRunning || set === this.#example) return;
    const { provider: config, settings, templates } = order.setup;
    if (config.kind === 'example') return;
    const { key } = order;
    const provider = this.parts.providerOf({ config, key, settings, pageModel: this.#pageModel });
    set.change({ provider, settings, templates });
  }

  subscribe(port: MessagePort) {
    this.#port = port;
    return Promise.resolve();
  }

  lendModel(model: PageModel) {
    this.#pageModel = model;
    return Promise.resolve();
  }

  open(name: SetName, order: WorkOrder | null) {
    return settled(async () => {
      if (name === 'example') await this.#beginExample();
      const set = await this.#set(name);
      this.#change(set, order);
      if (name === 'example') {
        await set.runner.add(exampleItems);
        set.start();
      }
      return set.opened();
    });
  }

  async #beginExample(): Promise<void> {
    await this.#example?.end();
    this.#example = null;
  }

  addFiles(...[files, format]: Parameters<Vul2SafeApi['addFiles']>) {
    return settled(async () => {
      this.#isAddingOver = false;
      const { runner } = await this.#set('own');
      const count = new AddCount((items) => runner.add(items));
      await addFiles(files, format, count, () => this.#isAddingOver);
      return count.report();
    });
  }

  addItems(...[items]: Parameters<Vul2SafeApi['addItems']>) {
    return settled(async () => {
      const { runner } = await this.#set('own');
      const count = new AddCount((added) => runner.add(added));
      await count.take(items);
      return count.report();
    });
  }

  stopAdding() {
    this.#isAddingOver = true;
    return Promise.resolve(ok(null));
  }

  diagnose({ setup, key }: WorkOrder) {
    return settled(() => {
      const { provider: config, settings } = setup;
      if (config.kind === 'example') throw new Error('The worked example has no connection.');
      return this.parts.diagnose({ config, key, settings, pageModel: this.#pageModel });
    });
  }

  start(name: SetName, order: WorkOrder | null) {
    return settled(async () => {
      const set = await this.#set(name);
      this.#change(set, order);
      set.start();
      return null;
    });
  }

  stop(name: SetName, now: boolean) {
    return settled(async () => {
      (await this.#set(name)).runner.stop({ now });
      return null;
    });
  }

  direct(...[name, id, directive, order]: Parameters<Vul2SafeApi['direct']>) {
    return settled(async () => {
      const set = await this.#set(name);
      this.#change(set, order);
      await set.direct(id, directive);
      return null;
    });
  }

  view(name: SetName, id: string) {
    return settled(async () => {
      const { runner } = await this.#set(name);
      const source = runner.source(id);
      return source === null ? null : { source, story: await runner.story(id) };
    });
  }

  export(name: SetName, minConfidence: number) {
    return settled(async (): Promise<ExportedSet> => {
      const { runner } = await this.#set(name);
      const records = await runner.records(minConfidence);
      const card = await runner.card(minConfidence);
      return { records: new Blob([recordLines(records)]), count: records.length, card };
    });
  }

  clear() {
    return settled(async () => {
      await this.#set('own');
      const own = await this.#own;
      if (own === null) return null;
      await own.set.end();
      await own.journal.store.clear();
      const set = this.#newSet('own', own.journal.store, own.journal.whyMemory);
      this.#own = Promise.resolve({ set, journal: own.journal });
      return null;
    });
  }
}

export const createVul2SafeHost = (parts: Vul2SafeHostParts): Vul2SafeApi => new Host(parts);
