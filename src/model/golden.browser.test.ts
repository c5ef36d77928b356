/** The model against an independent float64 implementation, on our WebGPU kernels and composed from tfjs's ops. */
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeOn, everyBackend } from '../engine/testing/backends.ts';
import { tokenLogprob } from '../engine/kernels/tokenLogprob/tokenLogprob.ts';
import { takeRows } from '../engine/kernels/rows/rows.ts';
import llamaConfig from './fixtures/tiny-llama/config.json';
import llamaExpected from './fixtures/tiny-llama/expected.json';
import llamaWeights from './fixtures/tiny-llama/model.safetensors?url';
import qwen2Config from './fixtures/tiny-qwen2/config.json';
import qwen2Expected from './fixtures/tiny-qwen2/expected.json';
import qwen2Weights from './fixtures/tiny-qwen2/model.safetensors?url';
import { generate } from './generation.ts';
import { modelConfigSchema } from './modelConfig.ts';
import { packRows, predictorSlots } from './packing.ts';
import { parseSafetensors } from './safetensors.ts';
import { createTransformer, hiddenStates, outputLogits, type Transformer } from './transformer.ts';
import { splitWeight } from './weights.ts';

const numbers = z.array(z.number());
const expectedSchema = z.object({
  input_ids: z.array(numbers),
  logits: numbers,
  next_token_logprobs: numbers,
  mean_cross_entropy: z.number(),
  grads: z.record(z.string(), z.object({ shape: numbers, values: numbers })),
  greedy_from_first_6: z.array(numbers),
});

const worst = (got: ArrayLike<number>, want: readonly number[]) =>
  want.reduce((max, w, i) => Math.max(max, Math.abs(w - got[i])), 0);

/** Largest difference as a share of the largest expected entry. */
const worstRelative = (got: ArrayLike<number>, want: readonly number[]) =>
  worst(got, want) / want.reduce((max, w) => Math.max(max, Math.abs(w)), 1e-12);

const fixtures = [
  { name: 'tiny-llama', config: llamaConfig, expected: llamaExpected, weights: llamaWeights },
  { name: 'tiny-qwen2', config: qwen2Config, expected: qwen2Expected, weights: qwen2Weights },
];

describeOn(everyBackend, 'golden', ({ name: backend }) => {
  describe.each(fixtures)('$name', ({ weights, ...fixture }) => {
    const config = modelConfigSchema.parse(fixture.config);
    const expected = expectedSchema.parse(fixture.expected);
    const rows = expected.input_ids;
    let model: Transformer;
    beforeAll(async () => {
      const bytes = new Uint8Array(await (await fetch(weights)).arrayBuffer());
      model = createTransformer(config, parseSafetensors(bytes), true);
    });
    afterAll(() => model.dispose());

    it('runs on the backend it names', () => expect(tf.getBackend()).toBe(backend));

    it('gives the expected logits', async () => {
      const packed = packRows(rows, config.vocab_size);
      const logits = await tf.tidy(() => outputLogits(model, hiddenStates(model, packed))).data();
      expect(worst(logits, expected.logits)).toBeLessThan(1e-4);
    });

    it('gives the expected log-probabilities and gradients', async () => {
      const packed = packRows(rows, config.vocab_size);
      const width = rows[0].length - 1;
      const predictors = predictorSlots(
        packed,
        rows.map(() => 1),
        rows.map(({ length }) => length),
        width,
      );
      const targets = tf.tensor1d(
        rows.flatMap((row) => row.slice(1)),
        'int32',
      );
      const logits = () => outputLogits(model, takeRows(hiddenStates(model, packed), predictors));
      const logprobs = await tokenLogprob(logits(), targets, 1).data();
      expect(worst(logprobs, expected.next_token_logprobs)).toBeLessThan(1e-4);

      const { value, grads } = tf.variableGrads(
        () => tf.neg(tf.mean(tokenLogprob(logits(), targets, 1))),
        [...model.variables],
      );
      expect((await value.data())[0]).toBeCloseTo(expected.mean_cross_entropy, 4);
      const compared = new Set<string>();
      for (const [i, spec] of model.specs.entries()) {
        const fused = await grads[model.variables[i].name].data<'float32'>();
        for (const [part, { values }] of splitWeight(spec, fused)) {
          expect(worstRelative(values, expected.grads[part].values), part).toBeLessThan(1e-3);
          compared.add(part);
        }
      }
      expect([...compared].sort()).toEqual(Object.keys(expected.grads).sort());
    });

    it('generates the expected greedy tokens from its cache', async () => {
      const completions = await generate(
        { ...model, config: { ...config, eos_token_id: -1 } },
        rows.map((row) => row.slice(0, 6)),
        { completionsPerPrompt: 1, maxCompletionLength: 20, temperature: 0, draw: () => 0 },
      );
      expect(completions.map((c) => c.ids)).toEqual(
        expected.greedy_from_first_6.map((ids) => ids.slice(-20)),
      );
    });
  });
});
