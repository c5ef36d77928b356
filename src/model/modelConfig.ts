/** config.json of a Hugging Face Llama or Qwen2 folder: what of it this engine implements, and nothing more. */
import { z } from 'zod';
import type { HeadLayout } from '../engine/kernels/rope/rope.ts';

export const modelConfigSchema = z
  .object({
    model_type: z.enum(['llama', 'qwen2']),
    // In Hugging Face's Llama it puts a bias on the output projection, too, which is not here.
    attention_bias: z.literal(false).optional(),
    use_sliding_window: z.literal(false).optional(),
    hidden_size: z.number().int().positive().multipleOf(4),
    intermediate_size: z.number().int().positive().multipleOf(4),
    num_hidden_layers: z.number().int().positive(),
    num_attention_heads: z.number().int().positive(),
    num_key_value_heads: z.number().int().positive(),
    vocab_size: z.number().int().positive().multipleOf(4),
    max_position_embeddings: z.number().int().positive(),
    rms_norm_eps: z.number().positive(),
    rope_theta: z.number().positive(),
    tie_word_embeddings: z.literal(true),
    hidden_act: z.literal('silu'),
    eos_token_id: z.number().int().nonnegative(),
  })
  .refine((c) => c.hidden_size % (c.num_attention_heads * 8) === 0, {
    message: 'hidden_size must be a multiple of 8 · num_attention_heads',
  })
  .refine((c) => c.num_attention_heads % c.num_key_value_heads === 0, {
    message: 'num_attention_heads must be a multiple of num_key_value_heads',
  });

/** Llama layout with tied embeddings. Field names are Hugging Face's. */
export type ModelConfig = z.infer<typeof modelConfigSchema>;

/** Whether the query, key and value projections have biases, as Qwen2's have. */
export const hasAttentionBias = ({ model_type }: ModelConfig): boolean => model_type === 'qwen2';

export function headLayout(config: ModelConfig): HeadLayout {
  return {
    heads: config.num_attention_heads,
    kvHeads: config.num_key_value_heads,
    headDim: config.hidden_size / config.num_attention_heads,
  };
}
