/** One set at work: its runner, and the news that are gathered for the page. */
import type { Directive, Stop, Vul2SafeEvent } from '../vul2safe/contract.ts';
import type { RepairGates } from '../vul2safe/gates/repairGates.ts';
import type { JournalStore } from '../vul2safe/journal.ts';
import { ProviderError, type Provider, type Sleep } from '../vul2safe/providers/provider.ts';
import { defaultSettings } from '../vul2safe/settings.ts';
import { defaultTemplates } from '../vul2safe/templates.ts';
import {
  createVul2Safe,
  type ChangeableVul2Safe,
  type Vul2SafeChange,
} from '../vul2safe/vul2safe.ts';
import type { OpenedSet, SetName, Vul2SafeNews } from './vul2safeContract.ts';

/** Milliseconds over which news are gathered: many calls end in that time, and a page draws once. */
const gatheringMs = 100;

/** Before there is a connection: answers that are there already do, others cannot be had. */
export const noProvider: Provider = {
  model: '',
  complete: () =>
    Promise.reject(new ProviderError('model', 'There is no connection to a model yet.')),
};

export interface SetParts {
  readonly name: SetName;
  readonly store: JournalStore;
  readonly whyMemory: string | null;
  /** Until another is set. */
  readonly provider: Provider;
  readonly gates: RepairGates;
  readonly sleep: Sleep;
  readonly now: () => number;
  readonly onNews: (news: Vul2SafeNews) => void;
}

export class Vul2SafeSet {
  readonly runner: ChangeableVul2Safe;
  #running: Promise<void> | null = null;
  #stop: Stop | null = null;
  #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tornLines = 0;
  /** Items that were decided about while others were worked on. */
  #decided = new Set<string>();

  constructor(private readonly parts: SetParts) {
    const { provider, store, gates, sleep, now } = parts;
    this.runner = createVul2Safe({
      provider,
      settings: defaultSettings,
      templates: defaultTemplates,
      ...{ store, gates, sleep, now },
      onEvent: (event) => this.#hear(event),
    });
  }

  async load(): Promise<void> {
    this.#tornLines = (await this.runner.load()).tornLines;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  opened(): OpenedSet {
    const { whyMemory } = this.parts;
    const news = { ...this.#news(), items: this.runner.items() };
    return { news, tornLines: this.#tornLines, whyMemory };
  }

  /** Counts from the next start on. */
  change(change: Vul2SafeChange): void {
    this.runner.change(change);
  }

  /** @param ids works on these alone */
  start(ids?: readonly string[]): void {
    if (this.isRunning) return;
    this.#running = this.runner.start(ids).then((stop) => {
      this.#running = null;
      this.#stop = stop;
      this.#gather();
      this.#goOn(stop);
    });
    this.#gather();
  }

  /** What was decided too late for the work that has ended. */
  #goOn(stop: Stop): void {
    const left = [...this.#decided];
    this.#decided.clear();
    if (stop.cause === 'done' && left.length > 0) this.start(left);
  }

  async direct(id: string, directive: Directive): Promise<void> {
    await this.runner.direct(id, directive);
    if (this.isRunning) this.#decided.add(id);
    else this.start([id]);
  }

  /** Resolves when nothing is worked on any more. */
  async end(): Promise<void> {
    this.#decided.clear();
    this.runner.stop({ now: true });
    await this.#running;
    clearTimeout(this.#timer);
  }

  #hear(event: Vul2SafeEvent): void {
    if (event.kind === 'item') this.#changed.add(event.item.id);
    this.#gather();
  }

  #gather(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.parts.onNews(this.#news());
    }, gatheringMs);
  }

  #news(): Vul2SafeNews {
    const changed = this.#changed;
    this.#changed = new Set();
    return {
      set: this.parts.name,
      items: changed.size === 0 ? [] : this.runner.items().filter(({ id }) => changed.has(id)),
      progress: this.runner.progress(),
      isRunning: this.isRunning,
      stop: this.#stop,
    };
  }
}
