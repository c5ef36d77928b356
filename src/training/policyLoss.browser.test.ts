/** The loss on tensors against the readable reference: value and gradient, on both backends. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { aggregationWeights } from '../core/aggregation.ts';
import { policyLoss as referenceLoss } from '../core/objective.ts';
import { runConfigSchema } from '../core/runConfig.ts';
import { settings } from '../core/settings.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { startWasm, startWebGpu } from '../engine/backend.ts';
import { wasmUrls } from '../engine/wasmUrls.ts';
import { policyLoss } from './policyLoss.ts';
import { padRows } from './scoring.ts';

const B = 6;
const T = 9;
const random = createRandom(deriveSeed(3, 'loss', 0, 0));
const draw = (scale: number, shift = 0) =>
  Array.from({ length: B }, () =>
    Array.from({ length: T }, () => scale * (random.uniform() - 0.5) + shift),
  );

const logprobs = draw(3, -2);
const oldLogprobs = logprobs.map((row) => row.map((v) => v + 1.6 * (random.uniform() - 0.5)));
const refLogprobs = logprobs.map((row) => row.map((v) => v + (random.uniform() - 0.5)));
const advantages = draw(4);
// Rows end at different places, and one has no token at all.
const completionMask = advantages.map((row, b) =>
  row.map((_, t) => (t < (b * T) / (B - 1) ? 1 : 0)),
);
const batch = { logprobs, oldLogprobs, refLogprobs, advantages, completionMask };

const backends = [
  ['webgpu', startWebGpu],
  ['wasm', () => startWasm(wasmUrls)],
] as const;

describe.each(backends)('policyLoss on %s', (_, start) => {
  beforeAll(async () => {
    await start();
  });

  const cases = settings.lossType.choices.flatMap((lossType) =>
    settings.klEstimator.choices.map((klEstimator) => ({ lossType, klEstimator })),
  );
  it.each(cases)('equals the reference for $lossType, $klEstimator', async (choice) => {
    const config = runConfigSchema.parse({ ...choice, beta: 0.3, delta: 1.5 });
    const expected = referenceLoss(batch, config);
    const tensors = {
      oldLogprobs: padRows(oldLogprobs, T),
      refLogprobs: padRows(refLogprobs, T),
      advantages: padRows(advantages, T),
      weights: padRows(aggregationWeights(completionMask, config), T),
    };
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
      policyLoss(x.as2D(B, T), tensors, config),
    )(padRows(logprobs, T));
    expect(Math.abs((await value.data())[0] - expected.loss)).toBeLessThan(1e-5);
    const gradient = await grad.data();
    expected.gradLogprobs.flat().forEach((want, i) => {
      expect(Math.abs(gradient[i] - want)).toBeLessThan(1e-5);
    });
  });

  it('clips some tokens on both sides in this batch, so that the cases say something', () => {
    const { clipLow, clipHigh, clipDual } = referenceLoss(
      batch,
      runConfigSchema.parse({ delta: 1.5 }),
    );
    expect(Math.min(clipLow, clipHigh, clipDual)).toBeGreaterThan(0);
  });
});
