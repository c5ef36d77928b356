/**
 * What must outlive a crash, as lines that are only ever added: items, answers before they are used, ends, decisions. What
 * an item needs is found again by reading them in order; an answer is found by the fingerprint of what was asked.
 */
import { z } from 'zod';
import {
  directiveSchema,
  sourceItemSchema,
  storySchema,
  usageSchema,
  type Directive,
  type ItemSummary,
  type SourceItem,
  type Story,
  type Usage,
} from './contract.ts';

/** Where the lines are kept: a file, the storage of a browser, a list in memory. */
export interface JournalStore {
  /** Whole lines in order, without their ends, with a position for lineAt. */
  entries(): AsyncIterable<{ readonly position: number; readonly line: string }>;
  /** Resolves to the line's position when the line would outlive a crash. Called while others are under way. */
  append(line: string): Promise<number>;
  lineAt(position: number): Promise<string>;
}

export const answerSchema = z.object({
  text: z.string(),
  finish: z.enum(['stop', 'length', 'refused']),
  usage: usageSchema,
});
export type JournalAnswer = z.infer<typeof answerSchema>;

const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('item'), item: sourceItemSchema }),
  /** A call is about to be made; without its answer behind it, it was lost. */
  z.object({ kind: z.literal('sent'), key: z.string() }),
  z.object({ kind: z.literal('answer'), key: z.string(), answer: answerSchema }),
  z.object({ kind: z.literal('ended'), story: storySchema }),
  z.object({ kind: z.literal('directive'), id: z.string(), directive: directiveSchema }),
]);
type Entry = z.infer<typeof entrySchema>;

/** An item as the journal tells it. */
export interface JournalItem {
  readonly item: SourceItem;
  readonly directives: Directive[];
  /** Its last end, and whether nothing was decided since. */
  ended: { readonly position: number; readonly summary: ItemSummary; isCurrent: boolean } | null;
}

export class Journal {
  /** In the order in which they were added. */
  readonly items = new Map<string, JournalItem>();
  readonly #answers = new Map<string, number>();
  readonly usage = { promptTokens: 0, completionTokens: 0 };
  /** Asked in earlier sessions, with no answer until now. */
  lostCalls = 0;
  tornLines = 0;

  constructor(private readonly store: JournalStore) {}

  /** Reads everything that was kept. A line that cannot be read is passed over: it costs one answer at most. */
  async load(): Promise<void> {
    const sent = new Set<string>();
    for await (const { position, line } of this.store.entries()) {
      const entry = parseEntry(line);
      if (entry === null) {
        this.tornLines += 1;
        continue;
      }
      if (entry.kind === 'sent') sent.add(entry.key);
      if (entry.kind === 'answer') sent.delete(entry.key);
      this.#take(entry, position);
    }
    this.lostCalls = sent.size;
  }

  #take(entry: Entry, position: number): void {
    switch (entry.kind) {
      case 'sent':
        return;
      case 'item':
        if (this.items.has(entry.item.id)) return;
        this.items.set(entry.item.id, { item: entry.item, directives: [], ended: null });
        return;
      case 'answer':
        this.#answers.set(entry.key, position);
        this.#count(entry.answer.usage);
        return;
      case 'ended': {
        const { summary, item } = entry.story;
        const known = this.items.get(item.id);
        if (known) known.ended = { position, summary, isCurrent: true };
        return;
      }
      case 'directive': {
        const known = this.items.get(entry.id);
        if (!known) return;
        known.directives.push(entry.directive);
        if (known.ended) known.ended.isCurrent = false;
        return;
      }
    }
  }

  #count({ promptTokens, completionTokens }: Usage): void {
    this.usage.promptTokens += promptTokens;
    this.usage.completionTokens += completionTokens;
  }

  async add(entry: Entry): Promise<void> {
    this.#take(entry, await this.store.append(JSON.stringify(entry)));
  }

  /** An answer that was paid before, or null. */
  async answerTo(key: string): Promise<JournalAnswer | null> {
    const position = this.#answers.get(key);
    if (position === undefined) return null;
    const entry = parseEntry(await this.store.lineAt(position));
    return entry?.kind === 'answer' ? entry.answer : null;
  }

  /** How the item last ended, or null. */
  async story(id: string): Promise<Story | null> {
    const ended = this.items.get(id)?.ended;
    if (!ended) return null;
    const entry = parseEntry(await this.store.lineAt(ended.position));
    return entry?.kind === 'ended' ? entry.story : null;
  }
}

function parseEntry(line: string): Entry | null {
  try {
    return entrySchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** Lines in memory: for tests, and where nothing is to be kept. */
export function createMemoryStore(lines: string[] = []): JournalStore {
  return {
    async *entries() {
      for (const [position, line] of lines.entries())
        yield await Promise.resolve({ position, line });
    },
    append: (line) => Promise.resolve(lines.push(line) - 1),
    lineAt: (position) => Promise.resolve(lines[position] ?? ''),
  };
}
