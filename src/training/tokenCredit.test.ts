import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../core/testing/outcomes.ts';
import { diffLevels } from '../core/testing/codePairs.ts';
import { rewardGroup, sidesOf, type WrittenCompletion } from './testing/rewardGroup.ts';

const passes = outcomeOf([true], [true]);
const fails = outcomeOf([true], [false]);
const isPositive = (reward: number) => reward > 0;
const isNegative = (reward: number) => reward < 0;
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** Another repair than that of the pair, and what fails for the lack of it; nothing of both is in the pair. */
const other = {
  passing: '  return pages.get(clean(name));\n}',
  failing: '  return pages.get(name);\n}',
};
const group: WrittenCompletion[] = [
  { text: other.failing, outcome: fails },
  { text: other.passing, outcome: passes },
  { text: '  throw new Error("no");\n}', outcome: outcomeOf([false], [true]) },
];

describe('pairSource reference', () => {
  test('compares every completion with the pair', () => {
    const { compared, provenance } = rewardGroup([
      { text: sidesOf.secure, outcome: passes },
      { text: sidesOf.vulnerable, outcome: fails },
    ]);
    expect(compared).toEqual([0, 1].map(() => ({ comparedWith: 'reference', contrast: null })));
    const sources = provenance
      .flat()
      .flatMap(({ side, source }) => (side === 'neutral' ? [] : [source]));
    expect(new Set(sources)).toEqual(new Set(['reference']));
  });

  test('gives no token rewards where training may not see the pair', () => {
    const texts = [
      { text: sidesOf.secure, outcome: passes },
      { text: sidesOf.vulnerable, outcome: fails },
    ];
    const { compared, tokenRewards, provenance } = rewardGroup(texts, {}, sidesOf, false);
    expect(compared.map(({ comparedWith }) => comparedWith)).toEqual([null, null]);
    expect(tokenRewards.flat().every((reward) => reward === 0)).toBe(true);
    expect(new Set(provenance.flat().map(({ rule }) => rule))).toEqual(new Set(['unmarked']));
  });
});

describe.each(diffLevels)('pairSource group at level %s', (diffLevel) => {
  const rewarded = rewardGroup(group, { pairSource: 'group', diffLevel }, sidesOf, false);

  test('charges what fails where it is not like the nearest that passes', () => {
    expect(rewarded.compared[0]).toEqual({
      comparedWith: 'group',
      contrast: { index: 1, text: other.passing },
    });
    expect(rewarded.tokensWith(0, isNegative).join('')).toContain('nam');
    expect(rewarded.tokensWith(0, isPositive)).toEqual([]);
    expect(sum(rewarded.tokenRewards[0])).toBeCloseTo(-1, 9);
  });

  test('rewards what passes where it is not like the nearest that fails', () => {
    expect(rewarded.compared[1].contrast).toEqual({ index: 0, text: other.failing });
    expect(rewarded.tokensWith(1, isPositive).join('')).toContain('clean(');
    expect(rewarded.tokensWith(1, isNegative)).toEqual([]);
  });

  test('says of each token where its evidence came from', () => {
    for (const [b, contrastIndex] of [1, 0, 1].entries()) {
      const told = rewarded.provenance[b].filter(({ side }) => side !== 'neutral');
      expect(told.length).toBeGreaterThan(0);
      for (const p of told) expect(p).toMatchObject({ source: 'group', contrastIndex });
    }
  });
});

test('group: the pair is left out of it, and without a contrast there is no credit', () => {
  const all = [sidesOf.secure, sidesOf.vulnerable].map((text) => ({ text, outcome: fails }));
  const { compared, tokenRewards } = rewardGroup(all, { pairSource: 'group' });
  expect(compared.map(({ comparedWith }) => comparedWith)).toEqual([null, null]);
  expect(sum(tokenRewards.flat().map(Math.abs))).toBe(0);
});

test('group: nothing is a contrast where no tests ran', () => {
  const untested = { ...outcomeOf([], []), similarity: 1 };
  const all = [sidesOf.secure, sidesOf.vulnerable].map((text) => ({ text, outcome: untested }));
  const { compared } = rewardGroup(all, { pairSource: 'group' });
  expect(compared.map(({ comparedWith }) => comparedWith)).toEqual([null, null]);
});

test('both: the pair where it marks a token of the completion, else the group', () => {
  // Only the check is repaired here, and the last two do without a place for it.
  const sides = {
    vulnerable: '  const all = load(x);\n  return all;\n}',
    secure: '  const all = load(x);\n  if (!mine(all)) throw denied;\n  return all;\n}',
  };
  const written = [
    { text: sides.vulnerable, outcome: fails },
    { text: '  load(x, y);\n}', outcome: fails },
    { text: '  load(x, own);\n}', outcome: passes },
  ];
  const { compared, provenance } = rewardGroup(written, { pairSource: 'both' }, sides);
  expect(compared).toEqual([
    { comparedWith: 'reference', contrast: null },
    { comparedWith: 'group', contrast: { index: 2, text: written[2].text } },
    { comparedWith: 'group', contrast: { index: 1, text: written[1].text } },
  ]);
  for (const row of provenance) {
    const sources = row.flatMap(({ side, source }) => (side === 'neutral' ? [] : [source]));
    expect(new Set(sources).size).toBe(1);
  }
  const scarce = rewardGroup(written, { pairSource: 'both' }, sides, false);
  expect(scarce.compared.map(({ comparedWith }) => comparedWith)).toEqual(
    written.map(() => 'group'),
  );
  const alone = rewardGroup([written[1]], { pairSource: 'both' }, sides);
  expect(alone.compared).toEqual([{ comparedWith: 'reference', contrast: null }]);
});

test('a truncated completion is masked, and is no contrast', () => {
  const cut = { text: '  return pages.ge', outcome: fails, isTruncated: true };
  const { compared, completionMask, provenance } = rewardGroup([cut, group[1]], {
    pairSource: 'group',
  });
  expect(compared.map(({ comparedWith }) => comparedWith)).toEqual([null, null]);
  expect(sum(completionMask[0])).toBe(0);
  expect(provenance[0].every(({ rule }) => rule === 'outside')).toBe(true);
});
