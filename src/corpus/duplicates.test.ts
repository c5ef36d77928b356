import { describe, expect, it } from 'vitest';
import {
  closestPhrasings,
  duplicateProblems,
  editSimilarity,
  phrasingNeighbours,
  setSimilarity,
  wayNeighbours,
} from './duplicates.ts';
import { headerValue } from './families/headerValue.ts';
import { sqlParameters } from './families/sqlParameters.ts';
import type { Family } from './family.ts';
import { isFamilyHeldOut, isPhrasingHeldOut, isWayHeldOut, phrasingTemplates } from './splits.ts';

describe('similarities', () => {
  it('counts shared words of all words', () => {
    expect(setSimilarity(new Set('abc'), new Set('bcd'))).toBe(0.5);
    expect(setSimilarity(new Set('ab'), new Set('cd'))).toBe(0);
    expect(setSimilarity(new Set('ab'), new Set('ba'))).toBe(1);
  });

  it('counts edits against the longer list', () => {
    // kitten, sitting: three edits, seven letters.
    expect(editSimilarity([...'kitten'], [...'sitting'])).toBeCloseTo(1 - 3 / 7);
    expect(editSimilarity([...'abc'], [...'abc'])).toBe(1);
    expect(editSimilarity([...'abc'], [])).toBe(0);
  });
});

/** A family that is trained on, with one phrasing more. */
const withPhrasing = (family: Family, added: string): Family => ({
  ...family,
  phrasings: (names) => [...family.phrasings(names), added],
});

/** An id whose hash puts the way where it is wanted. */
function wayId(family: Family, isHeldOut: boolean): string {
  for (let i = 0; ; i++) if (isWayHeldOut(family, { id: `w${i}` }) === isHeldOut) return `w${i}`;
}

describe.each([sqlParameters, headerValue])('near duplicates of $id', (family) => {
  it('is a family that training uses', () => {
    expect(isFamilyHeldOut(family)).toBe(false);
  });

  it('finds a training phrasing that repeats a held-out one in other order', () => {
    const heldOut = phrasingTemplates(family).find(isPhrasingHeldOut);
    if (heldOut === undefined) throw new Error('The family holds no phrasing out.');
    const words = heldOut.replace(/[.?!]$/, '').split(' ');
    // Of all orders and endings, one that its hash gives to training.
    const copy = words
      .flatMap((_, i) =>
        ['.', '!', '?'].map((end) => [...words.slice(i), ...words.slice(0, i)].join(' ') + end),
      )
      .find((text) => !isPhrasingHeldOut(text));
    if (copy === undefined) throw new Error('No order of the words is given to training.');
    const found = duplicateProblems(withPhrasing(family, copy));
    expect(found.join('\\n')).toContain(`phrasing "${heldOut}" is 1.00 like`);
  });

  it('finds a held-out way that repeats a training way with another name in it', () => {
    const lines = ['const size = 1;', 'return first(second(third(fourth(size))));'];
    const changed: Family = {
      ...family,
      ways: [
        { id: wayId(family, false), vulnerable: () => lines, secure: () => lines },
        {
          id: wayId(family, true),
          vulnerable: () => lines.map((line) => line.replaceAll('size', 'length')),
          secure: () => ['return 7;'],
        },
      ],
    };
    const [neighbour] = wayNeighbours(changed);
    // Two lexemes of all.
    expect(neighbour).toMatchObject({ heldOut: changed.ways[1].id, nearest: changed.ways[0].id });
    expect(neighbour.similarity).toBeCloseTo(1 - 2 / 20);
    expect(duplicateProblems(changed).filter((text) => text.includes('held-out way'))).toHaveLength(
      1,
    );
  });

  it('lets unlike phrasings be', () => {
    const neighbours = phrasingNeighbours(family);
    expect(neighbours.length).toBeGreaterThan(0);
    expect(neighbours.every(({ similarity }) => similarity < closestPhrasings)).toBe(true);
  });
});
