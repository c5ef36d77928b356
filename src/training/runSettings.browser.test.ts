/** Each setting of run, rollout and optimizer, changed alone in a tiny run, makes the difference that its meaning promises. */
import { beforeAll, expect, it } from 'vitest';
import { settingNames, type RunConfig, type SettingName } from '../core/runConfig.ts';
import { settings } from '../core/settings.ts';
import { mean } from '../core/statistics.ts';
import { describeOn, wasm } from '../engine/testing/backends.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { runTinyTrainer } from './testing/tinyRun.ts';
import { tinyCheckpoint } from './testing/tinyTrainer.ts';

type Run = Awaited<ReturnType<typeof runTinyTrainer>>;

const common: Partial<RunConfig> = {
  maxSteps: 2,
  evalSteps: 100,
  saveSteps: 100,
  evalPrompts: 8,
  learningRate: 1e-2,
};

const texts = ({ rollouts }: Run, step: number) => rollouts[step].map((r) => r.completion);
const lengths = ({ rollouts }: Run) => rollouts[1].map((r) => r.tokens.length);
/** Completions of each prompt. */
const groups = ({ rollouts }: Run) => {
  const sizes: number[] = [];
  for (const { group } of rollouts[1]) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes;
};
const isAlike = (run: Run) => new Set(texts(run, 1)).size <= groups(run).length;
const savedAt = ({ files }: Run) => Object.keys(files).map(Number);
const values = ({ rollouts }: Run, step: number) => rollouts[step].flatMap((r) => r.values ?? []);
/** The weights that every run begins with. */
let initial: Checkpoint['weights'];

/** Names of the weights that training changed. */
const moved = ({ weights }: Run) =>
  [...weights]
    .filter(([name, { values: now }]) =>
      now.some((value, i) => value !== initial.get(name)?.values[i]),
    )
    .map(([name]) => name)
    .sort();

interface Difference {
  /** Without these settings it has no effect. */
  readonly beside?: Partial<RunConfig>;
  readonly changes: Partial<RunConfig>;
  readonly sees: (before: Run, after: Run) => void;
}

