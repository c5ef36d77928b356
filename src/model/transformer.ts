/** A decoder in Llama or Qwen2 layout on packed rows: RMSNorm, RoPE, grouped-query attention, SwiGLU, tied output. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs';
import { rotaryAttention } from '../engine/kernels/attention/rotaryAttention.ts';
import { makeRopeTable, type HeadLayout, type RopeTable } from '../engine/kernels/rope/rope.ts';
import { asMatrix, asVector } from '../engine/rank.ts';
import { takeRows } from '../engine/kernels/rows/rows.ts';
import { addRmsNorm, rmsNorm } from '../engine/kernels/rmsNorm/rmsNorm.ts';
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

/**
 * All layers and the final norm. Each norm is computed together with the addition before it.
 * @param x [N,D], embeddings
 * @param attend turns a layer's fused [N,W] projections, their bias not added yet, into mixed values [N,D]
 * @returns [N,D], normalised
 */
export function runLayers(
  { layers, finalNorm, config }: Transformer,
  x: Tensor2D,
  attend: (layer: number, qkv: Tensor2D) => Tensor2D,
): Tensor2D {
  const epsilon = config.rms_norm_eps;
  let total = x;
  let normed = rmsNorm(x, layers[0].attentionNorm, epsilon);
  layers.forEach((weights, layer) => {
    const mixed = attend(layer, linear(normed, weights.qkv));
    const attended = linear(mixed, weights.attentionOut);
    ({ total, normed } = addRmsNorm(total, attended, weights.mlpNorm, epsilon));
    const expanded = linear(swiGlu(linear(normed, weights.gateUp)), weights.down);
    const next = layer + 1 < layers.length ? layers[layer + 1].attentionNorm : finalNorm;
    ({ total, normed } = addRmsNorm(total, expanded, next, epsilon));
  });
  return normed;
}

/** x·Wᵀ, with the weight as Hugging Face stores it, [out,in]. */
const linear = (x: Tensor2D, weight: Tensor2D): Tensor2D => tf.matMul(x, weight, false, true);

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
  const { layers, layout, table } = model;
  return runLayers(model, takeRows(model.embedding, packed.embedding), (layer, qkv) => {
    const { qkvBias } = layers[layer];
    const { mixed, rotated } = rotaryAttention(qkv, packed.places, table, layout, qkvBias);
    onLayer?.(layer, rotated);
    return mixed;
  });
}

/** Logits through the tied embedding: [M,D] → [M,V]. */
export const outputLogits = (model: Transformer, hidden: Tensor2D): Tensor2D =>
  linear(hidden, model.embedding);

/** Reads every weight back under its Hugging Face name. */
export async function readWeights(model: Transformer): Promise<Map<string, StoredTensor>> {
  const stored = new Map<string, StoredTensor>();
  for (const [i, spec] of model.specs.entries()) {
    const values = await model.variables[i].data<'float32'>();
    for (const [name, tensor] of splitWeight(spec, values)) stored.set(name, tensor);
  }
  return stored;
}

/**
 * Copies the weights of one model over those of another of the same layout. By way of the host: the optimizer
 * writes into its weights' buffers, which two models must therefore not share.
 */
export async function copyWeights(from: Transformer, to: Transformer): Promise<void> {
  for (const [i, variable] of to.variables.entries()) {
    const values = await from.variables[i].data<'float32'>();
    tf.tidy(() => variable.assign(tf.tensor(Float32Array.from(values), variable.shape)));
  }
}
