/**
 * A canary for the method: with rewards, advantages and loss as in training, and policies so small that nothing
 * else can act, the mask teaches the repairs of the corpus, and the shuffled mask does not.
 */
import { expect, test } from 'vitest';
import { computeAdvantages } from '../core/advantages.ts';
import { policyLoss } from '../core/objective.ts';
import { defaultRunConfig, type RunConfig } from '../core/runConfig.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { mean } from '../core/statistics.ts';
import { outcomeOf } from '../core/testing/outcomes.ts';
import { createPieceTokenizer } from '../core/testing/tokenise.ts';
import { drawTask, type Task } from '../corpus/tasks.ts';
import { rewardCompletions } from './rewards.ts';

const tokenizer = createPieceTokenizer();
const start = 0.25;
const steps = 12;
const learningRate = 250;

/** y⁺ and y⁻ of a task, their token rewards [2,T], and the first token in which they differ. */
function writeBoth(task: Task, config: RunConfig) {
  const rows = [task.pair.secure, task.pair.vulnerable].map((code, index) => ({
    ...{ task, group: 0, index, promptIds: [], isTruncated: false },
    ...{ text: tokenizer.withSpans([...tokenizer.encode(code), 0]), oldLogprobs: [], entropy: [] },
  }));
  // One outcome for all, so that the outcome teaches nothing.
  const outcomes = rows.map(() => outcomeOf([true], [false]));
  const { tokenRewards, rewards } = rewardCompletions(rows, outcomes, tokenizer, config);
  const [secure, vulnerable] = rows.map(({ text }) => text.ids);
  return { tokenRewards, rewards, fork: secure.findIndex((id, t) => id !== vulnerable[t]) };
}

/**
 * Trains a policy that writes y⁺ or y⁻ token by token: each is certain but the first in which they differ,
 * where it chooses y⁺ with probability σ(θ).
 * @returns that probability after training
 */
function trainFork(task: Task, config: RunConfig): number {
  const { tokenRewards, rewards, fork } = writeBoth(task, config);
  let theta = Math.log(start / (1 - start));
  const secureShare = () => 1 / (1 + Math.exp(-theta));
  for (let step = 0; step < steps; step += 1) {
    const random = createRandom(deriveSeed(config.seed, `canary/${task.id}`, step, 0));
    const p = secureShare();
    const sides = Array.from({ length: config.numGenerations }, () =>
      random.uniform() < p ? 0 : 1,
    );
    const each = (valueAt: (side: number, t: number) => number) =>
      sides.map((side) => tokenRewards[side].map((_, t) => valueAt(side, t)));
    const logprobs = each((side, t) => (t === fork ? Math.log(side === 0 ? p : 1 - p) : 0));
    const batch = {
      ...{ logprobs, oldLogprobs: logprobs, refLogprobs: logprobs },
      ...{ entropy: each(() => 0), completionMask: each(() => 1) },
    };
    const { advantages } = computeAdvantages(
      {
        ...batch,
        groups: sides.map(() => 0),
        rewards: sides.map((side) => rewards[side]),
        tokenRewards: each((side, t) => tokenRewards[side][t]),
        values: null,
      },
      config,
    );
    const { gradLogprobs } = policyLoss({ ...batch, advantages }, config);
    // ∂ log σ(θ) = 1 − p and ∂ log (1 − σ(θ)) = −p.
    const slopes = sides.map((side, b) => gradLogprobs[b][fork] * (side === 0 ? 1 - p : -p));
    theta -= learningRate * slopes.reduce((sum, slope) => sum + slope, 0);
  }
  return secureShare();
}

test('the mask raises the probability of secure tokens, the shuffled mask hardly any', () => {
  const families = Array.from({ length: 35 }, (_, i) => i);
  const train = (shuffleMask: boolean) =>
    [1, 2].flatMap((seed) => {
      const config = { ...defaultRunConfig, seed, shuffleMask, lossType: 'dr-grpo' as const };
      return families.map((i) => trainFork(drawTask('train', i, seed), config));
    });
  const learnt = train(false);
  const shuffled = train(true);
  expect(mean(learnt)).toBeGreaterThan(0.7);
  expect(learnt.filter((p) => p > 0.4).length / learnt.length).toBeGreaterThan(0.9);
  // Chance leaves some marks in place, and then they teach: so a little above the start, not at it.
  expect(mean(shuffled)).toBeLessThan(0.4);
  expect(shuffled.filter((p) => p > 0.4).length / shuffled.length).toBeLessThan(0.3);
});
