/** The story of an item while it is written, and how it ends. */
import {
  type Directive,
  type Flag,
  type ItemState,
  type ItemSummary,
  type Milestone,
  type SourceItem,
  type Step,
  type Story,
} from './contract.ts';
import { failReasons, rejectReasons, type FailReason, type RejectReason } from './reasons.ts';

/** Ends the work on one item. */
export class ItemEnd extends Error {
  override readonly name = 'ItemEnd';
  constructor(
    readonly state: 'rejected' | 'failed',
    readonly code: RejectReason | FailReason,
    message: string,
  ) {
    super(message);
  }
}

export const rejected = (code: RejectReason, message = '') =>
  new ItemEnd('rejected', code, message || rejectReasons[code]);
export const failed = (code: FailReason, message = '') =>
  new ItemEnd('failed', code, message || failReasons[code]);

const titleOf = (code: string) =>
  (code.split('\n').find((line) => line.trim() !== '') ?? '').trim().slice(0, 120);

/** An item nobody has worked on. */
export function queuedSummary(item: SourceItem, index: number, isDirected: boolean): ItemSummary {
  return {
    id: item.id,
    index,
    title: titleOf(item.code),
    language: item.language,
    cwe: item.cwe,
    state: 'queued',
    reason: null,
    milestone: 'in',
    round: 0,
    confidence: null,
    flags: 0,
    prompts: 0,
    isDirected,
  };
}

interface StoryParts {
  readonly item: SourceItem;
  readonly index: number;
  readonly directives: readonly Directive[];
  readonly flags: readonly Flag[];
  readonly model: string;
  readonly templates: string;
  readonly onChange: (summary: ItemSummary) => void;
}

export class StoryWriter {
  secure: string | null = null;
  prompts: string[] = [];
  readonly steps: Step[] = [];
  #summary: ItemSummary;

  constructor(private readonly parts: StoryParts) {
    const { item, index, directives, flags } = parts;
    const summary = queuedSummary(item, index, directives.length > 0);
    this.#summary = { ...summary, flags: flags.length };
  }

  /** A stage begins. */
  enter(state: ItemState, known: Partial<Pick<ItemSummary, 'cwe' | 'round'>> = {}): void {
    this.#change({ state, ...known });
  }

  reach(milestone: Milestone): void {
    this.#change({ milestone });
  }

  trust(confidence: number): void {
    this.#change({ confidence });
  }

  accept(): Story {
    this.#change({ state: 'accepted', prompts: this.prompts.length });
    return this.#story();
  }

  end({ state, code, message }: ItemEnd): Story {
    this.#change({ state, reason: { code, message }, prompts: this.prompts.length });
    return this.#story();
  }

  #change(change: Partial<ItemSummary>): void {
    this.#summary = { ...this.#summary, ...change };
    // Its end is told when it is kept.
    if (change.state !== 'accepted' && change.reason === undefined)
      this.parts.onChange(this.#summary);
  }

  #story(): Story {
    const { item, directives, flags, model, templates } = this.parts;
    return {
      item,
      summary: this.#summary,
      flags: [...flags],
      steps: this.steps,
      directives: [...directives],
      secure: this.secure,
      prompts: this.prompts,
      model,
      templates,
    };
  }
}
