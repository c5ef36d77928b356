import { describe, expect, it } from 'vitest';
import { defaultRunConfig, runConfigSchema } from '../../core/runConfig.ts';
import { formatAddress, parseAddress } from './configHash.ts';
import { startPlace } from './place.ts';
import { cards } from '../lesson/cards.ts';

const train = { screen: 'train', details: {} } as const;

describe('the address', () => {
  it('is empty for the start with the default', () => {
    expect(formatAddress({ place: startPlace, lesson: null, config: defaultRunConfig })).toBe('');
    expect(parseAddress('')).toEqual({
      place: startPlace,
      lesson: null,
      config: defaultRunConfig,
      notes: [],
    });
  });

  it('reads what it wrote, one setting of each kind', () => {
    const config = runConfigSchema.parse({
      seed: 7,
      learningRate: 1e-5,
      bridgeGaps: true,
      klEstimator: 'k1',
    });
    const hash = formatAddress({ place: train, lesson: null, config });
    expect(hash).toBe(
      '#v=1&screen=train&seed=7&bridgeGaps=true&klEstimator=k1&learningRate=0.00001',
    );
    expect(parseAddress(hash)).toEqual({ place: train, lesson: null, config, notes: [] });
  });

  it('uses what it can and tells what it cannot', () => {
    const { config, place, notes } = parseAddress(
      '#v=1&screen=train&seed=7&alpha=999&colour=red&seed=x',
    );
    expect(config).toEqual({ ...defaultRunConfig, seed: 7 });
    expect(place).toEqual(train);
    expect(notes).toEqual([
      { kind: 'refused', name: 'alpha', text: '999' },
      { kind: 'unknown', name: 'colour' },
      { kind: 'refused', name: 'seed', text: 'x' },
    ]);
  });

  it('shows the start for a screen that is not there, and keeps the settings', () => {
    const { config, place, notes } = parseAddress('#v=1&screen=kitchen&seed=7');
    expect(place).toEqual(startPlace);
    expect(config.seed).toBe(7);
    expect(notes).toEqual([{ kind: 'screen', name: 'kitchen' }]);
  });

  it('reads nothing of another version', () => {
    const { config, place, notes } = parseAddress('#v=2&screen=train&seed=7');
    expect(config).toEqual(defaultRunConfig);
    expect(place).toEqual(startPlace);
    expect(notes).toEqual([{ kind: 'version', given: '2', read: '1' }]);
  });

  it('holds the card of the lesson with the screen, and leads to the card’s own screen without', () => {
    const address = { place: train, lesson: 'colours', config: defaultRunConfig } as const;
    const hash = formatAddress(address);
    expect(hash).toBe('#v=1&lesson=colours&screen=train');
    expect(parseAddress(hash)).toEqual({ ...address, notes: [] });
    expect(parseAddress('#v=1&lesson=mask').place).toEqual(cards.mask.place);
    const atStart = { ...address, place: startPlace };
    expect(parseAddress(formatAddress(atStart))).toEqual({ ...atStart, notes: [] });
  });

  it('tells of a card that is not there', () => {
    const { lesson, notes } = parseAddress('#v=1&lesson=toString&screen=train');
    expect(lesson).toBeNull();
    expect(notes).toEqual([{ kind: 'card', name: 'toString' }]);
  });

  it('is not fooled by names of Object.prototype', () => {
    expect(parseAddress('#v=1&constructor=1&__proto__=2').notes).toHaveLength(2);
    expect(parseAddress('#v=1&screen=constructor').notes).toHaveLength(1);
  });
});
