/** Each setting of advantages and loss, changed alone, makes the difference that its meaning promises. */
import { expect, test } from 'vitest';
import { computeAdvantages } from '../core/advantages.ts';
import { createKlController } from '../core/klController.ts';
import { policyLoss } from '../core/objective.ts';
import type { PerToken } from '../core/perToken.ts';
import {
  runConfigSchema,
  settingNames,
  type RunConfig,
  type SettingName,
} from '../core/runConfig.ts';
import { settings } from '../core/settings.ts';
import { mean, std } from '../core/statistics.ts';
import { outcomeOf } from '../core/testing/outcomes.ts';
import { valueLoss } from '../core/valueLoss.ts';
import { rewardGroup } from './testing/rewardGroup.ts';

/** Two groups of two completions; the last has one token. */
const completionMask = [
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
  [1, 0, 0],
];
const grid = (value: (b: number, t: number) => number) =>
  completionMask.map((row, b) => row.map((_, t) => value(b, t)));
const sampled = {
  rewards: [2, 0, 1.5, 0.5],
  groups: [0, 0, 1, 1],
  completionMask,
  tokenRewards: grid((b, t) => (b === 0 && t !== 1 ? 0.2 : b === 1 && t === 1 ? -1 : 0)),
  oldLogprobs: grid((b, t) => -1 - 0.1 * b - 0.2 * t),
  refLogprobs: grid((b, t) => -1.2 - 0.1 * b - 0.1 * t),
  entropy: grid((b, t) => 0.1 + 0.3 * b + 0.05 * t),
  values: grid((b, t) => 0.3 * t - 0.1 * b),
};
/** Ratios from e^-1 to e^1.4: some beyond every clip. */
const logprobs = grid((b, t) => sampled.oldLogprobs[b][t] + 1.2 * (t - 1) + 0.2 * (b % 2));
/** What the critic has learnt at once: further from before than a clip allows. */
const vpreds = grid((b, t) => 0.3 * t + b);

/** All that the settings can change of one batch. */
function learn(changes: Partial<RunConfig>) {
  const config = runConfigSchema.parse(changes);
  const credited = computeAdvantages(sampled, config);
  const loss = policyLoss({ ...sampled, logprobs, advantages: credited.advantages }, config);
  const critic = valueLoss({ ...sampled, vpreds, returns: vpreds }, config);
  const controller = createKlController(config);
  controller.update(0.11, 64);
  const cut = { text: '  const full = jo', outcome: outcomeOf([false], [false], false) };
  const rewarded = rewardGroup([{ ...cut, isTruncated: true }], changes);
  const nextBeta = controller.beta();
  return { ...credited, ...loss, critic, nextBeta, maskOfCut: rewarded.completionMask[0] };
}
type Learnt = ReturnType<typeof learn>;

const inMask = (values: PerToken) =>
  values.flatMap((row, b) => row.filter((_, t) => completionMask[b][t] === 1));
const expectClose = (found: PerToken, wanted: (b: number, t: number) => number) =>
  completionMask.forEach((row, b) =>
    row.forEach((m, t) => {
      if (m === 1) expect(found[b][t]).toBeCloseTo(wanted(b, t), 9);
    }),
  );
/** What the setting took off the loss of each token, and added to it. */
const expectAdded = (before: Learnt, after: Learnt, added: (b: number, t: number) => number) =>
  expectClose(after.tokenLosses, (b, t) => before.tokenLosses[b][t] + added(b, t));

interface Difference {
  /** Without these settings it has no effect. */
  readonly beside?: Partial<RunConfig>;
  readonly changes: Partial<RunConfig>;
  readonly sees: (before: Learnt, after: Learnt) => void;
}

const gae = { advantageEstimator: 'gae' } as const;
const adaptive = { klController: 'adaptive' } as const;

