import { describe, expect, it } from 'vitest';
import { defaultRunConfig, runConfigSchema, storedRunConfigSchema } from './runConfig.ts';

describe('the settings of a stored run', () => {
  it('are read as they are', () => {
    const stored = { ...defaultRunConfig, seed: 7 };
    expect(storedRunConfigSchema.parse(stored)).toEqual(stored);
  });

  it('of a run from before a part of the weights could be trained say that it trains all', () => {
    const { targetModules, ...older } = defaultRunConfig;
    expect(targetModules).toBe('upper-mlp');
    expect(storedRunConfigSchema.parse(older)).toEqual({ ...older, targetModules: 'all' });
    expect(runConfigSchema.parse(older)).toEqual(defaultRunConfig);
  });

  it('are refused when a name is unknown, a value is not allowed, or there are none', () => {
    for (const broken of [{ colour: 1 }, { alpha: 999 }, { targetModules: 'attention' }, null, 3]) {
      expect(storedRunConfigSchema.safeParse(broken).success).toBe(false);
    }
  });
});
