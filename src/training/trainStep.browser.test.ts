/** Canaries of the whole step with real parts: determinism, ratio 1, micro-batches, no leak. */
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import type { Rollout } from '../core/rollout.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { describeOn, everyBackend, webGpu } from '../engine/testing/backends.ts';
import { readWeights } from '../model/transformer.ts';
import { drawPrompts, sampleCompletions } from './sampling.ts';
import { mostSlots } from './memoryPlan.ts';
import { scoreFrozen, splitRows } from './scoring.ts';
import { spellingOracle } from './testing/spellingOracle.ts';
import { createTinyTrainer } from './testing/tinyTrainer.ts';
import { trainStep } from './trainStep.ts';
import { batchGradients, updatePolicy } from './update.ts';

/** The last two only on WebGPU. */
interface MemoryReport {
  numTensors: number;
  numBytesInGPU?: number;
  numBytesAllocatedInGPU?: number;
}

const silent = { onPhase: () => undefined, onRollouts: () => Promise.resolve() };

async function trajectory(changes: Partial<RunConfig>, steps: number) {
  const trainer = await createTinyTrainer(changes);
  const rollouts: Rollout[][] = [];
  const metrics: Record<string, number>[] = [];
  for (let step = 1; step <= steps; step++) {
    const result = await trainStep(trainer, step, silent);
    rollouts.push(result.rollouts);
    metrics.push(result.metrics);
  }
  trainer.dispose();
  return { rollouts, metrics };
}

/** Real rollouts of an untrained model, whose own rewards are all 0, with advantages that differ by token. */
async function syntheticBatch(changes: Partial<RunConfig>) {
  const trainer = await createTinyTrainer(changes);
  const { policy, reference, tokenizer, config } = trainer;
  const tasks = drawPrompts(config, 1);
  const rows = await sampleCompletions(policy, tokenizer, tasks, config, 1, () => undefined);
  const batch = {
    rows,
    refLogprobs: await scoreFrozen(reference, rows, 1, mostSlots),
    values: rows.map((row) => row.text.ids.map(() => 0)),
    returns: rows.map((row, b) => row.text.ids.map((_, t) => 1 + Math.cos(2 * b + t))),
    completionMask: rows.map((row) => row.text.ids.map(() => 1)),
    advantages: rows.map((row, b) => row.text.ids.map((_, t) => Math.sin(b + 3 * t))),
  };
  return { trainer, batch };
}

const maxDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));

const withoutTime = (rollouts: Rollout[][]) =>
  rollouts.flat().map((r) => ({ ...r, outcome: { ...r.outcome, elapsedMs: 0 } }));

