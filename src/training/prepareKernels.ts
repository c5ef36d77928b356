/** Compiles the pipelines of a run before the first one starts. */
import * as tf from '@tensorflow/tfjs';
import { runConfigSchema } from '../core/runConfig.ts';
import { compileAhead } from '../engine/compileAhead.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { rehearseGeneration } from '../model/generation.ts';
import type { Oracle } from '../oracle/oracle.ts';
import { microBatch } from './microBatch.ts';
import { drawPrompts, type SampledCompletion } from './sampling.ts';
import { disposeScoringBatch } from './scoring.ts';
import { trainedVariables } from './targetModules.ts';
import { createTrainer } from './trainer.ts';

/** Pipelines do not depend on sizes that a run may set, so a small batch asks for all of them. */
const smallRun = runConfigSchema.parse({
  promptsPerStep: 1,
  numGenerations: 2,
  maxCompletionLength: 8,
});

/**
 * Compiles what a training step and an evaluation dispatch; the engine's tuner then knows the products.
 * @param onProgress pipelines compiled so far
 */
export const prepareKernels = (
  checkpoint: Checkpoint,
  oracle: Oracle,
  onProgress: (done: number, total: number) => void,
): Promise<void> => compileAhead(() => rehearse(checkpoint, oracle), onProgress);

/** One step's dispatches, with nothing read back: under compileAhead there is nothing to read. */
function rehearse(checkpoint: Checkpoint, oracle: Oracle): void {
  const trainer = createTrainer(checkpoint, smallRun, oracle);
  const { policy, critic, tokenizer, optimizer } = trainer;
  const [task] = drawPrompts(smallRun, 0);
  const promptIds = tokenizer.encode(task.prompt);
  rehearseGeneration(policy, promptIds, smallRun);
  rehearseGeneration(policy, promptIds, { temperature: 0 });
  const row: SampledCompletion = {
    task,
    group: 0,
    index: 0,
    promptIds,
    text: tokenizer.withSpans(tokenizer.encode(task.pair.secure)),
    oldLogprobs: [],
    entropy: [],
    isTruncated: false,
  };
  // Two rows: tfjs has pipelines of its own for sizes of one.
  const rows = [row, row];
  const ones = rows.map(({ text }) => text.ids.map(() => 1));
  const values = { oldLogprobs: ones, refLogprobs: ones, advantages: ones, weights: ones };
  const result = microBatch({ policy, critic }, smallRun, { rows, ...values, critic: null });
  const clip = tf.tidy(() =>
    optimizer.update(result.gradients, smallRun, trainedVariables(policy, smallRun)),
  );
  tf.dispose([clip, result.loss, result.logprobs, ...Object.values(result.gradients)]);
  disposeScoringBatch(result.batch);
  trainer.dispose();
}
