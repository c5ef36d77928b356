import { describe, expect, it } from 'vitest';
import { presetConfig, presetNames, presetOf } from './presets.ts';
import { defaultRunConfig } from './runConfig.ts';
import { nextStage } from './stagePlan.ts';

describe('presets', () => {
  it.each(presetNames)('%s can run, and is found again from its settings with any seed', (name) => {
    const config = presetConfig(name, 7);
    expect(config.seed).toBe(7);
    expect(presetOf(config)).toBe(name);
    expect(presetOf({ ...config, alpha: 0.777 })).toBeNull();
  });

  it('the first is the table as it stands', () => {
    expect(presetConfig(presetNames[0])).toEqual(defaultRunConfig);
  });

  it('begin with the stage that their name says', () => {
    const nothing = { steps: [], evaluations: [], stages: [] };
    const first = presetNames.map((name) => nextStage(presetConfig(name), nothing));
    expect(Object.fromEntries(presetNames.map((name, i) => [name, first[i]]))).toEqual({
      'token-grpo': 'token',
      srcode: 'sft',
      outcome: 'outcome',
      sft: 'sft',
      ppo: 'token',
    });
  });
});
