/** A cross-entropy step stays within its dispatches, learns, and does not depend on micro-batches. */
import { expect, it, vi } from 'vitest';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { describeOn, wasm, webGpu } from '../engine/testing/backends.ts';
import { initialWeights } from '../model/initialize.ts';
import type { ModelConfig } from '../model/modelConfig.ts';
import { createTransformer, readWeights } from '../model/transformer.ts';
import { createOptimizer } from './optimizer.ts';
import { crossEntropyStep } from './sft.ts';

const config: ModelConfig = {
  model_type: 'llama',
  hidden_size: 16,
  intermediate_size: 16,
  num_hidden_layers: 4,
  num_attention_heads: 2,
  num_key_value_heads: 2,
  max_position_embeddings: 32,
  rms_norm_eps: 1e-5,
  rope_theta: 10_000,
  tie_word_embeddings: true,
  hidden_act: 'silu',
  vocab_size: 16,
  eos_token_id: 0,
};

describeOn([webGpu], 'crossEntropyStep', () => {
  it('takes at most 150 dispatches for four layers', async () => {
    const random = createRandom(deriveSeed(1, 'test', 0, 0));
    const model = createTransformer(config, initialWeights(config, random), true);
    const optimizer = createOptimizer(model.variables, 0.95);
    const texts = [{ ids: [3, 4, 5, 6, 7], lossFrom: 1 }];
    const settings = { learningRate: 1e-2, weightDecay: 0, maxGradNorm: 1 };
    const step = () => crossEntropyStep(model, optimizer, texts, settings);
    const first = await step();
    const dispatch = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
    const second = await step();
    expect(dispatch.mock.calls.length).toBeGreaterThan(4);
    expect(dispatch.mock.calls.length).toBeLessThanOrEqual(150);
    dispatch.mockRestore();
    expect(second.loss).toBeLessThan(first.loss);
    optimizer.dispose();
    model.dispose();
  });
});

describeOn([wasm], 'micro-batches of crossEntropyStep', () => {
  it('give the loss and the weights of the whole batch', async () => {
    const texts = [
      { ids: [3, 4, 5, 6, 7, 0], lossFrom: 2 },
      { ids: [8, 9, 0], lossFrom: 1 },
      { ids: [1, 2, 3, 4, 0], lossFrom: 3 },
    ];
    const settings = { learningRate: 1e-2, weightDecay: 0, maxGradNorm: 1 };
    const step = async (slots: number) => {
      const random = createRandom(deriveSeed(2, 'test', 0, 0));
      const model = createTransformer(config, initialWeights(config, random), true);
      const optimizer = createOptimizer(model.variables, 0.999);
      const { loss, gradNorm } = await crossEntropyStep(model, optimizer, texts, settings, slots);
      const weights = await readWeights(model);
      optimizer.dispose();
      model.dispose();
      return { numbers: [loss, gradNorm], weights: [...weights.values()] };
    };
    const [whole, split] = [await step(1000), await step(9)];
    split.numbers.forEach((value, i) => expect(value).toBeCloseTo(whole.numbers[i], 5));
    split.weights.forEach(({ values }, i) =>
      values.forEach((value, j) => expect(value).toBeCloseTo(whole.weights[i].values[j], 4)),
    );
  });
});
