/** Where the tasks of a run come from: the corpus, or pairs of the user's own. */
import type { RepairPair } from '../core/pair.ts';
import { unfitReason, type PairLimits, type PairSize } from '../core/pairFit.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { importedTask } from '../corpus/importedTasks.ts';
import { drawTask, familiesIn, type TrainingTask } from '../corpus/tasks.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import type { FindingSource } from './staticFindings.ts';

/** Tasks without end, from the seed and their index alone. */
export interface TaskSource {
  /** What RL asks for. */
  readonly taskAt: (index: number) => TrainingTask;
  /** What SFT learns from: all have a reference, and families take turns. Another stream than taskAt. */
  readonly repairAt: (index: number) => TrainingTask;
  /** Tokens of the longest prompt. */
  readonly longestPrompt: (encode: Tokenizer['encode']) => number;
  /** Looks at completions of tasks without tests; null where all have tests. */
  readonly analyser: FindingSource | null;
  /** How many pairs there are, and what tells them from others; null for the corpus. */
  readonly pairs: { readonly count: number; readonly fingerprint: string } | null;
}

type ScarceData = Pick<RunConfig, 'seed' | 'pairsPerFamily' | 'scarcePrompts'>;

/** Tasks of the corpus looked at for the longest prompt; names differ from task to task, families repeat. */
const sampledTasks = 256;

/** Above every seed of a run, so that no run or pre-training draws the repairs as its prompts. */
const repairSeeds = 2 ** 31;

/**
 * The train split of the corpus. Repairs are drawn from the run's seed, like prompts, so that runs with one seed
 * have the same ones. `pairsPerFamily` ends their stream after that many rounds over the families and begins it
 * anew: from then on a family has these pairs and no others. Prompts are then
 *
 * - limited: these same tasks, over and over;
 * - unlimited: by turns one of them and a fresh one without a reference, in every family.
 */
export function corpusTasks(config: ScarceData): TaskSource {
  const { seed, pairsPerFamily, scarcePrompts } = config;
  const families = familiesIn('train').length;
  const repairs = pairsPerFamily === 0 ? Infinity : pairsPerFamily * families;
  const repairAt = (index: number) => drawTask('train', index % repairs, seed + repairSeeds);
  const taskAt = (index: number): TrainingTask => {
    if (pairsPerFamily === 0) return drawTask('train', index, seed);
    if (scarcePrompts === 'limited') return repairAt(index);
    const family = index % families;
    const round = Math.floor(index / families);
    // By round and family, so that each half of a round has both kinds.
    if ((round + family) % 2 === 1)
      return { ...drawTask('train', index, seed), hasReference: false };
    return repairAt(Math.floor(round / 2) * families + family);
  };
  const longestPrompt: TaskSource['longestPrompt'] = (encode) =>
    Math.max(...Array.from({ length: sampledTasks }, (_, i) => encode(taskAt(i).prompt).length));
  return { taskAt, repairAt, longestPrompt, analyser: null, pairs: null };
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
  return {
    taskAt: inRounds(tasks, seed, 'pairs'),
    repairAt: inRounds(tasks, seed, 'repairs'),
    longestPrompt: () => longest,
    analyser,
    pairs: { count: tasks.length, fingerprint: hashOf(tasks) },
  };
}

function inRounds(tasks: readonly TrainingTask[], seed: number, stream: string) {
  const rounds = new Map<number, readonly TrainingTask[]>();
  const roundOf = (round: number) => {
    const known = rounds.get(round);
    if (known) return known;
    const order = createRandom(deriveSeed(seed, stream, round, 0)).shuffle(tasks);
    rounds.set(round, order);
    return order;
  };
  return (index: number) => roundOf(Math.floor(index / tasks.length))[index % tasks.length];
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
