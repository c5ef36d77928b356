import { expect, test } from 'vitest';
import { createKlController, sampledKl } from './klController.ts';

const settings = { beta: 0.1, klController: 'adaptive', targetKl: 0.5, klHorizon: 100 } as const;

test('fixed stays at beta, whatever it hears', () => {
  const controller = createKlController({ ...settings, klController: 'fixed' });
  controller.update(99, 50);
  expect(controller.beta()).toBe(0.1);
});

test.each([
  // 1 + e·n/horizon with e = kl/target − 1, clipped to ±0.2; Ziegler et al. 2019.
  ['above its target', 0.55, 10, 0.1 * (1 + 0.1 * 0.1)],
  ['below its target', 0.45, 10, 0.1 * (1 - 0.1 * 0.1)],
  ['far above', 50, 10, 0.1 * (1 + 0.2 * 0.1)],
  ['far below', -50, 10, 0.1 * (1 - 0.2 * 0.1)],
  ['of a batch longer than the horizon', 0, 100_000, 0.1 * 0.8],
])('adaptive follows a KL %s', (_, kl, completions, wanted) => {
  const controller = createKlController(settings);
  controller.update(kl, completions);
  expect(controller.beta()).toBeCloseTo(wanted, 12);
});

test('goes on from where an earlier one was', () => {
  const whole = createKlController(settings);
  whole.update(0.7, 20);
  const resumed = createKlController(settings, whole.beta());
  whole.update(0.2, 20);
  resumed.update(0.2, 20);
  expect(resumed.beta()).toBe(whole.beta());
  expect(resumed.beta()).not.toBe(settings.beta);
});

test('hears the mean over completions, not over tokens, and nothing of masked ones', () => {
  const oldLogprobs = [[-1, -1, NaN], [-2], [NaN]];
  const refLogprobs = [[-1.5, -1.1, NaN], [-2.9], [NaN]];
  const mask = [[1, 1, 0], [1], [0]];
  expect(sampledKl({ oldLogprobs, refLogprobs }, mask)).toBeCloseTo((0.3 + 0.9) / 2, 12);
  expect(sampledKl({ oldLogprobs, refLogprobs: oldLogprobs }, mask)).toBe(0);
});
