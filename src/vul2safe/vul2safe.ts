/** Works on many items at once, never with more calls than it may, and keeps everything that was paid. */
import { Caller } from './caller.ts';
import type {
  Directive,
  ItemSummary,
  PairRecord,
  Progress,
  SourceItem,
  Stop,
  Story,
  Vul2Safe,
  Vul2SafeEvent,
} from './contract.ts';
import { isEnded } from './contract.ts';
import { costOf } from './budget.ts';
import { dataCard } from './dataCard.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { RepairGates } from './gates/repairGates.ts';
import { failed, queuedSummary, StoryWriter } from './itemStory.ts';
import { Journal, type JournalStore } from './journal.ts';
import { runItem, type PipelineParts } from './pipeline.ts';
import { ProgressMeter } from './progressMeter.ts';
import type { Provider, Sleep } from './providers/provider.ts';
import { recordsOf } from './records.ts';
import type { Settings } from './settings.ts';
import { createStageCaller } from './stageCall.ts';
import { StopRun } from './stopRun.ts';
import { templateProblems } from './template.ts';
import type { Templates } from './templates.ts';
import type { AskedStage } from './answers.ts';

export interface Vul2SafeParts {
  readonly provider: Provider;
  readonly store: JournalStore;
  readonly gates: RepairGates;
  readonly settings: Settings;
  readonly templates: Templates;
  readonly sleep: Sleep;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onEvent: (event: Vul2SafeEvent) => void;
}

/** What a person may change between two starts. */
export type Vul2SafeChange = Pick<Vul2SafeParts, 'provider' | 'settings' | 'templates'>;

export interface ChangeableVul2Safe extends Vul2Safe {
  /** Counts from the next start on. @throws Error when a template cannot be used, with what is wrong */
  change(change: Vul2SafeChange): void;
}

/** @throws Error when a template cannot be used, with what is wrong */
export function createVul2Safe(parts: Vul2SafeParts): ChangeableVul2Safe {
  requireUsable(parts.templates);
  return new Runner(parts);
}

function requireUsable(templates: Templates): void {
  const stages = Object.keys(templates) as AskedStage[]; // Object.keys forgets the names.
  const problems = stages.flatMap((stage) => templateProblems(stage, templates[stage]));
  if (problems.length > 0) throw new Error(problems.join(' '));
}

class Runner implements ChangeableVul2Safe {
  readonly #journal: Journal;
  readonly #summaries = new Map<string, ItemSummary>();
  readonly #meter: ProgressMeter;
  #ending = new AbortController();
  #dropping = new AbortController();
  #caller: Caller;
  #running: Promise<Stop> | null = null;
  /** The items that this start is for; null: all. */
  #only: ReadonlySet<string> | null = null;

  constructor(private parts: Vul2SafeParts) {
    this.#journal = new Journal(parts.store);
    this.#meter = new ProgressMeter(parts.now);
    this.#caller = this.#newCaller();
  }

