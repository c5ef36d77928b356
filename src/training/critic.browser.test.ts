/** The critic, passes and mini-batches in the real update: what moves what. */
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { miniBatches } from '../core/miniBatches.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { describeOn, everyBackend, wasm } from '../engine/testing/backends.ts';
import { readWeights } from '../model/transformer.ts';
import { scoreValues } from './critic.ts';
import { mostSlots } from './memoryPlan.ts';
import { drawPrompts, sampleCompletions } from './sampling.ts';
import { spellingOracle } from './testing/spellingOracle.ts';
import { createTinyTrainer } from './testing/tinyTrainer.ts';
import { trainStep } from './trainStep.ts';
import { batchGradients, updatePass, updatePolicy } from './update.ts';

const silent = { onPhase: () => undefined, onRollouts: () => Promise.resolve() };

/** Real rollouts, with a head that has learnt something already, and returns that differ by token. */
async function criticBatch(changes: Partial<RunConfig>) {
  const trainer = await createTinyTrainer({
    advantageEstimator: 'gae',
    targetModules: 'all',
    ...changes,
  });
  const { policy, critic, tokenizer, config } = trainer;
  if (!critic) throw new Error('gae has a critic');
  const { weight } = critic;
  tf.tidy(() =>
    weight.assign(
      tf
        .sin(tf.range(1, 1 + weight.size))
        .reshape(weight.shape)
        .mul(0.1),
    ),
  );
  const tasks = drawPrompts(config, 1);
  const rows = await sampleCompletions(policy, tokenizer, tasks, config, 1, () => undefined);
  const perToken = (valueAt: (b: number, t: number) => number) =>
    rows.map((row, b) => row.text.ids.map((_, t) => valueAt(b, t)));
  const batch = {
    rows,
    refLogprobs: rows.map((row) => row.oldLogprobs),
    completionMask: perToken(() => 1),
    advantages: perToken((b, t) => Math.sin(b + 3 * t)),
    values: await scoreValues(policy, critic, rows, mostSlots),
    returns: perToken((b, t) => 1 + Math.cos(2 * b + t)),
  };
  return { trainer, critic, batch };
}

type Made = Awaited<ReturnType<typeof criticBatch>>;

async function gradientsOf(
  { trainer, critic, batch }: Made,
  changes: Partial<RunConfig>,
  { slots = mostSlots, isAlone = false } = {},
) {
  const config = { ...trainer.config, ...changes };
  const models = isAlone ? { policy: trainer.policy, critic: null } : trainer;
  const { gradients } = await batchGradients(models, batch, config, slots);
  const read = (names: string[]) =>
    Promise.all(names.map(async (name) => [...(await gradients[name].data())]));
  const policy = (await read(trainer.policy.variables.map(({ name }) => name))).flat();
  const head = isAlone ? [] : (await read([critic.weight.name, critic.bias.name])).flat();
  tf.dispose(gradients);
  return { policy, head };
}

const maxDifference = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])));

