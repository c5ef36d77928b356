/** The estimate against what tfjs's buffer manager has allocated after a step. */
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { startWebGpu } from '../engine/backend.ts';
import { estimateMemory } from '../model/memoryEstimate.ts';
import { drawPrompts } from './sampling.ts';
import { spellingOracle } from './testing/spellingOracle.ts';
import { createTinyTrainer } from './testing/tinyTrainer.ts';
import { trainStep } from './trainStep.ts';

const silent = { onPhase: () => undefined, onRollouts: () => Promise.resolve() };

function allocatedBytes(): number {
  const memory: { numTensors: number; numBytesAllocatedInGPU?: number } = tf.memory();
  return memory.numBytesAllocatedInGPU ?? 0;
}

/** Share by which the estimate may miss: tfjs's pool holds some small tensors that it does not count. */
const tolerance = 0.2;

it.each([
  [8, 4, 32, 0],
  [8, 8, 64, 0],
  [8, 8, 64, 0.01],
])('is right for %i prompts × %i completions of %i tokens, entropy bonus %f', async (...sizes) => {
  const [promptsPerStep, numGenerations, maxCompletionLength, entropyCoef] = sizes;
  // A fresh device, whose pool is empty.
  await startWebGpu();
  const changes = { promptsPerStep, numGenerations, maxCompletionLength, entropyCoef };
  const trainer = await createTinyTrainer(changes);
  await trainStep({ ...trainer, oracle: spellingOracle }, 1, silent);
  const tasks = drawPrompts(trainer.config, 1);
  const rows = promptsPerStep * numGenerations;
  const estimate = estimateMemory(trainer.policy.config, {
    prompts: promptsPerStep,
    rows,
    sftRows: 0,
    decodedRows: rows,
    promptLength: Math.max(...tasks.map((task) => trainer.tokenizer.encode(task.prompt).length)),
    completionLength: maxCompletionLength,
    slots: trainer.memory.slots,
    hasEntropy: changes.entropyCoef > 0,
  });
  const ratio = allocatedBytes() / estimate.total;
  trainer.dispose();
  expect(Math.abs(ratio - 1), `allocated ${ratio.toFixed(2)} × estimate`).toBeLessThan(tolerance);
});
