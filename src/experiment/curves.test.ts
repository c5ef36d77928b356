import { expect, it } from 'vitest';
import { bandOf, drawCurves, meanOverRun } from './curves.ts';
import { plans } from './plans.ts';
import { sampleArm, sampleResult } from './testing/sampleResults.ts';

it('a band is the mean and the interval of all seeds, where all were scored', () => {
  const results = sampleArm('claim', 'both-base', [40, 60]);
  const band = bandOf(results, 'funcSec');
  expect(band.map(({ rollouts }) => rollouts)).toEqual([0, 64, 128]);
  expect(band[2].mean).toBeCloseTo(0.5, 12);
  // t(1) · s / √2 with s = 0.1 · √2.
  expect(band[2].half).toBeCloseTo(12.706 * 0.1, 3);
  const shorter = { ...results[0], curve: results[0].curve.slice(0, 2) };
  expect(bandOf([shorter, results[1]], 'funcSec')).toHaveLength(2);
});

it('the mean over a run is the area under its curve, from where RL begins', () => {
  const result = sampleResult('claim', 'both-sft', 1, 80);
  // 0, 40 and 80 % at equal distances.
  expect(meanOverRun(result)).toBeCloseTo(0.4, 12);
  const before = { ...result.curve[0], stage: 'sft' as const, funcSec: 1 };
  const withSft = { ...result, curve: [before, ...result.curve] };
  expect(meanOverRun(withSft)).toBeCloseTo(meanOverRun(result), 12);
  expect(meanOverRun({ ...result, curve: result.curve.slice(0, 1) })).toBe(0);
});

it('an arm without RL is a level across its panel', () => {
  const alone = sampleResult('claim', 'sft', 1, 80, { rollouts: 0 });
  const level = { ...alone, curve: [{ ...alone.curve[2], rollouts: 0 }] };
  const figure = drawCurves(plans.claim, [level, sampleResult('claim', 'both-sft', 1, 60)]);
  const lines = [...figure.matchAll(/<polyline points="([^"]+)"/gu)].map(([, points]) =>
    points.split(' ').map((point) => point.split(',').map(Number)),
  );
  const [from, to] = lines[lines.length - 1];
  expect(from[1]).toBe(to[1]);
  expect(to[0] - from[0]).toBe(280);
});
