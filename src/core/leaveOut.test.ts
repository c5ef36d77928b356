import { describe, expect, it } from 'vitest';
import { recomputeAdvantages, rewardComponents, stepSettings } from './leaveOut.ts';
import { defaultRunConfig, type RunConfig } from './runConfig.ts';
import { stepOf } from './testing/rollouts.ts';

const critic = Array.from({ length: 6 }, (_, b) => [0.3 * b, 0.5, -0.1]);
const cases: [string, Partial<RunConfig>, number[][] | null][] = [
  ['grpo', {}, null],
  ['grpo over the batch', { scaleRewards: 'batch', tokenGamma: 0.9 }, null],
  ['rloo', { advantageEstimator: 'rloo', tokenAdvantageWeight: 0.5 }, null],
  ['reinforce++', { advantageEstimator: 'reinforce++' }, null],
  ['gae', { advantageEstimator: 'gae', whitenAdvantages: true, shiftMean: true }, critic],
  ['kl in the reward', { klPlacement: 'reward', beta: 0.3 }, null],
  ['the entropy filter', { topEntropyQuantile: 0.5 }, null],
];

describe('recomputeAdvantages', () => {
  it.each(cases)(
    'with everything in gives back what was stored exactly: %s',
    (_, changes, values) => {
      const config = { ...defaultRunConfig, ...changes };
      const step = stepOf(config, values);
      expect(recomputeAdvantages(step, config).advantages).toEqual(step.map((r) => r.advantages));
      expect(stepSettings(step, config)).toEqual(config);
    },
  );

  it('without the token rewards leaves the outcome alone', () => {
    const step = stepOf(defaultRunConfig);
    const without = new Set(['tokenSecure', 'tokenVulnerable']);
    const told = recomputeAdvantages(step, defaultRunConfig, without);
    expect(told.advantages).toEqual(step.map((r) => r.outcomeAdvantages));
  });

  it('without one sign keeps the other', () => {
    const step = stepOf(defaultRunConfig);
    const told = recomputeAdvantages(step, defaultRunConfig, new Set(['tokenVulnerable']));
    expect(told.tokenAdvantages[0]).toEqual(step[0].tokenAdvantages);
    expect(told.tokenAdvantages[1]).toEqual([0, 0, 0]);
  });

  it('without a part of the outcome compares the group by the others', () => {
    const step = stepOf(defaultRunConfig);
    const told = recomputeAdvantages(step, defaultRunConfig, new Set(['functional', 'secure']));
    // All of group 1 parse alike, so nothing is left to compare; in group 0 the last does not.
    expect(told.outcomeAdvantages[3]).toEqual([0, 0, 0]);
    expect(told.outcomeAdvantages[0][0]).toBe(told.outcomeAdvantages[1][0]);
    expect(told.outcomeAdvantages[2][0]).toBeLessThan(0);
  });
});

describe('rewardComponents', () => {
  it('names what adds something, and nothing else', () => {
    const all = ['parse', 'functional', 'secure', 'tokenSecure', 'tokenVulnerable'];
    expect(rewardComponents(stepOf(defaultRunConfig))).toEqual(all);
    const inReward = { ...defaultRunConfig, klPlacement: 'reward' as const, beta: 0.3 };
    expect(rewardComponents(stepOf(inReward))).toEqual([...all, 'kl']);
  });
});

describe('stepSettings', () => {
  it('finds that the token term had no weight yet', () => {
    const outcomeStage = { ...defaultRunConfig, tokenAdvantageWeight: 0 };
    expect(stepSettings(stepOf(outcomeStage), defaultRunConfig)).toEqual(outcomeStage);
  });

  it('finds the β that a controller had moved', () => {
    const run = { ...defaultRunConfig, klPlacement: 'reward', klController: 'adaptive' } as const;
    const found = stepSettings(stepOf({ ...run, beta: 0.123 }), run);
    expect(found?.beta).toBeCloseTo(0.123, 12);
  });

  it('refuses settings that the numbers do not come from, and steps with rollouts missing', () => {
    const step = stepOf(defaultRunConfig);
    expect(stepSettings(step, { ...defaultRunConfig, scaleRewards: 'none' })).toBeNull();
    expect(stepSettings(step.slice(1), defaultRunConfig)).toBeNull();
    expect(stepSettings(step, { ...defaultRunConfig, advantageEstimator: 'gae' })).toBeNull();
  });
});
