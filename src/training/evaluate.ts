/** Scores a model on fixed held-out prompts with the oracle. */
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { evaluationMetrics } from '../core/stepMetrics.ts';
import type { Outcome } from '../core/outcome.ts';
import { drawTask, type Task } from '../corpus/tasks.ts';
import type { Split } from '../corpus/splits.ts';
import { generate } from '../model/generation.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import type { Transformer } from '../model/transformer.ts';
import type { Oracle } from '../oracle/oracle.ts';

export interface EvaluationSettings {
  readonly split: Split;
  /** The first n tasks of the split: the same ones every time. */
  readonly prompts: number;
  /** 0 is greedy. */
  readonly temperature: number;
  readonly maxCompletionLength: number;
}

/** One completion of each task with what the oracle says. */
export interface Evaluation {
  readonly tasks: readonly Task[];
  readonly completions: readonly string[];
  readonly outcomes: readonly Outcome[];
  /** Keys eval/func@1, eval/sec@1, eval/func-sec@1. */
  readonly metrics: Record<string, number>;
}

/** Rows that decode together at most. */
export const evaluationRows = 128;

/** @param onProgress prompts done so far */
export async function evaluate(
  model: Transformer,
  tokenizer: Tokenizer,
  oracle: Oracle,
  settings: EvaluationSettings,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Evaluation> {
  const tasks = Array.from({ length: settings.prompts }, (_, i) => drawTask(settings.split, i));
  const completions: string[] = [];
  for (let at = 0; at < tasks.length; at += evaluationRows) {
    const prompts = tasks
      .slice(at, at + evaluationRows)
      .map((task) => tokenizer.encode(task.prompt));
    const streams = prompts.map((_, i) => createRandom(deriveSeed(0, 'evaluation', 0, at + i)));
    const sampled = await generate(model, prompts, {
      completionsPerPrompt: 1,
      maxCompletionLength: settings.maxCompletionLength,
      temperature: settings.temperature,
      draw: (row) => streams[row].uniform(),
      onProgress: (step, steps) =>
        onProgress(at + Math.floor((prompts.length * step) / steps), tasks.length),
    });
    completions.push(...sampled.map(({ ids }) => tokenizer.decode(ids)));
  }
  const outcomes = await oracle.judge(
    tasks.map((task, i) => ({
      prompt: task.prompt,
      completion: completions[i],
      tests: task.tests,
    })),
  );
  return { tasks, completions, outcomes, metrics: evaluationMetrics(outcomes) };
}
