/**
 * Identifiers for pre-training alone, put together from the words of all name pools. A model that met only the
 * names of its pools half knows and half copies them; these it can only copy, as it must the held-out ones.
 */
import type { Random } from '../core/seeds.ts';
import { families } from './families.ts';
import type { Family, Names } from './family.ts';
import { isFamilyHeldOut, splitOfName, type Split } from './splits.ts';

/** Share of the names that have a word more. */
const longShare = 0.25;

/** The words of a camelCase name. */
const wordsOf = (name: string) => name.split(/(?=[A-Z])/u);

/** Later words of the names of all families that are trained on. */
const laterWords = [
  ...new Set(
    families
      .filter((family) => !isFamilyHeldOut(family))
      .flatMap((family) => Object.values(family.identifiers))
      .flatMap((pool) => pool.flatMap((name) => wordsOf(name).slice(1))),
  ),
];

/**
 * One name per slot, as drawNames: identifiers of the train split begin as a name of the slot's own pool and end as one
 * of any pool. Words stay the family's own, because its cases depend on them.
 */
export function drawMixedNames(family: Family, split: Split, random: Random): Names {
  const names: Record<string, string> = {};
  for (const [slot, pool] of Object.entries(family.identifiers)) {
    let name: string;
    do {
      const later = random.uniform() < longShare ? 2 : 1;
      const parts = Array.from({ length: later }, () => random.pick(laterWords));
      name = [wordsOf(random.pick(pool))[0], ...parts].join('');
    } while (splitOfName(name) !== split || Object.values(names).includes(name));
    names[slot] = name;
  }
  for (const [slot, pool] of Object.entries(family.words)) names[slot] = random.pick(pool);
  return names;
}
