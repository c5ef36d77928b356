/** Where the tasks of a run come from: the corpus, or pairs of the user's own. */
import type { RepairPair } from '../core/pair.ts';
import { unfitReason, type PairLimits } from '../core/pairFit.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { importedTask, sizeOf } from '../corpus/importedTasks.ts';
import { drawTask, type TrainingTask } from '../corpus/tasks.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import type { FindingSource } from './staticFindings.ts';

/** Tasks without end, from the seed and their index alone. */
export interface TaskSource {
  readonly taskAt: (index: number) => TrainingTask;
  /** Indices from 0 that are looked at for the longest prompt. */
  readonly telling: number;
  /** Looks at completions of tasks without tests; null where all have tests. */
  readonly analyser: FindingSource | null;
  /** Tells whether two sources of pairs are the same one; null for the corpus. */
  readonly fingerprint: string | null;
}

/** The train split of the corpus. Names differ from task to task; families, and so lengths, repeat. */
export const corpusTasks = (seed: number): TaskSource => ({
  taskAt: (index) => drawTask('train', index, seed),
  telling: 256,
  analyser: null,
  fingerprint: null,
});

/**
 * All pairs once in a drawn order, then all of them again in another.
 * @param tasks at least one
 * @param analyser static rules, asked where there are some for the weakness
 */
export function importedTasks(
  tasks: readonly TrainingTask[],
  seed: number,
  analyser: FindingSource,
): TaskSource {
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
    telling: tasks.length,
    analyser,
    fingerprint: hashOf(tasks),
  };
}

/** Tasks of the pairs that fit. @returns none, one or many */
export function fittingTasks(
  pairs: Iterable<RepairPair>,
  tokenizer: Pick<Tokenizer, 'encode'>,
  limits: PairLimits,
): TrainingTask[] {
  const tasks: TrainingTask[] = [];
  for (const pair of pairs) {
    const task = importedTask(pair);
    if (typeof task === 'string') continue;
    if (unfitReason(sizeOf(task, tokenizer.encode), limits) === null) tasks.push(task);
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
