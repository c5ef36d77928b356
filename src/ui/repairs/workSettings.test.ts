import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../vul2safe/settings.ts';
import { valueOf, withValue, workSettings } from './workSettings.ts';

describe('the settings of the form', () => {
  const settings = settingsSchema.parse({});

  it('take what is allowed, with either decimal mark, and refuse the rest', () => {
    expect(withValue(settings, 'minConfidence', '0,85')?.minConfidence).toBe(0.85);
    expect(withValue(settings, 'budget.tokens', ' 1e6 ')?.budget.tokens).toBe(1e6);
    expect(withValue(settings, 'price.prompt', '0.15')?.price).toEqual({
      prompt: 0.15,
      completion: 0,
    });
    for (const text of ['', 'x', '2.5', '0', '65'])
      expect(withValue(settings, 'concurrency', text)).toBeNull();
  });

  it('have a budget that may be empty, and each its value', () => {
    const limited = withValue(settings, 'budget.cost', '3');
    expect(limited?.budget.cost).toBe(3);
    expect(limited && withValue(limited, 'budget.cost', '')?.budget.cost).toBeNull();
    for (const name of workSettings) {
      const value = valueOf(settings, name);
      const same = withValue(settings, name, value === null ? '' : String(value));
      expect(same).toEqual(settings);
    }
  });
});
