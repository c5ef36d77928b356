import { expect, test } from 'vitest';
import { metrics } from './metrics.ts';
import { outcomeReward } from './outcomeReward.ts';
import { evaluationMetrics, stepMetrics, type StepArrays } from './stepMetrics.ts';
import { outcomeOf } from './testing/outcomes.ts';

const weights = {
  parseWeight: 0.1,
  functionalWeight: 0.5,
  secureWeight: 1,
  similarityWeight: 1,
  findingWeight: 1,
};
const outcomes = [
  outcomeOf([true], [true]),
  outcomeOf([true], [false]),
  outcomeOf([], [], false),
  outcomeOf([], [], false),
];
const judged = outcomes.map((outcome) => outcomeReward(outcome, weights));

/** Two groups of two; the last completion was cut and left out of the loss. NaN stands where nothing may be read. */
const step: StepArrays = {
  outcomes,
  rewards: judged.map((j) => j.reward),
  rewardParts: judged.map((j) => j.parts),
  groups: [0, 0, 1, 1],
  lengths: [3, 3, 1, 3],
  referenceLengths: [3, 3, 3, 3],
  isTruncated: [false, false, false, true],
  completionMask: [[1, 1, 1], [1, 1, 1], [1], [0, 0, 0]],
  tokenRewards: [[0, 0.2, 0.2], [-0.5, -0.5, 0], [0], [NaN, NaN, NaN]],
  entropy: [[1, 1, 1], [2, 2, 2], [5], [NaN, NaN, NaN]],
  policy: {
    loss: 0.25,
    kl: [[0, 0, 0.7], [0, 0, 0], [0], [NaN, NaN, NaN]],
    isClipped: [[1, 1, 0], [0, 0, 0], [0], [NaN, NaN, NaN]],
    clipLow: 1 / 7,
    clipHigh: 1 / 7,
  },
};

test('each number is what its formula in the table says', () => {
  const found = stepMetrics(step);
  const wanted: typeof found = {
    loss: 0.25,
    kl: 0.1,
    entropy: 2,
    'clip_ratio/low_mean': 1 / 7,
    'clip_ratio/high_mean': 1 / 7,
    'clip_ratio/region_mean': 2 / 7,
    reward: 0.55,
    reward_std: Math.SQRT1_2 / 2,
    frac_reward_zero_std: 0.5,
    'rewards/parse/mean': 0.5,
    'rewards/functional/mean': 0.5,
    'rewards/secure/mean': 0.25,
    'tlr/pos_frac': 2 / 7,
    'tlr/neg_frac': 2 / 7,
    'tlr/neutral_frac': 3 / 7,
    'tlr/sum_mean': -0.2,
    'tlr/mask_coverage': 2 / 3,
    'tlr/clip_ratio_masked': 1 / 4,
    'tlr/clip_ratio_neutral': 1 / 3,
    'hack/parse_fail': 0.5,
    'hack/length_collapse': 0.25,
    'completions/mean_length': 2.5,
    'completions/clipped_ratio': 0.25,
  };
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, value] of Object.entries(wanted)) {
    expect(found[name as keyof typeof found], name).toBeCloseTo(value, 12);
  }
});

test('an evaluation separates working, safe and both', () => {
  const lazy = outcomeOf([false], [true]);
  expect(evaluationMetrics([...outcomes, lazy])).toEqual({
    'eval/func-sec@1': 0.2,
    'eval/func@1': 0.4,
    'eval/sec@1': 0.4,
  });
});

const similarities = [0.5, 0, 1, 0.5];
const untestedOutcomes = similarities.map((similarity) => ({
  ...outcomeOf([], []),
  similarity,
  findings: similarity === 0 ? [{ rule: 'r', cwe: 'c', start: 0, end: 1, message: 'm' }] : [],
}));
const untested: StepArrays = {
  ...step,
  outcomes: untestedOutcomes,
  rewardParts: untestedOutcomes.map((outcome) => outcomeReward(outcome, weights).parts),
};

test('a task without tests has a similarity and no part of a tested one', () => {
  const found = stepMetrics(untested);
  expect(found).toMatchObject({
    'rewards/similarity/mean': 0.5,
    'rewards/findings/mean': 0.25,
    'hack/parse_fail': 0,
  });
  expect(Object.keys(found).filter((name) => name.startsWith('rewards/'))).toHaveLength(2);
});

test('func, sec and func-sec count only what has tests', () => {
  expect(evaluationMetrics([...outcomes, ...untestedOutcomes])).toEqual(
    evaluationMetrics(outcomes),
  );
  expect(evaluationMetrics(untestedOutcomes)['eval/func-sec@1']).toBe(0);
});

test('every computed metric is in the table', () => {
  const computed = [
    ...Object.keys({ ...stepMetrics(step), ...stepMetrics(untested) }),
    ...Object.keys(evaluationMetrics(outcomes)),
  ];
  const elsewhere = ['grad_norm', 'num_tokens', 'step_time'];
  expect([...computed, ...elsewhere].sort()).toEqual(Object.keys(metrics).sort());
});
