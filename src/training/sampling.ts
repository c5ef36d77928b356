/** Which prompts a step trains on, and the group of completions sampled for each. */
import type { Completion } from '../model/generation.ts';
import { generate } from '../model/generation.ts';
import type { TokenisedText } from '../core/pair.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import type { TrainingTask } from '../corpus/tasks.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import type { Transformer } from '../model/transformer.ts';
import { corpusTasks, type TaskSource } from './taskSource.ts';

/** One sampled completion with its prompt; [T] arrays are per completion token, end token included. */
export interface SampledCompletion {
  readonly task: TrainingTask;
  /** Which prompt of the step, and which completion of its group. */
  readonly group: number;
  readonly index: number;
  readonly promptIds: readonly number[];
  readonly text: TokenisedText;
  /** log π_old [T], from the sampler. */
  readonly oldLogprobs: readonly number[];
  /** Entropy of π_old [T]. */
  readonly entropy: readonly number[];
  readonly isTruncated: boolean;
}

/** The prompts of a step: consecutive indices, so families or pairs take turns. */
export function drawPrompts(
  config: RunConfig,
  step: number,
  tasks: TaskSource = corpusTasks(config),
): TrainingTask[] {
  return Array.from({ length: config.promptsPerStep }, (_, p) =>
    tasks.taskAt(step * config.promptsPerStep + p),
  );
}

/**
 * Samples numGenerations completions of each task.
 * @returns [B], B = tasks · numGenerations, grouped by task
 */
export async function sampleCompletions(
  model: Transformer,
  tokenizer: Tokenizer,
  tasks: readonly TrainingTask[],
  config: RunConfig,
  step: number,
  onProgress: (done: number, total: number) => void,
): Promise<SampledCompletion[]> {
  const prompts = tasks.map((task) => tokenizer.encode(task.prompt));
  const streams = Array.from({ length: tasks.length * config.numGenerations }, (_, row) =>
    createRandom(deriveSeed(config.seed, 'sampling', step, row)),
  );
  const completions = await generate(model, prompts, {
    completionsPerPrompt: config.numGenerations,
    maxCompletionLength: config.maxCompletionLength,
    temperature: config.temperature,
    topK: config.topK,
    topP: config.topP,
    // Rows are drawn left to right, so each row's stream is its own whatever the batch.
    draw: (row) => streams[row].uniform(),
    onProgress,
  });
  return completions.map((completion, row) => {
    const group = Math.floor(row / config.numGenerations);
    return describe(completion, tokenizer, {
      task: tasks[group],
      group,
      index: row % config.numGenerations,
      promptIds: prompts[group],
    });
  });
}

function describe(
  { ids, logprobs, entropy, isTruncated }: Completion,
  tokenizer: Tokenizer,
  place: Pick<SampledCompletion, 'task' | 'group' | 'index' | 'promptIds'>,
): SampledCompletion {
  return {
    ...place,
    text: tokenizer.withSpans(ids),
    oldLogprobs: logprobs,
    entropy,
    isTruncated,
  };
}
