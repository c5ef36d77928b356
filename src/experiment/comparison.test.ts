import { expect, it } from 'vitest';
import { formatDifference, pairedDifference, verdict } from './comparison.ts';
import { shareOf } from './jobResult.ts';
import { sampleArm, sampleResult } from './testing/sampleResults.ts';

const comparison = { arm: 'a', than: 'b', meaning: 'x' };
const read = (result: Parameters<typeof shareOf>[0]) => shareOf(result, 'unseen-names', 'funcSec');
const judge = (a: readonly number[], b: readonly number[]) => {
  const results = [...sampleArm('claim', 'a', a), ...sampleArm('claim', 'b', b)];
  return verdict(comparison, pairedDifference(results, comparison, read));
};

it('differences are taken within seeds, over those that both arms have', () => {
  const results = [
    sampleResult('claim', 'a', 2, 50),
    sampleResult('claim', 'a', 1, 30),
    sampleResult('claim', 'a', 9, 99),
    ...sampleArm('claim', 'b', [20, 45]),
  ];
  const { seeds, differences, mean, signs } = pairedDifference(results, comparison, read);
  expect(seeds).toEqual([1, 2]);
  expect(differences.map((d) => Math.round(100 * d))).toEqual([10, 5]);
  expect(mean).toBeCloseTo(0.075, 12);
  expect(signs).toMatchObject({ above: 2, below: 0 });
});

it('the verdict follows from where the interval lies', () => {
  expect(judge([50, 52, 54, 50, 52], [40, 40, 43, 41, 40])).toBe(
    'a is better than b: +10.8 points (+9.2 to +12.4) of func-sec@1; 5 of 5 seeds above 0, sign test p = 0.063.',
  );
  expect(judge([40, 40, 43, 41, 40], [50, 52, 54, 50, 52])).toMatch(
    /^a is worse than b: −10\.8 points \(−12\.4 to −9\.2\)/,
  );
  // Four of five seeds are better, and still nothing is claimed.
  expect(judge([45, 45, 45, 45, 30], [40, 40, 40, 40, 40])).toMatch(
    /^No difference seen between a and b: \+2\.0 points \(−6\.3 to \+10\.3\)/,
  );
});

it('nothing is decided by too few seeds', () => {
  expect(judge([50, 51, 52, 53], [10, 11, 12, 13])).toMatch(
    /^Not decided: 4 of at least 5 seeds\./,
  );
  expect(judge([50], [10])).toContain('no interval from one seed');
  expect(judge([], [10])).toBe('Not decided: no seed has both a and b yet.');
});

it('a difference of nothing has no sign', () => {
  expect(formatDifference({ mean: 0, half: 0 })).toBe('0.0 points (0.0 to 0.0)');
  expect(formatDifference({ mean: -0.0001, half: 0.0002 })).toBe('0.0 points (0.0 to 0.0)');
});