  #newCaller(): Caller {
    const { provider, settings, sleep, now } = this.parts;
    return new Caller({
      provider,
      settings,
      sleep,
      now,
      journal: this.#journal,
      ending: this.#ending.signal,
      dropping: this.#dropping.signal,
      onChange: () => this.#tellProgress(),
    });
  }

  change({ provider, settings, templates }: Vul2SafeChange): void {
    requireUsable(templates);
    this.parts = { ...this.parts, provider, settings, templates };
  }

  async load() {
    await this.#journal.load();
    for (const [id] of this.#journal.items) this.#summaries.set(id, this.#summaryOf(id));
    return { tornLines: this.#journal.tornLines };
  }

  /** From the journal: its end, or its place in the queue. */
  #summaryOf(id: string): ItemSummary {
    const known = this.#known(id);
    const index = this.#summaries.get(id)?.index ?? this.#summaries.size;
    if (known.ended?.isCurrent) return { ...known.ended.summary, index };
    return queuedSummary(known.item, index, known.directives);
  }

  #known(id: string) {
    const known = this.#journal.items.get(id);
    if (!known) throw new Error(`There is no item ${id}.`);
    return known;
  }

  async add(items: readonly SourceItem[]) {
    const added = new Map<string, SourceItem>();
    for (const item of items) {
      if (!this.#journal.items.has(item.id) && !added.has(item.id)) added.set(item.id, item);
    }
    // Given to the store together, which may keep many at once.
    const adding = [...added.values()].map(async (item) => {
      await this.#journal.add({ kind: 'item', item });
      this.#set(this.#summaryOf(item.id));
    });
    await Promise.all(adding);
    this.#tellProgress();
    return added.size;
  }

  #set(item: ItemSummary): void {
    this.#summaries.set(item.id, item);
    this.parts.onEvent({ kind: 'item', item });
  }

  #tellProgress(): void {
    this.parts.onEvent({ kind: 'progress', progress: this.progress() });
  }

  start(ids?: readonly string[]): Promise<Stop> {
    if (this.#running === null) {
      this.#only = ids ? new Set(ids) : null;
      this.#running = this.#work().finally(() => (this.#running = null));
    }
    return this.#running;
  }

  async #work(): Promise<Stop> {
    this.#ending = new AbortController();
    this.#dropping = new AbortController();
    this.#caller = this.#newCaller();
    this.#meter.restart();
    this.parts.onEvent({ kind: 'started' });
    const { settings, templates, provider, gates } = this.parts;
    const pipeline: PipelineParts = {
      ask: createStageCaller(this.#caller, templates, settings),
      gates,
      settings,
      model: provider.model,
      templates: (await fingerprintOf(JSON.stringify(templates))).slice(0, 16),
    };
    // An item makes one call at a time, so no more are under way than there are workers.
    const workers = Array.from({ length: settings.concurrency }, () => this.#workerLoop(pipeline));
    await Promise.all(workers);
    const reason: unknown = this.#ending.signal.reason;
    const stop = reason instanceof StopRun ? reason.stop : doneStop;
    this.#tellProgress();
    this.parts.onEvent({ kind: 'stopped', stop });
    return stop;
  }

  /** The first of the queue; the order of the set is the order of work. */
  #next(): ItemSummary | undefined {
    for (const summary of this.#summaries.values()) {
      const isAsked = this.#only?.has(summary.id) ?? true;
      if (isAsked && summary.state === 'queued') return summary;
    }
    return undefined;
  }

  async #workerLoop(pipeline: PipelineParts): Promise<void> {
    while (!this.#ending.signal.aborted) {
      const next = this.#next();
      if (!next) return;
      try {
        await this.#workOn(pipeline, next.id);
      } catch (error) {
        this.#set(this.#summaryOf(next.id));
        this.#ending.abort(error instanceof StopRun ? error : storeStop(error));
        return;
      }
    }
  }

  async #workOn(pipeline: PipelineParts, id: string): Promise<void> {
    const { item, directives } = this.#known(id);
    const { index } = this.#summaries.get(id) ?? { index: 0 };
    const before = this.#caller.calls;
    const decided = [...directives];
    const onChange = (summary: ItemSummary) => this.#set(summary);
    // Out of the queue before anything waits.
    onChange({ ...queuedSummary(item, index, decided), state: 'analysing' });
    const former = await this.#journal.story(id);
    const work = { item, index, directives: decided, former, onChange };
    const story = await runItem(pipeline, work).catch((error: unknown) => {
      if (error instanceof StopRun || this.#ending.signal.aborted) throw error;
      const flags: [] = [];
      const writer = new StoryWriter({ ...work, ...pipeline, flags });
      return writer.end(failed('internal', error instanceof Error ? error.message : String(error)));
    });
    // Something was decided while it was worked on: once more, from the answers that are there.
    const isLate = directives.length > decided.length;
    if (!isLate) await this.#journal.add({ kind: 'ended', story });
    this.#set(this.#summaryOf(id));
    if (!isLate) this.#meter.ended(this.#caller.calls > before);
    this.#tellProgress();
  }

  stop({ now }: { readonly now: boolean }) {
    const stop = new StopRun({
      cause: 'asked',
      message: 'Stopped. What is done stays done; start goes on.',
    });
    this.#ending.abort(stop);
    if (now) this.#dropping.abort(stop);
  }

  async direct(id: string, directive: Directive) {
    this.#known(id);
    await this.#journal.add({ kind: 'directive', id, directive });
    const state = this.#summaries.get(id)?.state ?? 'queued';
    if (isEnded(state)) this.#set(this.#summaryOf(id));
  }

  items() {
    return [...this.#summaries.values()];
  }

  progress(): Progress {
    const { calls, cachedAnswers, retries } = this.#caller;
    const { promptTokens, completionTokens } = this.#journal.usage;
    return {
      ...this.#meter.progress(this.items()),
      calls,
      cachedAnswers,
      retries,
      tokens: promptTokens + completionTokens,
      cost: costOf(this.#journal.usage, this.parts.settings.price),
      lostCalls: this.#journal.lostCalls,
    };
  }

  source(id: string): SourceItem | null {
    return this.#journal.items.get(id)?.item ?? null;
  }

  story(id: string): Promise<Story | null> {
    return this.#journal.story(id);
  }

  async records(minConfidence: number): Promise<PairRecord[]> {
    const records: PairRecord[] = [];
    for (const { id, state } of this.items()) {
      if (state !== 'accepted') continue;
      const story = await this.story(id);
      if (story) records.push(...recordsOf(story, minConfidence));
    }
    return records;
  }

  async card(minConfidence: number): Promise<string> {
    const records = await this.records(minConfidence);
    const { settings, provider, now } = this.parts;
    const items = this.items();
    const answered = new Set(records.map(({ provenance }) => provenance.model));
    return dataCard({
      records,
      items,
      settings,
      model: [...answered].join(', ') || provider.model,
      made: now(),
      minConfidence,
    });
  }
}

const doneStop: Stop = { cause: 'done', message: 'Every item has ended.' };

const storeStop = (error: unknown) =>
  new StopRun({
    cause: 'store',
    message: `The work cannot be kept: ${error instanceof Error ? error.message : String(error)}. Make room, then start again.`,
  });
