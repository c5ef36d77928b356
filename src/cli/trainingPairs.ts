/** The pairs of a file that a run can train on, with what is wrong with the others told on stderr. */
import { unfitReasonNames, unfitReasons, unfitReason, type UnfitReason } from '../core/pairFit.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { PairFormatName } from '../corpus/pairFormats.ts';
import { PairSet, type PairTokenizer } from '../corpus/pairSet.ts';
import type { ModelConfig } from '../model/modelConfig.ts';
import type { SizedTask } from '../training/taskSource.ts';
import { CommandError } from './errors.ts';
import { say } from './output.ts';
import { readPairs } from './pairFile.ts';

export interface PairFile {
  readonly file: string;
  readonly format: PairFormatName;
}

export interface TrainingPairs {
  readonly tasks: readonly SizedTask[];
  /** For summary.json. */
  readonly summary: object;
}

/** What a model must say for pairs to be measured by it. */
interface PairModel {
  readonly config: Pick<ModelConfig, 'max_position_embeddings'>;
  readonly tokenizer: PairTokenizer;
}

/** Bad rows told one by one; of the rest only the number is. */
const mostTold = 20;

/** @throws CommandError when the file cannot be read, or none of its pairs can train */
export async function readTrainingPairs(
  { file, format }: PairFile,
  { config: model, tokenizer }: PairModel,
  { maxCompletionLength }: RunConfig,
): Promise<TrainingPairs> {
  const context = model.max_position_embeddings;
  const set = new PairSet(tokenizer, context);
  const tasks: SizedTask[] = [];
  const unfit = new Map<UnfitReason, number>();
  for await (const event of readPairs(file, format)) {
    const fitting = set.take(event);
    if (fitting === null) continue;
    const reason = unfitReason(fitting.size, { context, maxCompletionLength });
    if (reason === null) tasks.push(fitting);
    else unfit.set(reason, (unfit.get(reason) ?? 0) + 1);
  }
  for (const { line, message, advice } of set.firstBadRows.slice(0, mostTold)) {
    say(`${file}:${line}: ${message}. ${advice}`);
  }
  if (set.badRows > mostTold) say(`and ${set.badRows - mostTold} more.`);
  say(
    `Pairs: ${set.read} read, ${tasks.length} can train with this model; bad rows: ${set.badRows}.`,
  );
  for (const reason of unfitReasonNames) {
    const count = (set.unfit.get(reason) ?? 0) + (unfit.get(reason) ?? 0);
    if (count > 0) say(`${count} left out: ${unfitReasons[reason]}`);
  }
  if (tasks.length === 0) {
    throw new CommandError(
      `${file} holds no pair of the format ${format} that can train with this model.`,
      'Correct what is told above, or choose another --format, --model or --set maxCompletionLength.',
    );
  }
  say('No tests run for these: the outcome is similarity to the repair and static findings.');
  const { read, badRows } = set;
  return { tasks, summary: { file, format, read, badRows, trained: tasks.length } };
}