const promised: Partial<Record<SettingName, Difference>> = {
  seed: {
    changes: { seed: 2 },
    sees: (before, after) => expect(texts(after, 1)).not.toEqual(texts(before, 1)),
  },
  evalSteps: {
    changes: { evalSteps: 1 },
    sees: (before, after) =>
      expect([before.evaluated, after.evaluated]).toEqual([
        [0, 2],
        [0, 1, 2],
      ]),
  },
  saveSteps: {
    changes: { saveSteps: 1 },
    sees: (before, after) => expect([savedAt(before), savedAt(after)]).toEqual([[2], [1, 2]]),
  },
  evalPrompts: {
    changes: { evalPrompts: 11 },
    sees: (before, after) =>
      expect([before.samples[0].length, after.samples[0].length]).toEqual([8, 11]),
  },
  promptsPerStep: {
    changes: { promptsPerStep: 3 },
    sees: (before, after) =>
      expect([groups(before), groups(after)]).toEqual([
        [2, 2],
        [2, 2, 2],
      ]),
  },
  numGenerations: {
    changes: { numGenerations: 3 },
    sees: (before, after) =>
      expect([groups(before), groups(after)]).toEqual([
        [2, 2],
        [3, 3],
      ]),
  },
  maxCompletionLength: {
    changes: { maxCompletionLength: 8 },
    sees: (before, after) =>
      expect([Math.max(...lengths(before)), Math.max(...lengths(after))]).toEqual([12, 8]),
  },
  temperature: {
    changes: { temperature: 0.05 },
    sees: (before, after) => {
      const chance = ({ rollouts }: Run) => mean(rollouts[1].flatMap((r) => r.oldLogprobs));
      expect(chance(after)).toBeGreaterThan(chance(before) + 1);
    },
  },
  topK: {
    changes: { topK: 1 },
    sees: (before, after) => expect([isAlike(before), isAlike(after)]).toEqual([false, true]),
  },
  topP: {
    // The chances of an untrained model are too even for it alone.
    beside: { temperature: 0.1 },
    changes: { topP: 0.01 },
    sees: (before, after) => expect([isAlike(before), isAlike(after)]).toEqual([false, true]),
  },
  numIterations: {
    changes: { numIterations: 2 },
    sees: (before, after) => {
      expect([before.updates, after.updates]).toEqual([2, 4]);
      expect(texts(after, 1)).toEqual(texts(before, 1));
    },
  },
  numMiniBatches: {
    changes: { numMiniBatches: 2 },
    sees: (before, after) => {
      expect([before.updates, after.updates]).toEqual([2, 4]);
      expect(texts(after, 1)).toEqual(texts(before, 1));
    },
  },
  targetModules: {
    changes: { targetModules: 'all' },
    sees: (before, after) => {
      // The tiny model has two layers.
      const upper = ['post_attention_layernorm', 'mlp.gate_proj', 'mlp.up_proj', 'mlp.down_proj'];
      expect(moved(before)).toEqual(upper.map((part) => `model.layers.1.${part}.weight`).sort());
      expect(moved(after)).toEqual([...initial.keys()].sort());
      // What is sampled before the first update does not depend on it.
      expect(after.metrics[1]['loss']).toBe(before.metrics[1]['loss']);
    },
  },
  learningRate: {
    changes: { learningRate: 0 },
    sees: (before, after) => {
      expect(before.metrics[2]['kl']).toBeGreaterThan(1e-6);
      expect(after.metrics[2]['kl']).toBeLessThan(1e-6);
    },
  },
  criticLearningRate: {
    beside: { advantageEstimator: 'gae' },
    changes: { criticLearningRate: 0 },
    sees: (before, after) => {
      expect(values(before, 2).some((value) => value !== 0)).toBe(true);
      expect(new Set(values(after, 2))).toEqual(new Set([0]));
    },
  },
  lrSchedulerType: {
    changes: { lrSchedulerType: 'constant' },
    sees: (before, after) => {
      // Both begin with the same rate; then one of them falls.
      expect(texts(after, 2)).toEqual(texts(before, 2));
      expect(after.metrics[2]['kl']).toBe(before.metrics[2]['kl']);
      expect(after.weights).not.toEqual(before.weights);
    },
  },
  weightDecay: {
    beside: { maxSteps: 1, targetModules: 'all' },
    changes: { weightDecay: 1 },
    sees: (before, after) => {
      for (const [name, { shape, values }] of initial) {
        const [plain, decayed] = [before, after].map(({ weights }) => weights.get(name)?.values);
        const rate = shape.length > 1 ? 1e-2 : 0;
        const isDecay = (value: number, i: number) =>
          Math.abs((plain?.[i] ?? NaN) - (decayed?.[i] ?? NaN) - rate * value) < 1e-6;
        expect(Array.from(values).every(isDecay), name).toBe(true);
      }
    },
  },
  maxGradNorm: {
    changes: { maxGradNorm: 0.01 },
    sees: (before, after) => {
      // The metric is that before clipping.
      expect(after.metrics[1]['grad_norm']).toBe(before.metrics[1]['grad_norm']);
      expect(before.metrics[1]['grad_norm']).toBeGreaterThan(0.01);
      expect(after.weights).not.toEqual(before.weights);
    },
  },
};

/** They change what is drawn, not how a run goes: taskSource.test.ts. */
const ofTasks: readonly SettingName[] = ['pairsPerFamily', 'scarcePrompts'];

const names = settingNames.filter(
  (name) =>
    ['run', 'rollout', 'optimizer'].includes(settings[name].group) && !ofTasks.includes(name),
);

describeOn([wasm], 'a tiny run', () => {
  let plain: Run;
  beforeAll(async () => {
    initial = (await tinyCheckpoint()).weights;
    plain = await runTinyTrainer(common);
  });

  it.each(names)('%s', async (name) => {
    const entry = promised[name];
    if (!entry) throw new Error(`No test says what ${name} changes; add it to the table.`);
    const { beside, changes, sees } = entry;
    expect(Object.keys(changes)).toEqual([name]);
    const before = beside ? await runTinyTrainer({ ...common, ...beside }) : plain;
    sees(before, await runTinyTrainer({ ...common, ...beside, ...changes }));
  });
});
