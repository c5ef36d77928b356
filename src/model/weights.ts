/**
 * Maps Hugging Face weight names to the model's fused matrices and back: q, k and v lie under each
 * other in one matrix, gate and up in another, so that a layer needs four matrix products.
 */
import { hasAttentionBias, type ModelConfig } from './modelConfig.ts';
import type { StoredTensor } from './safetensors.ts';

/** One matrix or vector of the model, made of Hugging Face parts stacked along the first axis. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly parts: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

const single = (name: string, source: string, shape: readonly number[]): WeightSpec => ({
  name,
  shape,
  parts: [{ name: source, shape }],
});

/** Every weight in the order of the optimizer. */
export function weightSpecs(config: ModelConfig): WeightSpec[] {
  const { hidden_size: d, intermediate_size: f, vocab_size: v } = config;
  const kv = (d / config.num_attention_heads) * config.num_key_value_heads;
  const layers = Array.from({ length: config.num_hidden_layers }, (_, i) => {
    const from = `model.layers.${i}`;
    const stacked = (name: string, parts: [string, number][]): WeightSpec => ({
      name: `layer${i}.${name}`,
      shape: [parts.reduce((rows, [, count]) => rows + count, 0), d],
      parts: parts.map(([part, rows]) => ({ name: `${from}.${part}.weight`, shape: [rows, d] })),
    });
    const projections: [string, number][] = [
      ['self_attn.q_proj', d],
      ['self_attn.k_proj', kv],
      ['self_attn.v_proj', kv],
    ];
    const qkvBias: WeightSpec = {
      name: `layer${i}.qkvBias`,
      shape: [d + 2 * kv],
      parts: projections.map(([part, rows]) => ({ name: `${from}.${part}.bias`, shape: [rows] })),
    };
    return [
      single(`layer${i}.attentionNorm`, `${from}.input_layernorm.weight`, [d]),
      stacked('qkv', projections),
      ...(hasAttentionBias(config) ? [qkvBias] : []),
      single(`layer${i}.attentionOut`, `${from}.self_attn.o_proj.weight`, [d, d]),
      single(`layer${i}.mlpNorm`, `${from}.post_attention_layernorm.weight`, [d]),
      stacked('gateUp', [
        ['mlp.gate_proj', f],
        ['mlp.up_proj', f],
      ]),
      single(`layer${i}.down`, `${from}.mlp.down_proj.weight`, [d, f]),
    ];
  });
  return [
    single('embedding', 'model.embed_tokens.weight', [v, d]),
    ...layers.flat(),
    single('finalNorm', 'model.norm.weight', [d]),
  ];
}

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** Stacks the stored parts of one weight. @throws Error when a part is missing or has another shape. */
export function fuseWeight(
  spec: WeightSpec,
  stored: ReadonlyMap<string, StoredTensor>,
): Float32Array {
  const fused = new Float32Array(sizeOf(spec.shape));
  let at = 0;
  for (const { name, shape } of spec.parts) {
    const part = stored.get(name);
    if (!part) throw new Error(`The model file has no ${name}.`);
    if (part.shape.join() !== shape.join()) {
      throw new Error(`${name} is [${part.shape.join()}], config.json asks for [${shape.join()}].`);
    }
    fused.set(part.values, at);
    at += part.values.length;
  }
  return fused;
}

/** The parts of one fused weight under their Hugging Face names. */
export function splitWeight(spec: WeightSpec, fused: Float32Array): [string, StoredTensor][] {
  let at = 0;
  return spec.parts.map(({ name, shape }) => {
    const values = fused.slice(at, at + sizeOf(shape));
    at += values.length;
    return [name, { shape, values }];
  });
}
