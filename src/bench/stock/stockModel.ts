/**
 * The model of src/model written with TensorFlow.js's own ops alone, as its user would: full T×T scores,
 * logits of the whole batch, a cache that grows by concatenation. Heads are not grouped.
 */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs';
import type { ModelConfig } from '../../model/modelConfig.ts';
import type { StoredTensor } from '../../model/safetensors.ts';
import { fuseWeight, weightSpecs } from '../../model/weights.ts';

export interface StockModel {
  readonly config: ModelConfig;
  readonly variables: readonly Variable[];
  readonly find: (name: string) => Variable;
  /** cos and sin of position · θ^(−2i/d), [positions, d/2]. */
  readonly cos: Tensor2D;
  readonly sin: Tensor2D;
}

/** Keys and values of one layer, [B,H,S,d] each. A type alias, so that tf.tidy can return it. */
export type LayerCache = { keys: Tensor4D; values: Tensor4D };

export function createStockModel(
  config: ModelConfig,
  stored: ReadonlyMap<string, StoredTensor>,
): StockModel {
  if (config.num_key_value_heads !== config.num_attention_heads) {
    throw new Error('The stock model has no grouped heads; use as many key as query heads.');
  }
  const named = new Map(
    weightSpecs(config).map((spec) => [
      spec.name,
      tf.tidy(() => tf.variable(tf.tensor(fuseWeight(spec, stored), [...spec.shape]))),
    ]),
  );
  const half = config.hidden_size / config.num_attention_heads / 2;
  const positions = config.max_position_embeddings;
  const angles = Array.from(
    { length: positions * half },
    (_, i) => Math.floor(i / half) / config.rope_theta ** ((i % half) / half),
  );
  return {
    config,
    variables: [...named.values()],
    find: (name) => {
      const variable = named.get(name);
      if (!variable) throw new Error(`The model has no weight ${name}.`);
      return variable;
    },
    cos: tf.tensor2d(Float32Array.from(angles, Math.cos), [positions, half]),
    sin: tf.tensor2d(Float32Array.from(angles, Math.sin), [positions, half]),
  };
}

/** x [N,D] over its root mean square. */
export function rmsNorm(x: Tensor, weight: Tensor, epsilon: number): Tensor {
  const scale = tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), epsilon));
  return tf.mul(tf.mul(x, scale), weight);
}

/** Rotates the two halves of each head: x [B,H,T,d] at positions from `start` on. */
function rotate({ cos, sin }: StockModel, x: Tensor4D, start: number): Tensor4D {
  const width = x.shape[2];
  const [low, high] = tf.split(x, 2, 3);
  const c = tf.slice(cos, [start, 0], [width, -1]);
  const s = tf.slice(sin, [start, 0], [width, -1]);
  return tf.concat4d(
    [
      tf.sub<Tensor4D>(tf.mul(low, c), tf.mul(high, s)),
      tf.add<Tensor4D>(tf.mul(high, c), tf.mul(low, s)),
    ],
    3,
  );
}

/** silu(gate) ∘ up of gate and up side by side: [N,2F] → [N,F]. */
export function swiGlu(gateUp: Tensor): Tensor {
  const [gate, up] = tf.split(gateUp, 2, 1);
  return tf.mul(tf.mul(gate, tf.sigmoid(gate)), up);
}

/** 0 where a query may look, −10⁹ at later positions: [T,S] for the last T of S positions. */
export function causalMask(width: number, seen: number): Tensor2D {
  const mask = new Float32Array(width * seen);
  for (let t = 0; t < width; t++) mask.fill(-1e9, t * seen + seen - width + t + 1, (t + 1) * seen);
  return tf.tensor2d(mask, [width, seen]);
}

/** Mixed values [B·T,D] of the fused projections qkv [B·T,3D], and the layer's keys and values so far. */
export function attend(
  model: StockModel,
  qkv: Tensor,
  rows: number,
  mask: Tensor2D | null,
  past: LayerCache | null,
): { mixed: Tensor; cache: LayerCache } {
  const { hidden_size: d, num_attention_heads: heads } = model.config;
  const width = qkv.shape[0] / rows;
  const start = past?.keys.shape[2] ?? 0;
  const [q, k, v] = tf
    .split(qkv, 3, 1)
    .map((part) => tf.transpose(part.reshape([rows, width, heads, d / heads]), [0, 2, 1, 3]))
    .map((part) => part.as4D(rows, heads, width, d / heads));
  const query = rotate(model, q, start);
  const newKeys = rotate(model, k, start);
  const keys = past ? tf.concat4d([past.keys, newKeys], 2) : newKeys;
  const values = past ? tf.concat4d([past.values, v], 2) : v;
  const scaled = tf.mul(tf.matMul(query, keys, false, true), Math.sqrt(heads / d));
  const weights = tf.softmax(mask ? tf.add(scaled, mask) : scaled);
  const mixed = tf.transpose(tf.matMul(weights, values), [0, 2, 1, 3]);
  return { mixed: mixed.reshape([rows * width, d]), cache: { keys, values } };
}

/**
 * @param ids [B,T] int32, the tokens after those in `past`
 * @returns logits [B·T,V] and the cache of every layer
 */
export function stockForward(
  model: StockModel,
  ids: Tensor2D,
  past: readonly LayerCache[] | null,
): { logits: Tensor2D; caches: LayerCache[] } {
  const { config, find } = model;
  const [rows, width] = ids.shape;
  const caches: LayerCache[] = [];
  const seen = width + (past?.[0].keys.shape[2] ?? 0);
  // A single new token sees everything.
  const mask = width > 1 ? causalMask(width, seen) : null;
  let x: Tensor = tf.gather(find('embedding'), ids.flatten());
  for (let i = 0; i < config.num_hidden_layers; i++) {
    const linear = (input: Tensor, name: string) =>
      tf.matMul(input, find(`layer${i}.${name}`), false, true);
    const normed = rmsNorm(x, find(`layer${i}.attentionNorm`), config.rms_norm_eps);
    const attended = attend(model, linear(normed, 'qkv'), rows, mask, past?.[i] ?? null);
    caches.push(attended.cache);
    x = tf.add(x, linear(attended.mixed, 'attentionOut'));
    const mlpIn = rmsNorm(x, find(`layer${i}.mlpNorm`), config.rms_norm_eps);
    x = tf.add(x, linear(swiGlu(linear(mlpIn, 'gateUp')), 'down'));
  }
  const hidden = rmsNorm(x, find('finalNorm'), config.rms_norm_eps);
  const logits = tf.matMul(hidden, find('embedding'), false, true);
  return { logits: logits.as2D(rows * width, config.vocab_size), caches };
}
