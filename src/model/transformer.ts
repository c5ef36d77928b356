/** A decoder in Llama or Qwen2 layout on packed rows: RMSNorm, RoPE, grouped-query attention, SwiGLU, tied output. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs';
import { attention } from '../engine/kernels/attention/attention.ts';
import {
  makeRopeTable,
  rope,
  type HeadLayout,
  type RopeTable,
} from '../engine/kernels/rope/rope.ts';
import { embed } from '../engine/kernels/rows/rows.ts';
import { rmsNorm } from '../engine/kernels/rmsNorm/rmsNorm.ts';
import { swiGlu } from '../engine/kernels/swiGlu/swiGlu.ts';
import { hasAttentionBias, headLayout, type ModelConfig } from './modelConfig.ts';
import type { PackedRows } from './packing.ts';
import type { StoredTensor } from './safetensors.ts';
import { fuseWeight, splitWeight, weightSpecs, type WeightSpec } from './weights.ts';

/** Fused weights of one layer. */
export interface LayerWeights {
  readonly attentionNorm: Tensor1D;
  readonly qkv: Tensor2D;
  /** [heads·headDim + 2·kvHeads·headDim], of layouts that have it. */
  readonly qkvBias: Tensor1D | null;
  readonly attentionOut: Tensor2D;
  readonly mlpNorm: Tensor1D;
  readonly gateUp: Tensor2D;
  readonly down: Tensor2D;
}

/** A model on the current backend. Owns its variables; dispose() frees them. */
export interface Transformer {
  readonly config: ModelConfig;
  readonly layout: HeadLayout;
  readonly table: RopeTable;
  readonly specs: readonly WeightSpec[];
  /** In the order of `specs`. */
  readonly variables: readonly Variable[];
  readonly embedding: Tensor2D;
  readonly layers: readonly LayerWeights[];
  readonly finalNorm: Tensor1D;
  readonly dispose: () => void;
}

/** Uploads weights. @throws Error when one is missing or has another shape than config says. */
export function createTransformer(
  config: ModelConfig,
  stored: ReadonlyMap<string, StoredTensor>,
  isTrainable: boolean,
): Transformer {
  const specs = weightSpecs(config);
  const variables = specs.map((spec) =>
    tf.tidy(() => tf.variable(tf.tensor(fuseWeight(spec, stored), [...spec.shape]), isTrainable)),
  );
  const layout = headLayout(config);
  const table = makeRopeTable(config.max_position_embeddings, layout.headDim, config.rope_theta);
  const find = (name: string): Tensor => {
    const at = specs.findIndex((spec) => spec.name === name);
    if (at < 0) throw new Error(`The model has no weight ${name}.`);
    return variables[at];
  };
  return {
    config,
    layout,
    table,
    specs,
    variables,
    embedding: asMatrix(find('embedding')),
    finalNorm: asVector(find('finalNorm')),
    layers: Array.from({ length: config.num_hidden_layers }, (_, i) => ({
      attentionNorm: asVector(find(`layer${i}.attentionNorm`)),
      qkv: asMatrix(find(`layer${i}.qkv`)),
      qkvBias: hasAttentionBias(config) ? asVector(find(`layer${i}.qkvBias`)) : null,
      attentionOut: asMatrix(find(`layer${i}.attentionOut`)),
      mlpNorm: asVector(find(`layer${i}.mlpNorm`)),
      gateUp: asMatrix(find(`layer${i}.gateUp`)),
      down: asMatrix(find(`layer${i}.down`)),
    })),
    dispose: () => {
      variables.forEach((variable) => variable.dispose());
      tf.dispose([table.cos, table.sin]);
    },
  };
}

const isMatrix = (tensor: Tensor): tensor is Tensor2D => tensor.rank === 2;
const isVector = (tensor: Tensor): tensor is Tensor1D => tensor.rank === 1;

function asMatrix(tensor: Tensor): Tensor2D {
  if (!isMatrix(tensor)) throw new Error(`Expected a matrix, got rank ${tensor.rank}.`);
  return tensor;
}

function asVector(tensor: Tensor): Tensor1D {
  if (!isVector(tensor)) throw new Error(`Expected a vector, got rank ${tensor.rank}.`);
  return tensor;
}

/** One layer on [N,D]; `attend` turns the fused [N,W] projections, their bias not added yet, into mixed values [N,D]. */
export function runLayer(
  x: Tensor2D,
  weights: LayerWeights,
  config: ModelConfig,
  attend: (qkv: Tensor2D) => Tensor2D,
): Tensor2D {
  const normed = rmsNorm(x, weights.attentionNorm, config.rms_norm_eps);
  const mixed = attend(tf.matMul(normed, weights.qkv, false, true));
  const afterAttention = tf.add(x, tf.matMul(mixed, weights.attentionOut, false, true));
  const mlpIn = rmsNorm(asMatrix(afterAttention), weights.mlpNorm, config.rms_norm_eps);
  const gated = swiGlu(tf.matMul(mlpIn, weights.gateUp, false, true));
  return asMatrix(tf.add(afterAttention, tf.matMul(gated, weights.down, false, true)));
}

/**
 * Final hidden states of a packed batch.
 * @param onLayer sees each layer's rotated qkv [N,W], for filling a cache
 * @returns [N,D], normalised
 */
export function hiddenStates(
  model: Transformer,
  packed: PackedRows,
  onLayer?: (layer: number, qkv: Tensor2D) => void,
): Tensor2D {
  const { config, layout, table } = model;
  let x = embed(model.embedding, packed.embedding);
  model.layers.forEach((weights, layer) => {
    x = runLayer(x, weights, config, (qkv) => {
      const rotated = rope(qkv, packed.positions, table, layout, weights.qkvBias);
      onLayer?.(layer, rotated);
      return attention(rotated, packed.bounds, layout);
    });
  });
  return rmsNorm(x, model.finalNorm, config.rms_norm_eps);
}

/** Logits through the tied embedding: [M,D] → [M,V]. */
export const outputLogits = (model: Transformer, hidden: Tensor2D): Tensor2D =>
  tf.matMul(hidden, model.embedding, false, true);

/** Reads every weight back under its Hugging Face name. */
export async function readWeights(model: Transformer): Promise<Map<string, StoredTensor>> {
  const stored = new Map<string, StoredTensor>();
  for (const [i, spec] of model.specs.entries()) {
    const values = await model.variables[i].data<'float32'>();
    for (const [name, tensor] of splitWeight(spec, values)) stored.set(name, tensor);
  }
  return stored;
}
