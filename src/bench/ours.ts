/** PatchGrad's engine at the benchmark's work: the model, the training step and the sampler of a run. */
import * as tf from '@tensorflow/tfjs';
import { startWebGpu } from '../engine/backend.ts';
import { generate } from '../model/generation.ts';
import type { ModelConfig } from '../model/modelConfig.ts';
import { createTransformer } from '../model/transformer.ts';
import { createOptimizer } from '../training/optimizer.ts';
import { crossEntropyStep } from '../training/sft.ts';
import type { BenchEngine } from './benchEngine.ts';
import {
  benchWeights,
  generation,
  optimizerSettings,
  randomDraws,
  randomRows,
  trainBatch,
} from './workload.ts';

export async function startOurs(config: ModelConfig): Promise<BenchEngine> {
  const { tuner } = await startWebGpu();
  const model = createTransformer(config, benchWeights(config), true);
  const optimizer = createOptimizer(model.variables, optimizerSettings.beta2);
  const texts = randomRows(trainBatch.rows, trainBatch.width, config.vocab_size).map((ids) => ({
    ids,
    lossFrom: 1,
  }));
  const { rows, steps, promptLength } = generation;
  const prompts = randomRows(rows, promptLength, config.vocab_size);
  const draws = randomDraws(rows, steps);
  return {
    trainStep: async () => {
      const { loss } = await crossEntropyStep(model, optimizer, texts, optimizerSettings);
      // Measures in the warm-up, when the products are known; later calls find nothing left to do.
      await tuner?.measureAsked();
      return loss;
    },
    generate: async () => {
      const completions = await generate(model, prompts, {
        completionsPerPrompt: 1,
        maxCompletionLength: steps,
        temperature: 1,
        draw: (row, step) => draws[row][step],
      });
      return completions.map(({ ids }) => ids);
    },
    multiply,
  };
}

async function multiply(n: number, count: number): Promise<void> {
  const [a, b] = [tf.ones([n, n]), tf.ones([n, n])];
  for (let i = 1; i < count; i++) tf.matMul(a, b).dispose();
  const corner = tf.tidy(() => tf.slice(tf.matMul(a, b), [0, 0], [1, 1]));
  const [value] = await corner.data();
  tf.dispose([a, b, corner]);
  if (value !== n) throw new Error(`A product of ones [${n},${n}] gave ${value} instead of ${n}.`);
}
