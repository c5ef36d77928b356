/** Scores a model on fixed held-out prompts with the oracle. */
import type { EvaluationSample } from '../core/evaluationSample.ts';
import type { JudgedPrompt } from '../core/scores.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { evaluationMetrics } from '../core/stepMetrics.ts';
import { isFunctional, isSecure, type Outcome } from '../core/outcome.ts';
import { drawTask, type Task } from '../corpus/tasks.ts';
import type { Split } from '../corpus/splits.ts';
import { generate } from '../model/generation.ts';
import type { Tokenizer } from '../model/tokenizer.ts';
import type { Transformer } from '../model/transformer.ts';
import type { Oracle } from '../oracle/oracle.ts';

export interface EvaluationSettings {
  readonly split: Split;
  /** The first so many tasks of the split: the same ones every time. */
  readonly prompts: number;
  /** n; 1 without it. More than one says something only above temperature 0. */
  readonly completionsPerPrompt?: number;
  /** 0 is greedy. */
  readonly temperature: number;
  /** Among the k most likely tokens only; 0 or absent: among all. */
  readonly topK?: number;
  /** Among the most likely tokens that hold this share of the mass only; 1 or absent: among all. */
  readonly topP?: number;
  readonly maxCompletionLength: number;
}

/** What was written and what the oracle says, [prompts · n], grouped by prompt. */
export interface Evaluation {
  /** The task of each completion. */
  readonly tasks: readonly Task[];
  readonly completions: readonly string[];
  readonly outcomes: readonly Outcome[];
  /** Keys eval/func@1, eval/sec@1, eval/func-sec@1. */
  readonly metrics: Record<string, number>;
}

/** Rows that decode together at most. */
export const evaluationRows = 128;

/** @param onProgress completions done so far */
export async function evaluate(
  model: Transformer,
  tokenizer: Tokenizer,
  oracle: Oracle,
  settings: EvaluationSettings,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Evaluation> {
  const { split, completionsPerPrompt: n = 1, topK = 0, topP = 1 } = settings;
  const asked = Array.from({ length: settings.prompts }, (_, i) => drawTask(split, i)); // [prompts]
  const tasks = asked.flatMap((task) => Array.from({ length: n }, () => task)); // [prompts · n]
  const completions: string[] = [];
  const promptsAtOnce = Math.max(1, Math.floor(evaluationRows / n));
  for (let at = 0; at < asked.length; at += promptsAtOnce) {
    const prompts = asked
      .slice(at, at + promptsAtOnce)
      .map((task) => tokenizer.encode(task.prompt));
    const rows = prompts.length * n;
    const streams = Array.from({ length: rows }, (_, row) =>
      createRandom(deriveSeed(0, 'evaluation', 0, at * n + row)),
    );
    const sampled = await generate(model, prompts, {
      completionsPerPrompt: n,
      maxCompletionLength: settings.maxCompletionLength,
      temperature: settings.temperature,
      topK,
      topP,
      draw: (row) => streams[row].uniform(),
      onProgress: (step, steps) =>
        onProgress(at * n + Math.floor((rows * step) / steps), tasks.length),
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

/** Prompt by prompt, for core/scores.ts. @param n completions of each prompt */
export function judgedPrompts({ tasks, completions, outcomes }: Evaluation, n = 1): JudgedPrompt[] {
  const judged = completions.map((text, i) => ({ text, outcome: outcomes[i] }));
  return Array.from({ length: tasks.length / n }, (_, p) => ({
    cwe: tasks[p * n].cwe,
    completions: judged.slice(p * n, (p + 1) * n),
  }));
}

/** What is kept of an evaluation, prompt by prompt. */
export const samplesOf = ({ tasks, completions, outcomes }: Evaluation): EvaluationSample[] =>
  tasks.map(({ prompt, family, pair }, i) => ({
    prompt,
    family,
    cwe: pair.cwe === '' ? null : pair.cwe,
    completion: completions[i],
    isFunctional: isFunctional(outcomes[i]),
    isSecure: isSecure(outcomes[i]),
  }));
