/** Where the tasks of a run come from: the corpus, or pairs of the user's own. */
import type { RepairPair } from '../core/pair.ts';
import { unfitReason, type PairLimits, type PairSize } from '../core/pairFit.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { importedTask } from '../corpus/importedTasks.ts';
import { drawTask, type TrainingTask } from '../corpus/tasks.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import type { FindingSource } from './staticFindings.ts';

/** Tasks without end, from the seed and their index alone. */
export interface TaskSource {
  readonly taskAt: (index: number) => TrainingTask;
  /** Tokens of the longest prompt. */
  readonly longestPrompt: (encode: Tokenizer['encode']) => number;
  /** Looks at completions of tasks without tests; null where all have tests. */
  readonly analyser: FindingSource | null;
  /** How many pairs there are, and what tells them from others; null for the corpus. */
  readonly pairs: { readonly count: number; readonly fingerprint: string } | null;
}

/** Tasks of the corpus looked at for the longest prompt; names differ from task to task, families repeat. */
const sampledTasks = 256;

/** The train split of the corpus. */
export function corpusTasks(seed: number): TaskSource {
  const taskAt = (index: number) => drawTask('train', index, seed);
  const longestPrompt: TaskSource['longestPrompt'] = (encode) =>
    Math.max(...Array.from({ length: sampledTasks }, (_, i) => encode(taskAt(i).prompt).length));
  return { taskAt, longestPrompt, analyser: null, pairs: null };
}

/** A task of a pair with its tokens, which are counted once. */
export interface SizedTask {
  readonly task: TrainingTask;
  readonly size: PairSize;
}

/**
 * All pairs once in a drawn order, then all of them again in another.
 * @param sized at least one
 * @param analyser static rules, asked where there are some for the weakness
 */
export function importedTasks(
  sized: readonly SizedTask[],
  seed: number,
  analyser: FindingSource,
): TaskSource {
  const tasks = sized.map(({ task }) => task);
  const longest = sized.reduce((most, { size }) => Math.max(most, size.prompt), 0);
  const rounds = new Map<number, readonly TrainingTask[]>();
  const roundOf = (round: number) => {
    const known = rounds.get(round);
    if (known) return known;
    const order = createRandom(deriveSeed(seed, 'pairs', round, 0)).shuffle(tasks);
    rounds.set(round, order);
    return order;
  };
  return {
    taskAt: (index) => roundOf(Math.floor(index / tasks.length))[index % tasks.length],
    longestPrompt: () => longest,
    analyser,
    pairs: { count: tasks.length, fingerprint: hashOf(tasks) },
  };
}

/** Tasks of the pairs that fit. @returns none, one or many */
export function fittingTasks(
  sized: Iterable<{ readonly pair: RepairPair; readonly size: PairSize }>,
  limits: PairLimits,
): SizedTask[] {
  const tasks: SizedTask[] = [];
  for (const { pair, size } of sized) {
    if (unfitReason(size, limits) !== null) continue;
    const task = importedTask(pair);
    if (typeof task !== 'string') tasks.push({ task, size });
  }
  return tasks;
}

/** FNV-1a (Fowler, Noll and Vo) over the UTF-16 code units of all prompts and sides. */
function hashOf(tasks: readonly TrainingTask[]): string {
  let hash = 0x811c9dc5;
  const add = (text: string) => {
    // The length parts one text from the next.
    hash = Math.imul(hash ^ text.length, 0x01000193);
    for (let i = 0; i < text.length; i++) {
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    }
  };
  for (const { prompt, pair } of tasks) [prompt, pair.vulnerable, pair.secure].forEach(add);
  return `${tasks.length}-${(hash >>> 0).toString(16).padStart(8, '0')}`;
}
