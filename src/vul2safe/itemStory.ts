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
import { planOf } from './directives.ts';
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
export function queuedSummary(
  item: SourceItem,
  index: number,
  directives: readonly Directive[],
): ItemSummary {
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
    isDirected: directives.length > 0,
    isByPerson: planOf(directives).decision === 'accept',
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
  steps: Step[] = [];
  #summary: ItemSummary;

  constructor(private readonly parts: StoryParts) {
    const { item, index, directives, flags } = parts;
    const summary = queuedSummary(item, index, directives);
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

  /** Takes over what was found out before. */
  keep({ steps, secure, prompts, summary }: Story): void {
    const { cwe, milestone, round, confidence } = summary;
    this.steps = [...steps];
    this.secure = secure;
    this.prompts = [...prompts];
    this.#change({ cwe, milestone, round, confidence });
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
