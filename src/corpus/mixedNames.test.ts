import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { families } from './families.ts';
import { drawMixedNames } from './mixedNames.ts';
import { splitOfName } from './splits.ts';

const draws = families.flatMap((family) =>
  Array.from({ length: 20 }, (_, i) => ({
    family,
    names: drawMixedNames(family, 'train', createRandom(deriveSeed(i, 'mixed', 0, 0))),
  })),
);

describe('mixed names', () => {
  it('hold no identifier of another split, and none twice', () => {
    const misfits = draws.filter(({ family, names }) => {
      const identifiers = Object.keys(family.identifiers).map((slot) => names[slot]);
      const isTrain = identifiers.every((name) => splitOfName(name) === 'train');
      return !isTrain || new Set(identifiers).size < identifiers.length;
    });
    expect(misfits).toEqual([]);
  });

  it('are mostly new, so that only copying helps', () => {
    const known = new Set(families.flatMap(({ identifiers }) => Object.values(identifiers).flat()));
    const drawn = draws.flatMap(({ family, names }) =>
      Object.keys(family.identifiers).map((slot) => names[slot]),
    );
    expect(drawn.filter((name) => known.has(name)).length / drawn.length).toBeLessThan(0.2);
  });

  it('keep the words of the family, which its cases depend on', () => {
    const strangers = draws.flatMap(({ family, names }) =>
      Object.entries(family.words).filter(([slot, pool]) => !pool.includes(names[slot])),
    );
    expect(strangers).toEqual([]);
  });
});
