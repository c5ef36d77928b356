import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignCompletion } from './alignment.ts';
import { securityMask, type SecurityMask } from './securityMask.ts';
import { createRandom, deriveSeed } from './seeds.ts';
import { shuffleMarks } from './shuffledMask.ts';
import { atLevel, codePair, maskSettings } from './testing/codePairs.ts';
import { tokenise } from './testing/tokenise.ts';

const shuffled = (mask: SecurityMask, seed: number) =>
  shuffleMarks(mask, createRandom(deriveSeed(seed, 'test', 0, 0)));
const count = (hunks: readonly (number | null)[], hunk: number) =>
  hunks.filter((h) => h === hunk).length;

test('each hunk keeps its number of tokens, on both sides', () => {
  fc.assert(
    fc.property(codePair, maskSettings(), fc.nat(), (pair, settings, seed) => {
      const mask = securityMask(pair, settings);
      const other = shuffled(mask, seed);
      mask.hunks.forEach(({ vulnerableTokens, secureTokens, anchor }, h) => {
        const kept = [count(other.vulnerable.hunks, h), count(other.secure.hunks, h)];
        expect(kept).toEqual([vulnerableTokens, secureTokens]);
        const place = other.hunks[h].anchor;
        expect(place === null || other.vulnerable.mask[place.token] === 0).toBe(true);
        if (anchor === null) expect(place).toBeNull();
      });
      const { provenance } = alignCompletion(pair.secure, other);
      const rewarded = provenance.filter(({ side }) => side === 'secure').length;
      expect(rewarded).toBeLessThanOrEqual(other.secure.mask.filter(Boolean).length);
    }),
    { numRuns: 200 },
  );
});

const before = tokenise('const full = join(root, name);\nreturn fs.read(full);\n', true);
const after = tokenise(
  'const full = join(root, name);\nif (!ok(full)) return null;\nreturn fs.read(full);\n',
  true,
);
const mask = securityMask({ vulnerable: before, secure: after }, atLevel('lexeme'));

test('the place is random, and the same for the same seed', () => {
  const places = [1, 2, 3, 4, 5].map((seed) => shuffled(mask, seed).secure.mask.join(''));
  expect(new Set([...places, mask.secure.mask.join('')]).size).toBe(6);
  expect(shuffled(mask, 1)).toEqual(shuffled(mask, 1));
});

test('over many draws each token is marked as often as any other', () => {
  const draws = 1000;
  const times = after.ids.map(() => 0);
  for (let seed = 0; seed < draws; seed += 1) {
    shuffled(mask, seed).secure.mask.forEach((m, t) => (times[t] += m));
  }
  const marked = mask.secure.mask.filter(Boolean).length / after.ids.length;
  for (const n of times) expect(Math.abs(n / draws - marked)).toBeLessThan(0.08);
});
