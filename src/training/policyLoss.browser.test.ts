/** The losses on tensors: verl's golden batches, and the readable references in value and gradient, on both backends. */
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { aggregationWeights } from '../core/aggregation.ts';
import golden from '../core/fixtures/rl.json' with { type: 'json' };
import { policyLoss as referenceLoss, type PolicyLossInput } from '../core/objective.ts';
import type { PerToken } from '../core/perToken.ts';
import { runConfigSchema, type RunConfig } from '../core/runConfig.ts';
import { settings } from '../core/settings.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import {
  valueLoss as referenceValueLoss,
  valueWeights,
  type ValueLossInput,
} from '../core/valueLoss.ts';
import { describeOn, everyBackend } from '../engine/testing/backends.ts';
import { policyLoss } from './policyLoss.ts';
import { padRows } from './scoring.ts';
import { valueLoss } from './valueLoss.ts';

const B = 6;
const T = 9;
const random = createRandom(deriveSeed(3, 'loss', 0, 0));
const draw = (scale: number, shift = 0) =>
  Array.from({ length: B }, () =>
    Array.from({ length: T }, () => scale * (random.uniform() - 0.5) + shift),
  );
const near = (rows: PerToken, scale: number) =>
  rows.map((row) => row.map((v) => v + scale * (random.uniform() - 0.5)));

const logprobs = draw(3, -2);
const advantages = draw(4);
const batch: PolicyLossInput = {
  logprobs,
  oldLogprobs: near(logprobs, 1.6),
  refLogprobs: near(logprobs, 1),
  advantages,
  entropy: draw(1, 1),
  // Rows end at different places, and one has no token at all.
  completionMask: advantages.map((row, b) => row.map((_, t) => (t < (b * T) / (B - 1) ? 1 : 0))),
};
const expected = draw(2);
const critic: ValueLossInput = {
  vpreds: near(expected, 1),
  values: expected,
  returns: draw(2),
  completionMask: batch.completionMask,
};

/** Loss and its gradients by log-probability and entropy, row by row. */
async function tensorLoss(input: PolicyLossInput, config: RunConfig) {
  const { length: rows } = input.logprobs;
  const { length: width } = input.logprobs[0];
  const pad = (values: PerToken) => padRows(values, width);
  const tensors = {
    oldLogprobs: pad(input.oldLogprobs),
    refLogprobs: pad(input.refLogprobs),
    advantages: pad(input.advantages),
    weights: pad(aggregationWeights(input.completionMask, config)),
  };
  const loss = (x: tf.Tensor, entropy: tf.Tensor) =>
    policyLoss(x.as2D(rows, width), entropy.as2D(rows, width), tensors, config);
  const { value, grads } = tf.valueAndGrads(loss)([pad(input.logprobs), pad(input.entropy)]);
  const [[found], ...gradients] = await Promise.all([value, ...grads].map((t) => t.data()));
  return { loss: found, gradLogprobs: gradients[0], gradEntropy: gradients[1] };
}

/** The same for the value loss, at cliprangeValue 0.2. */
async function tensorValueLoss(input: ValueLossInput) {
  const { length: width } = input.vpreds[0];
  const pad = (values: PerToken) => padRows(values, width);
  const tensors = {
    values: pad(input.values),
    returns: pad(input.returns),
    weights: pad(valueWeights(input.completionMask)),
  };
  const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
    valueLoss(x.as2D(input.vpreds.length, width), tensors, { cliprangeValue: 0.2 }),
  )(pad(input.vpreds));
  return { loss: (await value.data())[0], gradient: await grad.data() };
}

function expectEach(found: ArrayLike<number>, wanted: PerToken, tolerance: number) {
  wanted.flat().forEach((want, i) => expect(Math.abs(found[i] - want)).toBeLessThan(tolerance));
}

const cases = settings.lossType.choices.flatMap((lossType) =>
  settings.klEstimator.choices.flatMap((klEstimator) =>
    settings.importanceSamplingLevel.choices.map((importanceSamplingLevel) => ({
      lossType,
      klEstimator,
      importanceSamplingLevel,
      klPlacement: klEstimator === 'k2' ? 'reward' : 'loss',
      entropyCoef: importanceSamplingLevel === 'token' ? 0.3 : 0,
    })),
  ),
);

