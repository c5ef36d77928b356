/** What every engine computes: the sizes, the weights, the batch and the arithmetic in them. */
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { initialWeights } from '../model/initialize.ts';
import type { ModelConfig } from '../model/modelConfig.ts';
import type { StoredTensor } from '../model/safetensors.ts';
import { weightSpecs } from '../model/weights.ts';

export const sizeNames = ['tiny', '1M', '10M'] as const;
export type SizeName = (typeof sizeNames)[number];

/** Tokens of a training step: rows × width; the first of each row is only context. */
export const trainBatch = { rows: 8, width: 128 };
/** Completions, tokens of each, and tokens of each prompt. */
export const generation = { rows: 64, steps: 64, promptLength: 8 };
/** The same for every engine; global-norm clipping is nearly always active at these weights. */
export const optimizerSettings = {
  learningRate: 1e-3,
  weightDecay: 0.01,
  maxGradNorm: 1,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
};

const shapes: Record<SizeName, { d: number; f: number; layers: number; heads: number; v: number }> =
  {
    // The shipped model's.
    tiny: { d: 96, f: 192, layers: 4, heads: 3, v: 768 },
    '1M': { d: 128, f: 384, layers: 4, heads: 4, v: 512 },
    '10M': { d: 384, f: 1024, layers: 6, heads: 6, v: 512 },
  };

export function benchConfig(size: SizeName): ModelConfig {
  const { d, f, layers, heads, v } = shapes[size];
  return {
    model_type: 'llama',
    hidden_size: d,
    intermediate_size: f,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    num_key_value_heads: heads,
    max_position_embeddings: 128,
    rms_norm_eps: 1e-5,
    rope_theta: 10_000,
    tie_word_embeddings: true,
    hidden_act: 'silu',
    vocab_size: v,
    // Never sampled, so that every row runs to its last token.
    eos_token_id: v,
  };
}

/** Weights under Hugging Face names; equal in every process. */
export function benchWeights(config: ModelConfig): Map<string, StoredTensor> {
  const weights = initialWeights(config, createRandom(deriveSeed(1, 'bench weights', 0, 0)));
  // Four times GPT-2's σ: else attention is nearly uniform and the loss ln V whatever a layer does.
  for (const { shape, values } of weights.values()) {
    if (shape.length > 1) values.forEach((value, i) => (values[i] = 4 * value));
  }
  return weights;
}

/** Random token ids [rows][width]. */
export function randomRows(rows: number, width: number, vocabulary: number): number[][] {
  const random = createRandom(deriveSeed(1, 'bench tokens', rows, width));
  return Array.from({ length: rows }, () =>
    Array.from({ length: width }, () => random.integer(vocabulary)),
  );
}

/** Uniform draws [rows][steps] in [0,1) for sampling. */
export function randomDraws(rows: number, steps: number): number[][] {
  const random = createRandom(deriveSeed(1, 'bench draws', rows, steps));
  return Array.from({ length: rows }, () => Array.from({ length: steps }, () => random.uniform()));
}

export function parameterCount(config: ModelConfig): number {
  return weightSpecs(config).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}

/**
 * Floating-point operations of a training step (Kaplan et al. 2020, Chowdhery et al. 2022): 6 for each
 * parameter and token (2 forward, 4 backward; the tied embedding counts once, as the output matrix), and for
 * causal attention 12 · layers · width for each pair of a token and one it sees, (T+1)/2 of them a token.
 */
export function trainFlops(config: ModelConfig, rows: number, width: number): number {
  const tokens = rows * width;
  const seen = (width + 1) / 2;
  const attention = 12 * config.num_hidden_layers * config.hidden_size * seen;
  return tokens * (6 * parameterCount(config) + attention);
}
