import { describe, expect, it } from 'vitest';
import { duplicateProblems } from './duplicates.ts';
import { families } from './families.ts';
import { openingLines, writeBody, type Family, type Names, type Way } from './family.ts';
import { isFamilyHeldOut, isWayHeldOut, namesIn, phrasingTemplates, splits } from './splits.ts';
import { drawTask, phrasingsIn, pretrainingText, type Task } from './tasks.ts';

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
      const { prompt, completion } = pretrainingText(index, 7, {
        vulnerable: 0.5,
        mixed: 0.5,
        copying: 0,
      });
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
      return (
        pretrainingText(index, 1, { vulnerable: 0.85, mixed: 0, copying: 0 }).completion ===
        pair.vulnerable
      );
    });
    const share = texts.filter(Boolean).length / texts.length;
    // Five standard deviations of a binomial share with n = 2000, p = 0.85.
    expect(Math.abs(share - 0.85)).toBeLessThan(0.04);
  });

  it('keeps the share of texts for copying: secure ones that name what they have to differ from', () => {
    const shares = { vulnerable: 1, mixed: 0, copying: 0.4 };
    const copied = Array.from({ length: 2000 }, (_, index) => {
      const { pair } = drawTask('train', index, 1);
      const { completion, unlike } = pretrainingText(index, 1, shares);
      const isCopying = completion === pair.secure;
      expect(completion).toBe(isCopying ? pair.secure : pair.vulnerable);
      expect(unlike).toBe(isCopying ? pair.vulnerable : '');
      return isCopying;
    });
    // Five standard deviations with p = 0.4.
    expect(Math.abs(copied.filter(Boolean).length / copied.length - 0.4)).toBeLessThan(0.055);
  });
});

/** Stands for a drawn name in a template; occurs in no family. */
const slot = '\u0001';
const slots: Names = new Proxy({}, { get: () => slot });

/** What a template becomes with any names. */
const patternOf = (template: string) =>
  new RegExp(
    `^${template
      .split(new RegExp(`${slot}|\\{\\w+\\}`))
      .map((part) => part.replace(/[^\w\s]/g, '\\$&'))
      .join('[^\\n]+?')}$`,
  );

const drawMany = (split: (typeof splits)[number], count: number, seeds: readonly number[]) =>
  seeds.flatMap((seed) => Array.from({ length: count }, (_, i) => drawTask(split, i, seed)));

const commentOf = ({ prompt }: Task) => prompt.split('\n')[0].slice('// '.length);
/** The whole body, of which an opened prompt holds the first lines. */
const bodiesOf = ({ prompt, pair }: Task) => {
  const opening = prompt.split('\n').slice(2).join('\n');
  return [opening + pair.vulnerable, opening + pair.secure];
};
const bodyPatterns = (way: Way) =>
  [way.vulnerable(slots), way.secure(slots)].map((lines) => patternOf(writeBody(lines)));

describe('what training never sees', () => {
  const train = drawMany('train', 2000, [1, 2, 3]);
  /** In a held-out family no way is compared with another: all of it is kept from training. */
  const heldOutWays = (family: Family) =>
    isFamilyHeldOut(family) ? [] : family.ways.filter((way) => isWayHeldOut(family, way));

  it.each(splits.filter((split) => split !== 'train'))('no prompt of %s', (split) => {
    const met = new Set(train.map(({ prompt }) => prompt));
    const again = drawMany(split, 500, [1, 2, 3, 4]).filter(({ prompt }) => met.has(prompt));
    expect(again.map(({ prompt }) => prompt)).toEqual([]);
  });

  it('no family, phrasing or way that is held out', () => {
    const heldOutTexts = new Map(
      families.map((family) => [
        family.id,
        {
          isHeldOut: isFamilyHeldOut(family),
          phrasings: phrasingsIn(family, 'unseen-phrasings').map((i) =>
            patternOf(phrasingTemplates(family)[i]),
          ),
          ways: heldOutWays(family).flatMap(bodyPatterns),
        },
      ]),
    );
    const leaks = train.flatMap((task) => {
      const heldOut = heldOutTexts.get(task.family);
      const comment = commentOf(task);
      const bodies = bodiesOf(task);
      return [
        heldOut?.isHeldOut === false ? [] : [`family ${task.family}`],
        heldOut?.phrasings.some((pattern) => pattern.test(comment)) ? [comment] : [],
        bodies.filter((body) => heldOut?.ways.some((pattern) => pattern.test(body))),
      ].flat();
    });
    expect([...new Set(leaks)]).toEqual([]);
  });

  it('the patterns that look for them find them where they are', () => {
    const find = (split: 'unseen-phrasings' | 'unseen-variants', isIn: (task: Task) => boolean) =>
      drawMany(split, 300, [1]).filter((task) => !isIn(task)).length;
    const familyOf = (task: Task) => {
      const family = families.find(({ id }) => id === task.family);
      if (family === undefined) throw new Error(`No family ${task.family}.`);
      return family;
    };
    expect(
      find('unseen-phrasings', (task) =>
        phrasingsIn(familyOf(task), 'unseen-phrasings').some((i) =>
          patternOf(phrasingTemplates(familyOf(task))[i]).test(commentOf(task)),
        ),
      ),
    ).toBe(0);
    expect(
      find('unseen-variants', (task) =>
        heldOutWays(familyOf(task))
          .flatMap(bodyPatterns)
          .some((pattern) => bodiesOf(task).some((body) => pattern.test(body))),
      ),
    ).toBe(0);
  });

  it.each(
    families.filter((family) => heldOutWays(family).length > 0).map((f) => [f.id, f] as const),
  )('no opening lines of a held-out way of %s', (_, family) => {
    const openingOf = (way: Way) => openingLines(way, slots).join('\n');
    const others = family.ways.filter((way) => !isWayHeldOut(family, way)).map(openingOf);
    for (const way of heldOutWays(family)) {
      expect(openingOf(way)).not.toBe('');
      expect(others).not.toContain(openingOf(way));
    }
  });

  it.each(families.map((family) => [family.id, family] as const))(
    'nothing that is nearly a held-out phrasing or way of %s',
    (_, family) => {
      expect(duplicateProblems(family)).toEqual([]);
    },
  );
});

describe.each(splits)('the split %s', (split) => {
  it('has tasks, the same for the same seed', () => {
    const draw = () => Array.from({ length: 100 }, (_, i) => drawTask(split, i, 11));
    const tasks = draw();
    expect(draw()).toEqual(tasks);
    expect(new Set(tasks.map((task) => task.split))).toEqual(new Set([split]));
    expect(new Set(tasks.map(({ prompt }) => prompt)).size).toBeGreaterThan(50);
  });

  it('keeps the families apart', () => {
    const drawn = new Set(drawMany(split, 2 * families.length, [5]).map(({ family }) => family));
    const heldOut = new Set(families.filter(isFamilyHeldOut).map(({ id }) => id));
    expect(heldOut.size).toBeGreaterThan(0);
    const isHeldOut = [...drawn].map((id) => heldOut.has(id));
    expect(new Set(isHeldOut)).toEqual(new Set([split === 'unseen-families']));
  });
});
