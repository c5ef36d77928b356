import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignCompletion } from './alignment.ts';
import { securityMask } from './securityMask.ts';
import { anyCompletion, codePair, maskSettings } from './testing/codePairs.ts';
import { tokenRewards, type TokenRewardSettings } from './tokenRewards.ts';

const paper: TokenRewardSettings = { alpha: 0.2, vulnerablePenalty: 1, tokenRewardScheme: 'paper' };
const balanced: TokenRewardSettings = { ...paper, alpha: 1, tokenRewardScheme: 'balanced' };
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

test('the sign of a reward is the side of its token', () => {
  fc.assert(
    fc.property(codePair, maskSettings(), anyCompletion, (pair, settings, completion) => {
      const mask = securityMask(pair, settings);
      const { provenance } = alignCompletion(completion, mask);
      for (const scheme of [paper, balanced]) {
        const rewards = tokenRewards(provenance, mask.hunks, scheme);
        const sides = rewards.map((r) => (r > 0 ? 'secure' : r < 0 ? 'vulnerable' : 'neutral'));
        expect(sides).toEqual(provenance.map((p) => p.side));
      }
    }),
  );
});

test('paper: α for each secure token, R⁻ in all for the vulnerable ones', () => {
  fc.assert(
    fc.property(codePair, maskSettings(), (pair, settings) => {
      const mask = securityMask(pair, settings);
      const repaired = alignCompletion(pair.secure, mask).provenance;
      const marked = sum(mask.secure.mask);
      expect(sum(tokenRewards(repaired, mask.hunks, paper))).toBeCloseTo(0.2 * marked, 9);
      const weak = alignCompletion(pair.vulnerable, mask).provenance;
      const isCharged = weak.some((p) => p.side === 'vulnerable');
      expect(sum(tokenRewards(weak, mask.hunks, paper))).toBeCloseTo(isCharged ? -1 : 0, 9);
    }),
  );
});

test('balanced: each hunk is worth the same whatever its length', () => {
  fc.assert(
    fc.property(codePair, maskSettings(), (pair, settings) => {
      const mask = securityMask(pair, settings);
      for (const [completion, worth] of [
        [pair.secure, 1],
        [pair.vulnerable, -1],
      ] as const) {
        const { provenance } = alignCompletion(completion, mask);
        const rewards = tokenRewards(provenance, mask.hunks, balanced);
        for (const hunk of new Set(
          provenance.flatMap((p) => (p.side === 'neutral' ? [] : [p.hunk])),
        )) {
          expect(sum(rewards.filter((_, t) => provenance[t].hunk === hunk))).toBeCloseTo(worth, 9);
        }
      }
    }),
  );
});

test('balanced: a piece of a secure hunk earns a piece of its worth', () => {
  const piece = {
    side: 'secure',
    rule: 'matched',
    source: 'reference',
    contrastIndex: null,
    hunk: 0,
    operation: 'insert',
    reference: null,
  } as const;
  const hunks = [
    { operation: 'insert', secureTokens: 8, vulnerableTokens: 0, anchor: null },
  ] as const;
  expect(tokenRewards([piece, piece], hunks, balanced)).toEqual([1 / 8, 1 / 8]);
});