describeOn(everyBackend, 'critic', () => {
  it('leaves the policy alone unless criticTrunkGradient says otherwise, and vfCoef scales its gradient', async () => {
    const made = await criticBatch({});
    const alone = await gradientsOf(made, {}, { isAlone: true });
    const detached = await gradientsOf(made, {});
    const shared = await gradientsOf(made, { criticTrunkGradient: true });
    const largest = Math.max(...alone.policy.map(Math.abs));
    expect(maxDifference(detached.policy, alone.policy)).toBeLessThan(1e-5 * largest);
    expect(maxDifference(shared.policy, alone.policy)).toBeGreaterThan(1e-3 * largest);
    const twice = await gradientsOf(made, { vfCoef: 0.2 });
    const doubled = detached.head.map((g) => 2 * g);
    expect(Math.max(...doubled.map(Math.abs))).toBeGreaterThan(0.01);
    expect(maxDifference(twice.head, doubled)).toBeLessThan(1e-5);
    const parts = await gradientsOf(made, {}, { slots: 60 });
    expect(maxDifference(parts.head, detached.head)).toBeLessThan(1e-5);
    made.trainer.dispose();
  });

  it('takes a whole step with gae, whose values start at 0 and move, and without a leak', async () => {
    const trainer = await createTinyTrainer({
      advantageEstimator: 'gae',
      numIterations: 2,
      numMiniBatches: 2,
      klPlacement: 'reward',
      klController: 'adaptive',
      entropyCoef: 0.01,
      topEntropyQuantile: 0.5,
      importanceSamplingLevel: 'sequence',
      whitenAdvantages: true,
    });
    const before = await readWeights(trainer.policy);
    const step = (at: number) => trainStep({ ...trainer, oracle: spellingOracle }, at, silent);
    const first = await step(1);
    const tensors = tf.memory().numTensors;
    const second = await step(2);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(first.rollouts.flatMap((r) => r.values ?? [1]).every((v) => v === 0)).toBe(true);
    expect(second.rollouts.flatMap((r) => r.values ?? [0]).some((v) => v !== 0)).toBe(true);
    // A fresh reference: ratio 1 and KL 0 when the first rollouts were sampled, then β falls.
    expect(first.rollouts.flatMap((r) => r.klRewards).every((v) => Math.abs(v) < 1e-5)).toBe(true);
    expect(second.metrics['objective/kl_coef']).toBeLessThan(first.metrics['objective/kl_coef']);
    for (const { metrics } of [first, second]) {
      expect(Object.values(metrics).every(Number.isFinite)).toBe(true);
      expect(Object.keys(metrics).filter((key) => key.startsWith('critic/'))).toHaveLength(6);
    }
    expect(await readWeights(trainer.policy)).not.toEqual(before);
    trainer.dispose();
    const plain = await createTinyTrainer({});
    const { metrics } = await trainStep({ ...plain, oracle: spellingOracle }, 1, silent);
    expect(Object.keys(metrics).filter((key) => /^(critic|objective)\//.test(key))).toEqual([]);
    plain.dispose();
  });
});

// The same code on both; WebAssembly is the faster one in tests.
describeOn([wasm], 'critic', () => {
  it('learns returns, at its own learning rate', async () => {
    const lossesAt = async (criticLearningRate: number) => {
      const made = await criticBatch({ learningRate: 0, criticLearningRate, cliprangeValue: 100 });
      const { trainer, batch } = made;
      const errors: number[] = [];
      for (let i = 0; i < 12; i++) {
        const { vpreds } = await updatePolicy(trainer, batch, trainer.config, mostSlots);
        const squares = (vpreds ?? []).flatMap((row, b) =>
          row.map((v, t) => (v - batch.returns[b][t]) ** 2),
        );
        errors.push(squares.reduce((x, y) => x + y, 0) / squares.length);
      }
      trainer.dispose();
      return errors;
    };
    const learnt = await lossesAt(0.05);
    expect(learnt[11]).toBeLessThan(0.8 * learnt[0]);
    const still = await lossesAt(0);
    expect(still[11]).toBeCloseTo(still[0], 5);
  });

  it('cuts a pass into as many updates as numMiniBatches, and gives rows back in their order', async () => {
    const { trainer, critic, batch } = await criticBatch({ numMiniBatches: 3, learningRate: 0 });
    const { config, optimizer } = trainer;
    const parts = miniBatches(batch.rows.length, config, 1, 0);
    expect(parts.flat()).not.toEqual([0, 1, 2, 3]);
    const { logprobs } = await updatePass(trainer, batch, parts, config, mostSlots);
    expect((await optimizer.read()).updates).toBe(3);
    expect((await critic.optimizer.read()).updates).toBe(3);
    logprobs.forEach((row, b) =>
      expect(maxDifference(row, batch.rows[b].oldLogprobs)).toBeLessThan(1e-4),
    );
    trainer.dispose();
  });

  it('has an entropy bonus that raises the entropy', async () => {
    const { trainer, batch } = await criticBatch({ learningRate: 1e-2 });
    const config = { ...trainer.config, entropyCoef: 1, beta: 0 };
    const still = { ...batch, advantages: batch.advantages.map((row) => row.map(() => 0)) };
    const first = await updatePolicy(trainer, still, config, mostSlots);
    const second = await updatePolicy(trainer, still, config, mostSlots);
    // With no advantage and no KL the loss is −entropy.
    expect(first.loss).toBeLessThan(0);
    expect(second.loss).toBeLessThan(first.loss - 1e-4);
    trainer.dispose();
  });
});