describeOn(everyBackend, 'losses', () => {
  it.each(cases)(
    'equal the reference for $lossType, $klEstimator in the $klPlacement, level $importanceSamplingLevel',
    async (choice) => {
      const config = runConfigSchema.parse({ ...choice, beta: 0.3, delta: 1.5 });
      const wanted = referenceLoss(batch, config);
      const found = await tensorLoss(batch, config);
      expect(Math.abs(found.loss - wanted.loss)).toBeLessThan(1e-5);
      expectEach(found.gradLogprobs, wanted.gradLogprobs, 1e-5);
      expectEach(found.gradEntropy, wanted.gradEntropy, 1e-5);
    },
  );

  it('equal the reference for the critic', async () => {
    const wanted = referenceValueLoss(critic, { cliprangeValue: 0.2 });
    expect(wanted.clipFraction).toBeGreaterThan(0);
    const found = await tensorValueLoss(critic);
    expect(Math.abs(found.loss - wanted.loss)).toBeLessThan(1e-5);
    expectEach(found.gradient, wanted.gradVpreds, 1e-5);
  });

  it('clip some tokens on both sides in this batch, so that the cases say something', () => {
    for (const importanceSamplingLevel of settings.importanceSamplingLevel.choices) {
      // The ratios of whole completions stay nearer to 1.
      const scale = importanceSamplingLevel === 'token' ? 1 : 0.2;
      const clips = { epsilon: 0.2 * scale, epsilonHigh: 0.28 * scale, delta: 1 + scale / 2 };
      const config = runConfigSchema.parse({ importanceSamplingLevel, ...clips });
      const { clipLow, clipHigh, clipDual } = referenceLoss(batch, config);
      expect(clipLow + clipDual).toBeGreaterThan(0);
      expect(clipHigh).toBeGreaterThan(0);
    }
  });

  it.each(golden)(
    'give what verl gives for the batch with seed $seed',
    async ({ inputs, ...of }) => {
      const { response_mask: completionMask } = inputs;
      const [rows, width] = [inputs.log_prob.length, inputs.log_prob[0].length];
      const input: PolicyLossInput = {
        logprobs: inputs.log_prob,
        oldLogprobs: inputs.old_log_prob,
        refLogprobs: inputs.ref_log_prob,
        advantages: inputs.advantages,
        entropy: completionMask,
        completionMask,
      };
      const config = (changes: Partial<RunConfig>) =>
        runConfigSchema.parse({ beta: 0, maxCompletionLength: 8, ...changes });
      for (const lossType of settings.lossType.choices) {
        // verl's norm divides by T alone, dr-grpo as in TRL by B times the longest completion.
        const isNorm = lossType === 'dr-grpo';
        const scale = isNorm ? (rows * 8) / width : 1;
        const name = isNorm ? 'seq-mean-token-sum-norm' : lossType;
        const wanted = of.expected[`ppo_dualclip_low0.2_high0.28_c3_${name}`];
        const found = await tensorLoss(input, config({ lossType }));
        expect(Math.abs(found.loss * scale - wanted.loss)).toBeLessThan(1e-4);
        const gradient = found.gradLogprobs.map((g) => g * scale);
        expectEach(gradient, wanted.grad_log_prob, 1e-4);
      }
      const gspo = await tensorLoss(
        input,
        config({
          importanceSamplingLevel: 'sequence',
          lossType: 'seq-mean-token-mean',
          delta: 100,
        }),
      );
      const wanted = of.expected['gspo_token_low0.2_high0.28'];
      expect(Math.abs(gspo.loss - wanted.loss)).toBeLessThan(1e-4);
      expectEach(gspo.gradLogprobs, wanted.grad_log_prob, 1e-4);

      const { vpreds, values, returns } = inputs;
      const value = await tensorValueLoss({ vpreds, values, returns, completionMask });
      expect(Math.abs(value.loss - of.expected['value_loss_clip0.2'].loss)).toBeLessThan(1e-4);
    },
  );
});
