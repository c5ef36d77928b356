/** The policy loss against verl's own code, value and gradient. */
import { describe, expect, test } from 'vitest';
import golden from './fixtures/rl.json' with { type: 'json' };
import { policyLoss, type PolicyLossInput } from './objective.ts';
import { maskedMean } from './perToken.ts';
import { expectClose } from './testing/closeness.ts';
import { plainLoss as base } from './testing/plainLoss.ts';

describe.each(golden)('verl core_algos, batch with seed $seed', ({ inputs, expected }) => {
  const input: PolicyLossInput = {
    logprobs: inputs.log_prob,
    oldLogprobs: inputs.old_log_prob,
    refLogprobs: inputs.ref_log_prob,
    advantages: inputs.advantages,
    entropy: inputs.response_mask,
    completionMask: inputs.response_mask,
  };
  const [B, T] = [inputs.log_prob.length, inputs.log_prob[0].length];

  test.each(['token-mean', 'seq-mean-token-mean', 'seq-mean-token-sum', 'dr-grpo'] as const)(
    'dual-clip loss and gradient, %s',
    (lossType) => {
      // verl's norm divides by T alone, dr-grpo as in TRL by B·T.
      const scale = lossType === 'dr-grpo' ? B : 1;
      const name = lossType === 'dr-grpo' ? 'seq-mean-token-sum-norm' : lossType;
      const wanted = expected[`ppo_dualclip_low0.2_high0.28_c3_${name}`];
      const found = policyLoss(input, { ...base, lossType, maxCompletionLength: T });
      expect(found.loss * scale).toBeCloseTo(wanted.loss, 7);
      expectClose(
        found.gradLogprobs.map((row) => row.map((g) => g * scale)),
        wanted.grad_log_prob,
      );
      expect(found.clipRegion).toBeCloseTo(wanted.clipfrac, 6);
      expect(found.clipDual).toBeCloseTo(wanted.clipfrac_lower, 6);
      const logRatio = found.ratio.map((row) => row.map((r) => -Math.log(r)));
      expect(maskedMean(logRatio, input.completionMask)).toBeCloseTo(wanted.ppo_kl, 6);
    },
  );

  test('GSPO-token loss and gradient', () => {
    // verl's has no dual clip, and always takes the mean over tokens and then over completions.
    const found = policyLoss(input, {
      ...base,
      importanceSamplingLevel: 'sequence',
      lossType: 'seq-mean-token-mean',
      delta: 1e9,
    });
    const wanted = expected['gspo_token_low0.2_high0.28'];
    expect(found.loss).toBeCloseTo(wanted.loss, 7);
    expectClose(found.gradLogprobs, wanted.grad_log_prob);
  });

  test.each(['k1', 'k2', 'k3'] as const)('kl %s', (klEstimator) => {
    expectClose(policyLoss(input, { ...base, klEstimator }).kl, expected[`kl_${klEstimator}`]);
  });
});
