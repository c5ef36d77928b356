import { expect, test } from 'vitest';
import { criticMetrics } from './criticMetrics.ts';
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
  missingEndPenalty: 0,
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
  repeatsMarked: [false, true, true, true],
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
    'hack/repeated_marked': 0.75,
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

const perfectCritic = {
  vpreds: [[1, 2], [9]],
  values: [[0.9, 2], [9]],
  returns: [[1, 2], [9]],
  completionMask: [[1, 1], [0]],
};

test('the metrics of the critic are of the tokens in the loss', () => {
  const found = criticMetrics(perfectCritic, 0.7, { cliprangeValue: 0.2 });
  expect(found).toMatchObject({
    'critic/vf_loss': 0,
    'critic/vf_clipfrac': 0,
    'critic/values/mean': 1.45,
    'critic/returns/mean': 1.5,
    'critic/grad_norm': 0.7,
  });
  // Errors 0.1 and 0 about returns 1 and 2: 1 − 0.005 / 0.5.
  expect(found['critic/vf_explained_var']).toBeCloseTo(0.99, 4);
});

test('every computed metric is in the table', () => {
  const charged = outcomeReward(outcomes[0], { ...weights, missingEndPenalty: 1 }, false);
  const endless = { ...step, rewardParts: step.rewardParts.map(() => charged.parts) };
  expect(stepMetrics(endless)['rewards/missingEnd/mean']).toBe(1);
  const computed = [
    ...Object.keys({ ...stepMetrics(step), ...stepMetrics(untested), ...stepMetrics(endless) }),
    ...Object.keys(evaluationMetrics(outcomes)),
  ];
  const elsewhere = ['sft/loss', 'objective/kl_coef', 'grad_norm', 'num_tokens', 'step_time'];
  const critic = Object.keys(criticMetrics(perfectCritic, 1, { cliprangeValue: 0.2 }));
  expect([...computed, ...critic, ...elsewhere].sort()).toEqual(Object.keys(metrics).sort());
});
