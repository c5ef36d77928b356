/** A run through all stages: the reference after SFT, going on inside it and at its end, and what is shown first. */
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import type { RunConfig } from '../core/runConfig.ts';
import { describeOn, everyBackend, wasm } from '../engine/testing/backends.ts';
import { readRunCheckpoint, type NamedFile, type RunCheckpoint } from './runCheckpoint.ts';
import { runTinyTrainer } from './testing/tinyRun.ts';
import { tinyCheckpoint } from './testing/tinyTrainer.ts';

const config: Partial<RunConfig> = {
  sftSteps: 2,
  sftBatch: 3,
  sftLearningRate: 1e-2,
  outcomeSteps: 2,
  maxSteps: 3,
  saveSteps: 1,
  evalSteps: 100,
  evalPrompts: 8,
  learningRate: 1e-2,
  alpha: 1,
};
const runTiny = (changes: Partial<RunConfig>, from?: RunCheckpoint) =>
  runTinyTrainer({ ...config, ...changes }, from);

const read = (files: readonly NamedFile[]) =>
  readRunCheckpoint((name) => {
    const file = files.find((f) => f.name === name);
    return file ? Promise.resolve(file.bytes) : Promise.reject(new Error(`there is no ${name}`));
  }, 'tiny');

describeOn(everyBackend, 'a run through all stages', () => {
  it('takes what SFT left as reference, goes on exactly, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const whole = await runTiny({});
    expect(whole.stages).toEqual([
      { stage: 'sft', from: 1 },
      { stage: 'outcome', from: 3 },
      { stage: 'token', from: 5 },
    ]);
    // One group of the untrained model, then nothing until RL.
    expect(Object.keys(whole.rollouts)).toEqual(['0', '3', '4', '5']);
    expect(whole.rollouts[0]).toHaveLength(2);
    expect(whole.evaluated).toEqual([0, 2, 4, 5]);
    expect(whole.metrics[1]['sft/loss']).toBeGreaterThan(whole.metrics[2]['sft/loss']);
    expect(whole.metrics[3]).not.toHaveProperty('sft/loss');
    const tokenTerm = (step: number) =>
      whole.rollouts[step].flatMap((r) => r.tokenAdvantages).some((a) => a !== 0);
    expect([3, 4].some(tokenTerm)).toBe(false);
    // At the first RL step the policy is its reference, and not the model that it began from.
    const { refLogprobs, oldLogprobs } = whole.rollouts[3][0];
    refLogprobs.forEach((p, t) => expect(Math.abs(p - oldLogprobs[t])).toBeLessThan(1e-4));
    expect(whole.metrics[5]['kl']).toBeGreaterThan(1e-6);

    const [atEnd, inside] = await Promise.all([read(whole.files[2]), read(whole.files[4])]);
    expect(atEnd.reference).toBeNull();
    expect(inside.reference).toEqual(atEnd.weights);
    expect(inside.optimizer.updates).toBe(2);
    for (const from of [atEnd, inside]) {
      const resumed = await runTiny({}, from);
      expect(resumed.metrics[5]).toEqual(whole.metrics[5]);
      expect(resumed.weights).toEqual(whole.weights);
      expect(resumed.rollouts[0]).toBeUndefined();
    }
    expect(tf.memory().numTensors).toBe(before);
  }, 300_000);
});

describeOn([wasm], 'SFT', () => {
  it('moves the weights by its own learning rate', async () => {
    const { weights: initial } = await tinyCheckpoint();
    const still = await runTiny({ sftSteps: 1, maxSteps: 0, sftLearningRate: 0 });
    expect(still.weights).toEqual(initial);
    const moved = await runTiny({ sftSteps: 1, maxSteps: 0 });
    expect(moved.weights).not.toEqual(initial);
  }, 300_000);
});
