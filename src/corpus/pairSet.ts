/** Sorts a file of pairs as it is read: those a model can train on, why the others cannot, and what may be wrong. */
import type { TokenisedText } from '../core/pair.ts';
import { unfitReason, type PairSize, type UnfitReason } from '../core/pairFit.ts';
import { defaultRunConfig } from '../core/runConfig.ts';
import { securityMask } from '../core/securityMask.ts';
import { importedTask, sizeOf } from './importedTasks.ts';
import type { LintCode } from './lintTable.ts';
import { createPairLinter } from './pairLints.ts';
import type { ImportedPair } from './pairRow.ts';
import type { PairEvent } from './pairStream.ts';
import type { TrainingTask } from './tasks.ts';

/** What is needed of a model's tokenizer. */
export interface PairTokenizer {
  readonly endToken: { readonly id: number };
  readonly encode: (text: string) => number[];
  readonly withSpans: (ids: readonly number[]) => TokenisedText;
}

/** A row that gave no pair. */
export interface BadRow {
  readonly line: number;
  /** What is wrong and why it matters, as the end of "line 3: …". */
  readonly message: string;
  readonly advice: string;
}

/** A pair that fits the context of the model, as a task. */
export interface FittingPair {
  readonly pair: ImportedPair;
  readonly task: TrainingTask;
  readonly size: PairSize;
}

/** Bad rows told one by one; of the rest only the number is. */
export const mostBadRows = 50;

/** More than tokens of code have on average. */
const charactersPerToken = 4;

/** One file. Lints are of the pairs that fit the model: of others it does not matter how they are. */
export class PairSet {
  /** Pairs that were read well. */
  read = 0;
  badRows = 0;
  readonly firstBadRows: BadRow[] = [];
  /** Pairs that no setting makes fit, by reason. */
  readonly unfit = new Map<UnfitReason, number>();
  readonly lints = new Map<LintCode, number>();
  readonly #lint: ReturnType<typeof createPairLinter>;

  /** @param context tokens that the model holds */
  constructor(
    private readonly tokenizer: PairTokenizer,
    readonly context: number,
  ) {
    this.#lint = createPairLinter(Infinity);
  }

  /** @returns the pair of the event, when it has one that fits the model */
  take(event: PairEvent): FittingPair | null {
    if (event.kind === 'progress') return null;
    if (event.kind === 'error') {
      this.badRows += 1;
      const { message, advice } = event.error;
      if (this.firstBadRows.length < mostBadRows) {
        this.firstBadRows.push({ line: event.line, message, advice });
      }
      return null;
    }
    this.read += 1;
    const fitting = this.#fit(event.pair);
    if (typeof fitting === 'string') {
      count(this.unfit, fitting);
      return null;
    }
    this.#lintPair(event.line, fitting);
    return fitting;
  }

  #fit(pair: ImportedPair): FittingPair | UnfitReason {
    if (this.#isFarTooLong(pair.secure) || this.#isFarTooLong(pair.vulnerable)) return 'context';
    const task = importedTask(pair);
    if (typeof task === 'string') return task;
    const size = sizeOf(task, this.tokenizer.encode);
    // The longest completion is a setting, which may change later: here only the model counts.
    const limits = { context: this.context, maxCompletionLength: size.side };
    return unfitReason(size, limits) ?? { pair, task, size };
  }

  /** Most functions of data sets are; reading is then several times as fast as with all their tokens. */
  #isFarTooLong(side: string): boolean {
    const beginning = side.slice(0, charactersPerToken * this.context);
    return (
      beginning.length < side.length && this.tokenizer.encode(beginning).length > this.context + 1
    );
  }

  #lintPair(line: number, { pair, task, size }: FittingPair): void {
    const tokenise = (code: string) =>
      this.tokenizer.withSpans([...this.tokenizer.encode(code), this.tokenizer.endToken.id]);
    const mask = securityMask(
      { vulnerable: tokenise(task.pair.vulnerable), secure: tokenise(task.pair.secure) },
      defaultRunConfig,
    );
    const lints = this.#lint({ line, pair, mask, promptTokens: size.prompt });
    for (const { code } of lints) count(this.lints, code);
  }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
