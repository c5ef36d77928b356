/** A training step stays within its dispatches, and learns. */
import { expect, it, vi } from 'vitest';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { describeOn, webGpu } from '../engine/testing/backends.ts';
import { initialWeights } from '../model/initialize.ts';
import type { ModelConfig } from '../model/modelConfig.ts';
import { createTransformer } from '../model/transformer.ts';
import { createOptimizer } from './optimizer.ts';
import { pretrainStep } from './pretrain.ts';

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

describeOn([webGpu], 'pretrainStep', () => {
  it('takes at most 150 dispatches for four layers', async () => {
    const random = createRandom(deriveSeed(1, 'test', 0, 0));
    const model = createTransformer(config, initialWeights(config, random), true);
    const optimizer = createOptimizer(model.variables, 0.95);
    const texts = [{ ids: [3, 4, 5, 6, 7], lossFrom: 1 }];
    const settings = { learningRate: 1e-2, weightDecay: 0, maxGradNorm: 1 };
    const step = () => pretrainStep(model, optimizer, texts, settings);
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
