import { describe, expect, it } from 'vitest';
import { FailureError } from '../core/failure.ts';
import { runConfigSchema } from '../core/runConfig.ts';
import { estimateMemory } from '../model/memoryEstimate.ts';
import type { ModelConfig } from '../model/modelConfig.ts';
import { planMemory, type MemoryLimits } from './memoryPlan.ts';

const model: ModelConfig = {
  model_type: 'llama',
  hidden_size: 96,
  intermediate_size: 192,
  num_hidden_layers: 4,
  num_attention_heads: 3,
  num_key_value_heads: 3,
  vocab_size: 768,
  max_position_embeddings: 256,
  rms_norm_eps: 1e-5,
  rope_theta: 10_000,
  tie_word_embeddings: true,
  hidden_act: 'silu',
  eos_token_id: 0,
};
const config = runConfigSchema.parse({ maxCompletionLength: 64, evalPrompts: 56 });
const plenty = { largestTensor: 2 ** 30, total: 2 ** 32 };
const plan = (limits: Partial<MemoryLimits>, changes: object = {}) =>
  planMemory(model, { ...config, ...changes }, 40, { ...plenty, ...limits });
const refusal = (limits: Partial<MemoryLimits>, changes: object = {}) => {
  try {
    plan(limits, changes);
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
  }
  return null;
};

describe('planMemory', () => {
  it('takes a step in one go where there is room', () => {
    expect(plan({})).toMatchObject({ slots: 8192, microBatches: 1 });
  });

  it('splits a step when the whole does not fit, and then needs less', () => {
    const whole = plan({});
    const split = plan({ total: whole.bytes / 2 });
    expect(split.microBatches).toBeGreaterThan(1);
    expect(split.bytes).toBeLessThanOrEqual(whole.bytes / 2);
  });

  it('counts the repairs of an SFT step, which share no prompt', () => {
    const small = { promptsPerStep: 1, numGenerations: 2, sftBatch: 64 };
    expect(plan({}, { ...small, sftSteps: 1 }).bytes).toBeGreaterThan(plan({}, small).bytes);
    const larger = plan({}, { ...small, sftSteps: 1, sftBatch: 128 });
    expect(larger.bytes).toBeGreaterThan(plan({}, { ...small, sftSteps: 1 }).bytes);
  });

  it('splits a step whose logits are larger than a tensor may be', () => {
    // 64 rows × 64 tokens × 768 logits × 4 bytes are 12.6 MB.
    const { slots, microBatches } = plan({ largestTensor: 8e6 });
    expect(slots * 768 * 4).toBeLessThanOrEqual(8e6);
    expect(microBatches).toBeGreaterThan(1);
  });

  it('refuses what no split makes fit, and what it names does fit', () => {
    const limits = { largestTensor: 30e6 };
    const huge = { promptsPerStep: 256, numGenerations: 16 };
    const failure = refusal(limits, huge);
    expect(failure).toMatchObject({ code: 'config-invalid', step: null });
    expect(failure?.message).toMatch(/key-value cache.*holds 30 MB/);
    const [, prompts] = /fit with (\d+) prompts a step/.exec(failure?.hint ?? '') ?? [];
    const fitting = { ...huge, promptsPerStep: Number(prompts) };
    expect(refusal(limits, fitting)).toBeNull();
    expect(
      refusal(limits, { ...fitting, promptsPerStep: fitting.promptsPerStep + 1 }),
    ).not.toBeNull();
  });

  it('says so when no smaller batch fits either', () => {
    expect(refusal({ total: 1e6 })?.hint).toMatch(/smaller model/);
  });
});

describe('estimateMemory', () => {
  const load = {
    prompts: 8,
    rows: 64,
    sftRows: 0,
    decodedRows: 64,
    promptLength: 40,
    completionLength: 64,
    slots: 8192,
    hasEntropy: false,
  };
  it('counts the logits of every predicted token and their gradient', () => {
    expect(estimateMemory(model, load).logits).toBe(2 * 64 * 64 * 768 * 4);
  });
  it('counts two more of them with an entropy bonus, so a run with one is split further', () => {
    expect(estimateMemory(model, { ...load, hasEntropy: true }).logits).toBe(4 * 64 * 64 * 768 * 4);
  });
  it('grows by a row of each cache with the rows that decode', () => {
    const more = estimateMemory(model, { ...load, decodedRows: 65 });
    // 4 layers of 128 positions with a key and a value of 96, and logits twice.
    const row = 4 * 128 * 2 * 96 * 4 + 2 * 768 * 4;
    expect(more.generation - estimateMemory(model, load).generation).toBe(row);
  });
});
