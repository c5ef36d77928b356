/** Each setting of rewards and mask, changed alone, makes the difference that its meaning promises. */
import { expect, test } from 'vitest';
import {
  defaultRunConfig,
  settingNames,
  type RunConfig,
  type SettingName,
} from '../core/runConfig.ts';
import { settings } from '../core/settings.ts';
import { outcomeOf } from '../core/testing/outcomes.ts';
import { rewardGroup, sidesOf, type WrittenCompletion } from './testing/rewardGroup.ts';

type Rewarded = ReturnType<typeof rewardGroup>;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const isPositive = (reward: number) => reward > 0;
const isNegative = (reward: number) => reward < 0;
const finding = { rule: 'r', cwe: 'CWE-22', start: 0, end: 1, message: 'It is weak.' };
const untested = { ...outcomeOf([], []), similarity: 0.5, findings: [finding] };

/** The repair, the weak side, a cut one, what passes otherwise, and one without tests. */
const written: WrittenCompletion[] = [
  { text: sidesOf.secure, outcome: outcomeOf([true, true], [true, true]) },
  { text: sidesOf.vulnerable, outcome: outcomeOf([true, false], [false, false]) },
  { text: '  const full = jo', outcome: outcomeOf([false], [false], false), isTruncated: true },
  { text: '  return pages.get(clean(name));\n}', outcome: outcomeOf([true], [true]) },
  { text: '  return 1;\n}', outcome: untested },
];

/** How the changed group differs from that with the default, expected here. */
const promised: Partial<
  Record<SettingName, [Partial<RunConfig>, (before: Rewarded, after: Rewarded) => void]>
> = {
  functionalWeight: [
    { functionalWeight: 2 },
    (before, after) => expect(gains(before, after)).toEqual([1, 0.5, 0, 1, 0]),
  ],
  secureWeight: [
    { secureWeight: 3 },
    (before, after) => expect(gains(before, after)).toEqual([2, 0, 0, 2, 0]),
  ],
  parseWeight: [
    { parseWeight: 1.1 },
    (before, after) => expect(gains(before, after)).toEqual([1, 1, 0, 1, 0]),
  ],
  similarityWeight: [
    { similarityWeight: 3 },
    (before, after) => expect(gains(before, after)).toEqual([0, 0, 0, 0, 1]),
  ],
  findingWeight: [
    { findingWeight: 1.5 },
    (before, after) => expect(gains(before, after)).toEqual([0, 0, 0, 0, -1]),
  ],
  missingEndPenalty: [
    { missingEndPenalty: 2 },
    (before, after) => {
      expect(gains(before, after)).toEqual([0, 0, -2, 0, 0]);
      const parts = (rewarded: Rewarded) => rewarded.rewardParts[2].map(({ name }) => name);
      expect(parts(before)).not.toContain('missingEnd');
      expect(after.rewardParts[2].at(-1)).toEqual({ name: 'missingEnd', value: 1, weight: -2 });
    },
  ],
  alpha: [
    { alpha: 0.6 },
    (before, after) => {
      expect(sum(after.tokenRewards[0])).toBeCloseTo(3 * sum(before.tokenRewards[0]), 9);
      expect(after.tokenRewards[1]).toEqual(before.tokenRewards[1]);
    },
  ],
  vulnerablePenalty: [
    { vulnerablePenalty: 2 },
    (before, after) => {
      expect(sum(before.tokenRewards[1])).toBeCloseTo(-1, 9);
      expect(sum(after.tokenRewards[1])).toBeCloseTo(-2, 9);
      expect(after.tokenRewards[0]).toEqual(before.tokenRewards[0]);
    },
  ],
  tokenRewardScheme: [
    { tokenRewardScheme: 'balanced' },
    (before, after) => {
      const hunks = new Set(after.provenance[0].flatMap(({ hunk }) => hunk ?? []));
      expect(hunks.size).toBeGreaterThan(1);
      expect(sum(after.tokenRewards[0])).toBeCloseTo(0.2 * hunks.size, 9);
      expect(new Set(before.tokenRewards[0])).toEqual(new Set([0, 0.2]));
    },
  ],
  diffLevel: [
    { diffLevel: 'line' },
    (before, after) => {
      expect(before.tokensWith(1, isNegative)).not.toContain(' fs');
      expect(after.tokensWith(1, isNegative)).toContain(' fs');
    },
  ],
  bridgeGaps: [
    { bridgeGaps: true },
    (before, after) => {
      // Tokens of white space alone, which no lexeme has, do not stand between.
      const [plain, bridged] = [before, after].map(({ provenance, rows }) =>
        provenance[0].flatMap(({ side }, t) => {
          const { start, end } = rows[0].text.spans[t];
          const isBlank = start < end && written[0].text.slice(start, end).trim() === '';
          return isBlank ? [] : [side === 'secure'];
        }),
      );
      const added = bridged.flatMap((is, t) => (is && !plain[t] ? [t] : []));
      expect(added.length).toBeGreaterThan(0);
      for (const t of added) expect([plain[t - 1], plain[t + 1]]).toEqual([true, true]);
    },
  ],
  insertionAnchors: [
    { insertionAnchors: false },
    (before, after) => {
      const anchors = (rewarded: Rewarded) =>
        rewarded.provenance[1].filter(({ rule }) => rule === 'anchor').length;
      expect([anchors(before), anchors(after)]).toEqual([1, 0]);
    },
  ],
  pairSource: [
    { pairSource: 'group' },
    (before, after) => {
      const compared = (rewarded: Rewarded) => rewarded.compared.map((c) => c.comparedWith);
      expect(compared(before)).toEqual(written.map(() => 'reference'));
      expect(compared(after)).toEqual(['group', 'group', null, 'group', 'group']);
    },
  ],
  shuffleMask: [
    { shuffleMask: true },
    (before, after) => {
      // How many are marked is kept, as shuffledMask.test.ts shows; here, that the place is another.
      const places = ({ tokenRewards }: Rewarded) => tokenRewards[0].map(isPositive);
      const isNew = places(after).map((is, t) => is && !places(before)[t]);
      expect(isNew).toContain(true);
      expect(rewardGroup(written, { shuffleMask: true }).tokenRewards).toEqual(after.tokenRewards);
      const seeded = rewardGroup(written, { shuffleMask: true, seed: 2 });
      expect(places(seeded)).not.toEqual(places(after));
    },
  ],
};

function gains(before: Rewarded, after: Rewarded): number[] {
  return after.rewards.map((reward, b) => Math.round(1e6 * (reward - before.rewards[b])) / 1e6);
}

const names = settingNames.filter((name) => ['reward', 'mask'].includes(settings[name].group));

test.each(names)('%s', (name) => {
  const entry = promised[name];
  if (!entry) throw new Error(`No test says what ${name} changes; add it to the table.`);
  const [changes, expectDifference] = entry;
  expect(changes[name]).not.toBe(defaultRunConfig[name]);
  expectDifference(rewardGroup(written), rewardGroup(written, changes));
});
