import { expect, it } from 'vitest';
import { sampleStep } from '../fixtures/sampleStep.ts';
import { barcodePaths, runsOf } from './barcode.ts';
import { profileEdge, profilePaths, reachOf } from './profile.ts';

it('joins neighbours of one value, and only neighbours', () => {
  expect(runsOf([2, 2, 0, 0, -3, 2])).toEqual([
    { start: 0, length: 2, value: 2 },
    { start: 2, length: 2, value: 0 },
    { start: 4, length: 1, value: -3 },
    { start: 5, length: 1, value: 2 },
  ]);
});

it('draws one path a level and leaves a gap at zero', () => {
  const [rollout] = sampleStep(1, 3);
  const some = {
    ...rollout,
    tokens: ['a', 'b', 'c', 'd'],
    advantages: [2, 0, 2, -0.1],
    tokenAdvantages: [0, 0, 0.2, 0],
    completionMask: [1, 1, 1, 1],
  };
  expect(barcodePaths(some, 'advantage')).toEqual([
    { level: 3, path: 'M0 0h1v10h-1zM2 0h1v10h-1z' },
    { level: -1, path: 'M3 0h1v10h-1z' },
    { credit: 'plus', path: 'M2 7.5h1v2.5h-1z' },
  ]);
});

it('draws a profile with one path a level, and a line along the ends that breaks at gaps', () => {
  const values = [0.1, 0.1, null, -2, 0];
  expect(profilePaths(values)).toEqual([
    { level: 1, path: 'M0 0v-0.1h2v0.1z' },
    { level: -3, path: 'M3 0v2h1v-2z' },
  ]);
  expect(profileEdge(values)).toBe('M0 -0.1h2M3 2h1M4 0h1');
  expect(reachOf([0.2], values)).toBeGreaterThan(2);
});
