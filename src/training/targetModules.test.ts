import { expect, it } from 'vitest';
import { modelConfigSchema } from '../model/modelConfig.ts';
import { weightSpecs } from '../model/weights.ts';
import { trainedWeights } from './targetModules.ts';

/** Names of the weights of a model with so many layers, in the order of the optimizer. */
const namesOf = (layers: number) =>
  weightSpecs(
    modelConfigSchema.parse({
      model_type: 'qwen2',
      hidden_size: 16,
      intermediate_size: 32,
      num_hidden_layers: layers,
      num_attention_heads: 2,
      num_key_value_heads: 1,
      vocab_size: 64,
      max_position_embeddings: 32,
      rms_norm_eps: 1e-5,
      rope_theta: 10_000,
      tie_word_embeddings: true,
      hidden_act: 'silu',
      eos_token_id: 0,
    }),
  ).map(({ name }) => name);

it.each([
  [1, [0]],
  [2, [1]],
  [3, [1, 2]],
  [4, [2, 3]],
])('of %i layers, RL trains the MLPs of the upper half, %j', (layers, upper) => {
  const wanted = upper.flatMap((i) => [`layer${i}.mlpNorm`, `layer${i}.gateUp`, `layer${i}.down`]);
  expect(trainedWeights(namesOf(layers), layers, 'upper-mlp')).toEqual(wanted);
});

it('or every weight', () => {
  expect(trainedWeights(namesOf(2), 2, 'all')).toEqual(namesOf(2));
});
