import { describe, expect, it } from 'vitest';
import { families } from './families.ts';
import { namesIn, splits } from './splits.ts';
import { drawTask, pretrainingText } from './tasks.ts';

describe('splits', () => {
  it.each(families.map((family) => [family.id, family] as const))(
    'every name pool of %s has names in every split',
    (_, family) => {
      for (const [slot, pool] of Object.entries(family.identifiers)) {
        expect(new Set(pool).size, `${slot} names a name twice`).toBe(pool.length);
        expect(pool.length, `${slot} is too small`).toBeGreaterThanOrEqual(16);
        for (const split of splits) {
          expect(namesIn(pool, split).length, `${slot} in ${split}`).toBeGreaterThanOrEqual(2);
        }
      }
    },
  );

  it('draws no identifier of another split into train tasks', () => {
    const held = new Set(
      families.flatMap((family) =>
        Object.values(family.identifiers).flatMap((pool) => [
          ...namesIn(pool, 'validation'),
          ...namesIn(pool, 'unseen-names'),
        ]),
      ),
    );
    for (let index = 0; index < 2000; index++) {
      const { prompt, completion } = pretrainingText(index, 7, 0.5);
      const words = `${prompt}${completion}`.match(/[\w$]+/g) ?? [];
      expect(words.filter((word) => held.has(word))).toEqual([]);
    }
  });

  it('gives the same task for the same split, index and seed, and another for another seed', () => {
    expect(drawTask('train', 5, 3)).toEqual(drawTask('train', 5, 3));
    const seeds = Array.from({ length: 20 }, (_, seed) => drawTask('train', 5, seed).prompt);
    expect(new Set(seeds).size).toBeGreaterThan(15);
  });

  it('keeps the share of vulnerable pre-training texts', () => {
    const texts = Array.from({ length: 2000 }, (_, index) => {
      const { pair } = drawTask('train', index, 1);
      return pretrainingText(index, 1, 0.85).completion === pair.vulnerable;
    });
    const share = texts.filter(Boolean).length / texts.length;
    // Five standard deviations of a binomial share with n = 2000, p = 0.85.
    expect(Math.abs(share - 0.85)).toBeLessThan(0.04);
  });
});