describeOn(everyBackend, 'trainStep', ({ name }) => {
  /** Memory must not have grown after them; a leak on WebAssembly shows as early. */
  const manySteps = name === webGpu.name ? 500 : 50;

  it('repeats itself: same seed, same rollouts and metrics', async () => {
    const [first, second] = [await trajectory({}, 3), await trajectory({}, 3)];
    expect(withoutTime(second.rollouts)).toEqual(withoutTime(first.rollouts));
    expect(second.metrics).toEqual(first.metrics);
    const other = await trajectory({ seed: 2 }, 1);
    expect(other.rollouts[0][0].completion).not.toBe(first.rollouts[0][0].completion);
  });

  it('has ratio 1 on the first update: the sampler and the training forward agree', async () => {
    const { rollouts } = await trajectory({ learningRate: 1e-2 }, 2);
    for (const { ratio, logprobs, oldLogprobs } of rollouts.flat()) {
      ratio.forEach((r) => expect(Math.abs(r - 1)).toBeLessThan(2e-4));
      logprobs.forEach((p, t) => expect(Math.abs(p - oldLogprobs[t])).toBeLessThan(1e-4));
    }
  });

  it('leaves ratio 1 behind on the second update of a batch', async () => {
    const { trainer, batch } = await syntheticBatch({ learningRate: 1e-2 });
    const { config } = trainer;
    const first = await updatePolicy(trainer, batch, config, mostSlots);
    const second = await updatePolicy(trainer, batch, config, mostSlots);
    trainer.dispose();
    const moved = (logprobs: number[][]) =>
      Math.max(
        ...logprobs.flatMap((row, b) =>
          row.map((p, t) => Math.abs(Math.exp(p - batch.rows[b].oldLogprobs[t]) - 1)),
        ),
      );
    expect(moved(first.logprobs)).toBeLessThan(2e-4);
    expect(moved(second.logprobs)).toBeGreaterThan(0.01);
  });

  it('gives the same update from micro-batches as from the whole batch', async () => {
    const updated = async (slots: number) => {
      const { trainer, batch } = await syntheticBatch({ promptsPerStep: 3 });
      const { policy, config } = trainer;
      const { loss, gradNorm } = await updatePolicy(trainer, batch, config, slots);
      const weights = await readWeights(policy);
      trainer.dispose();
      return { loss, gradNorm, weights };
    };
    const [whole, parts] = [await updated(mostSlots), await updated(60)];
    expect(Math.abs(parts.loss - whole.loss)).toBeLessThan(1e-5);
    expect(Math.abs(parts.gradNorm / whole.gradNorm - 1)).toBeLessThan(1e-4);
    expect(whole.gradNorm).toBeGreaterThan(0.01);
    for (const [name, { values }] of whole.weights) {
      const other = parts.weights.get(name)?.values ?? [];
      values.forEach((value, i) => expect(Math.abs(value - other[i])).toBeLessThan(1e-5));
    }
  });

  it('gives the same loss and gradients from micro-batches as from the whole batch', async () => {
    const size = { promptsPerStep: 3, numGenerations: 3 };
    const { trainer, batch } = await syntheticBatch({ ...size, targetModules: 'all' });
    const { policy, config } = trainer;
    const gradientsOf = async (slots: number) => {
      const { loss, gradients } = await batchGradients(trainer, batch, config, slots);
      // In the order of the weights, whose names differ between trainers.
      const values = await Promise.all(policy.variables.map((w) => gradients[w.name].data()));
      tf.dispose(gradients);
      return { loss, values };
    };
    const whole = await gradientsOf(mostSlots);
    // One row, a few rows and all but one row at once.
    for (const slots of [1, 60, 150]) {
      const parts = await gradientsOf(slots);
      expect(splitRows(batch.rows, slots).length).toBeGreaterThan(1);
      expect(Math.abs(parts.loss - whole.loss)).toBeLessThan(1e-5);
      parts.values.forEach((gradient, i) => {
        const largest = Math.max(...whole.values[i].map(Math.abs));
        expect(largest).toBeGreaterThan(0);
        const difference = maxDifference(gradient, whole.values[i]) / largest;
        expect(difference, policy.specs[i].name).toBeLessThan(1e-5);
      });
    }
    trainer.dispose();
  });

  it(`keeps the tensor count and the bytes flat from step 20 to step ${manySteps}`, async () => {
    const tiny = { promptsPerStep: 1, maxCompletionLength: 8, learningRate: 1e-3 };
    const trainer = await createTinyTrainer(tiny);
    const sizes: string[] = [];
    for (let step = 1; step <= manySteps; step++) {
      await trainStep({ ...trainer, oracle: spellingOracle }, step, silent);
      const memory: MemoryReport = tf.memory();
      const { numTensors, numBytesInGPU = 0, numBytesAllocatedInGPU = 0 } = memory;
      sizes.push(`${numTensors} tensors, ${numBytesInGPU} of ${numBytesAllocatedInGPU} bytes`);
    }
    trainer.dispose();
    // The families take turns; by then each one's prompt lengths have been seen.
    const settled = new Set(sizes.slice(19));
    expect([...settled], `${name}: ${sizes[0]} → ${sizes.at(-1)}`).toHaveLength(1);
  }, 300_000);
});
