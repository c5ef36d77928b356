import { describe, expect, it } from 'vitest';
import { defaultRunConfig, runConfigSchema } from '../../core/runConfig.ts';
import { formatConfigHash, parseConfigHash } from './configHash.ts';

describe('config hash', () => {
  it('is empty for the default', () => {
    expect(formatConfigHash(defaultRunConfig)).toBe('');
    expect(parseConfigHash('')).toEqual({ config: defaultRunConfig, notes: [] });
  });

  it('reads what it wrote, one setting of each kind', () => {
    const config = runConfigSchema.parse({
      seed: 7,
      learningRate: 1e-5,
      bridgeGaps: true,
      klEstimator: 'k1',
    });
    const hash = formatConfigHash(config);
    expect(hash).toBe('#v=1&seed=7&bridgeGaps=true&klEstimator=k1&learningRate=0.00001');
    expect(parseConfigHash(hash)).toEqual({ config, notes: [] });
  });

  it('uses what it can and tells what it cannot', () => {
    const { config, notes } = parseConfigHash('#v=1&seed=7&alpha=999&colour=red&seed=x');
    expect(config).toEqual({ ...defaultRunConfig, seed: 7 });
    expect(notes).toHaveLength(3);
    expect(notes.join(' ')).toMatch(/999.*colour.*“x”/s);
  });

  it('reads nothing of another version', () => {
    const { config, notes } = parseConfigHash('#v=2&seed=7');
    expect(config).toEqual(defaultRunConfig);
    expect(notes).toHaveLength(1);
  });

  it('is not fooled by names of Object.prototype', () => {
    expect(parseConfigHash('#v=1&constructor=1&__proto__=2').notes).toHaveLength(2);
  });
});