const promised: Partial<Record<SettingName, Difference>> = {
  advantageEstimator: {
    changes: { advantageEstimator: 'rloo' },
    sees: (_, { outcomeAdvantages: a }) => expectClose(a, (b) => [2, -2, 1, -1][b]),
  },
  scaleRewards: {
    changes: { scaleRewards: 'none' },
    sees: (before, after) => {
      expectClose(after.outcomeAdvantages, (b) => [1, -1, 0.5, -0.5][b]);
      // With it the groups are alike, however far apart their rewards.
      expect(before.outcomeAdvantages[0][0]).toBeCloseTo(before.outcomeAdvantages[2][0], 5);
    },
  },
  tokenAdvantageWeight: {
    changes: { tokenAdvantageWeight: 0 },
    sees: (before, after) => {
      expect(inMask(before.tokenAdvantages).filter((a) => a !== 0)).toHaveLength(3);
      expect(after.advantages).toEqual(before.outcomeAdvantages);
    },
  },
  tokenGamma: {
    changes: { tokenGamma: 1 },
    sees: (before, after) => {
      expect(before.tokenAdvantages[1]).toEqual([0, -1, 0]);
      expect(after.tokenAdvantages[1]).toEqual([-1, -1, 0]);
    },
  },
  gamma: {
    beside: { ...gae, lam: 1 },
    changes: { gamma: 0.5 },
    sees: (before, after) => {
      expect(before.tokenAdvantages[1]).toEqual([-1, -1, 0]);
      expect(after.tokenAdvantages[1]).toEqual([-0.5, -1, 0]);
    },
  },
  lam: {
    beside: gae,
    changes: { lam: 0 },
    sees: (before, after) => {
      expect(before.tokenAdvantages[1][0]).toBeCloseTo(-0.95, 9);
      expect(after.tokenAdvantages[1][0]).toBeCloseTo(0, 9);
    },
  },
  whitenAdvantages: {
    changes: { whitenAdvantages: true },
    sees: (before, after) => {
      expect(std(inMask(before.advantages))).not.toBeCloseTo(1, 2);
      expect(std(inMask(after.advantages))).toBeCloseTo(1, 5);
    },
  },
  shiftMean: {
    beside: { whitenAdvantages: true },
    changes: { shiftMean: true },
    sees: (before, after) => {
      expect(Math.abs(mean(inMask(before.advantages)))).toBeGreaterThan(0.01);
      expect(mean(inMask(after.advantages))).toBeCloseTo(0, 9);
    },
  },
  maskTruncatedCompletions: {
    changes: { maskTruncatedCompletions: false },
    sees: (before, after) => {
      expect(new Set(before.maskOfCut)).toEqual(new Set([0]));
      expect(new Set(after.maskOfCut)).toEqual(new Set([1]));
    },
  },
  importanceSamplingLevel: {
    changes: { importanceSamplingLevel: 'sequence' },
    sees: (before, after) => {
      expect(new Set(before.ratio[0]).size).toBe(3);
      expectClose(after.ratio, (b) => after.ratio[b][0]);
      expect(after.ratio[1][0]).toBeCloseTo(Math.exp(0.2), 9);
    },
  },
  epsilon: {
    changes: { epsilon: 0.9 },
    sees: (before, after) => expect([before.clipLow > 0, after.clipLow]).toEqual([true, 0]),
  },
  epsilonHigh: {
    changes: { epsilonHigh: 5 },
    sees: (before, after) => expect([before.clipHigh > 0, after.clipHigh]).toEqual([true, 0]),
  },
  delta: {
    changes: { delta: 100 },
    sees: (before, after) => expect([before.clipDual > 0, after.clipDual]).toEqual([true, 0]),
  },
  beta: {
    changes: { beta: 0.52 },
    sees: (before, after) => expectAdded(before, after, (b, t) => 0.5 * before.kl[b][t]),
  },
  klEstimator: {
    changes: { klEstimator: 'k1' },
    sees: (before, { kl }) => {
      expect(kl).not.toEqual(before.kl);
      expectClose(kl, (b, t) => logprobs[b][t] - sampled.refLogprobs[b][t]);
    },
  },
  klPlacement: {
    beside: { tokenAdvantageWeight: 0, beta: 0.5 },
    changes: { klPlacement: 'reward' },
    sees: (before, after) => {
      const k1 = (b: number, t: number) => sampled.oldLogprobs[b][t] - sampled.refLogprobs[b][t];
      expect(new Set(inMask(before.klRewards))).toEqual(new Set([0]));
      expectClose(after.klRewards, (b, t) => -0.5 * k1(b, t));
      // Where the reward says nothing, the loss is the lower by the KL that it no longer holds.
      expect(k1(1, 2)).toBeCloseTo(0, 9);
      const [found, wanted] = [after, before].map(({ tokenLosses }) => tokenLosses[1][2]);
      expect(found).toBeCloseTo(wanted - 0.5 * before.kl[1][2], 9);
    },
  },
  klController: {
    changes: adaptive,
    sees: (before, after) => {
      expect(before.nextBeta).toBe(0.02);
      expect(after.nextBeta).toBeGreaterThan(0.02);
    },
  },
  targetKl: {
    beside: adaptive,
    changes: { targetKl: 0.12 },
    sees: (before, after) => {
      expect(before.nextBeta).toBeGreaterThan(0.02);
      expect(after.nextBeta).toBeLessThan(0.02);
    },
  },
  klHorizon: {
    beside: adaptive,
    changes: { klHorizon: 500 },
    sees: (before, after) =>
      expect(after.nextBeta / 0.02 - 1).toBeCloseTo(2 * (before.nextBeta / 0.02 - 1), 9),
  },
  entropyCoef: {
    changes: { entropyCoef: 0.5 },
    sees: (before, after) => expectAdded(before, after, (b, t) => -0.5 * sampled.entropy[b][t]),
  },
  topEntropyQuantile: {
    changes: { topEntropyQuantile: 0.3 },
    sees: (before, after) => {
      expect(mean(inMask(before.entropyMask))).toBe(1);
      expect(inMask(after.entropyMask).filter((m) => m === 1)).toHaveLength(3);
      expect(after.advantages[0]).toEqual([0, 0, 0]);
    },
  },
  lossType: {
    beside: { entropyCoef: 1 },
    changes: { lossType: 'seq-mean-token-mean' },
    sees: (before, after) => {
      // The weight of each token is what its entropy takes off the loss.
      expectClose(before.gradEntropy, () => -1 / 10);
      expectClose(after.gradEntropy, (b) => (b === 3 ? -1 / 4 : -1 / 12));
    },
  },
  cliprangeValue: {
    changes: { cliprangeValue: 100 },
    sees: (before, after) =>
      expect([before.critic.clipFraction > 0, after.critic.clipFraction]).toEqual([true, 0]),
  },
};

/** They change what gradients reach on the accelerator: critic.browser.test.ts. */
const ofTensors: readonly SettingName[] = ['vfCoef', 'criticTrunkGradient'];

const names = settingNames.filter(
  (name) => ['advantage', 'loss'].includes(settings[name].group) && !ofTensors.includes(name),
);

test.each(names)('%s', (name) => {
  const entry = promised[name];
  if (!entry) throw new Error(`No test says what ${name} changes; add it to the table.`);
  const { beside = {}, changes, sees } = entry;
  expect(Object.keys(changes)).toEqual([name]);
  sees(learn(beside), learn({ ...beside, ...changes }));
});
