/** Rows behind a shared prefix give what the same rows give one by one, in values and gradients. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor2D } from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { takeRows } from '../engine/kernels/rows/rows.ts';
import { tokenLogprob } from '../engine/kernels/tokenLogprob/tokenLogprob.ts';
import { describeOn, everyBackend } from '../engine/testing/backends.ts';
import { initialWeights } from './initialize.ts';
import type { ModelConfig } from './modelConfig.ts';
import { packGroups, packRows, predictorSlots, type PackedRows } from './packing.ts';
import { createTransformer, hiddenStates, outputLogits, type Transformer } from './transformer.ts';

const config: ModelConfig = {
  model_type: 'llama',
  hidden_size: 16,
  intermediate_size: 16,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  num_key_value_heads: 1,
  max_position_embeddings: 64,
  rms_norm_eps: 1e-5,
  rope_theta: 10_000,
  tie_word_embeddings: true,
  hidden_act: 'silu',
  vocab_size: 20,
  eos_token_id: 0,
};

const groups = [
  { prefix: [3, 4, 5], completions: [[6, 7], [8], [9, 10, 11, 12]] },
  {
    prefix: [13],
    completions: [
      [1, 2, 1],
      [14, 15],
    ],
  },
];
const completions = groups.flatMap((group) => group.completions);
const width = 4;
const targets = completions.flatMap((ids) => Array.from({ length: width }, (_, t) => ids[t] ?? 0));
/** 1 where a completion has a token. */
const counted = completions.flatMap((ids) =>
  Array.from({ length: width }, (_, t) => (t < ids.length ? 1 : 0)),
);

/** Mean log-probability of the completions' tokens, with gradients by variable, flattened. */
async function measure(model: Transformer, packed: PackedRows, from: number[], lengths: number[]) {
  const index = predictorSlots(packed, from, lengths, width);
  const { value, grads } = tf.variableGrads(() => {
    const hidden: Tensor2D = takeRows(hiddenStates(model, packed), index);
    const logprobs = tokenLogprob(outputLogits(model, hidden), tf.tensor1d(targets, 'int32'), 1);
    return tf.sum(tf.mul(logprobs, tf.tensor1d(counted))).asScalar();
  }, [...model.variables]);
  const gradients = await Promise.all(model.variables.map(({ name }) => grads[name].data()));
  return { value: (await value.data())[0], gradients: gradients.map((g) => [...g]) };
}

describeOn(everyBackend, 'packGroups', () => {
  it('computes a prompt once for all its completions', async () => {
    const weights = initialWeights(config, createRandom(deriveSeed(3, 'packing', 0, 0)));
    const model = createTransformer(config, weights, true);
    const shared = packGroups(
      groups.map(({ prefix, completions: ids }) => ({
        prefix,
        // The last token predicts nothing; a completion of one token has no slot of its own.
        rows: ids.map((row) => row.slice(0, -1)),
      })),
      config.vocab_size,
    );
    const lengths = completions.map(({ length }) => length);
    const together = await measure(
      model,
      shared,
      lengths.map(() => 0),
      lengths,
    );
    const whole = groups.flatMap(({ prefix, completions: ids }) =>
      ids.map((row) => ({ prefix, row: [...prefix, ...row] })),
    );
    const apart = await measure(
      model,
      packRows(
        whole.map(({ row }) => row),
        config.vocab_size,
      ),
      whole.map(({ prefix }) => prefix.length),
      whole.map(({ row }) => row.length),
    );
    expect(together.value).toBeCloseTo(apart.value, 4);
    together.gradients.forEach((gradient, i) => {
      const largest = Math.max(...apart.gradients[i].map(Math.abs));
      expect(largest).toBeGreaterThan(0);
      gradient.forEach((g, e) => {
        expect(Math.abs(g - apart.gradients[i][e])).toBeLessThan(1e-4 * largest);
      });
    });
    model.dispose();
  });
});
