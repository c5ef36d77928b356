/** The same model and training step in jax-js: the whole step is one jitted function. */
import { blockUntilReady, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { z } from 'zod';
import type { ModelConfig } from '../../model/modelConfig.ts';
import type { StoredTensor } from '../../model/safetensors.ts';
import { fuseWeight, weightSpecs, type WeightSpec } from '../../model/weights.ts';
import type { optimizerSettings } from '../workload.ts';

// jax-js counts references: every use but the last takes one with `.ref`.
type Weights = Record<string, np.Array>;

interface Constants {
  readonly config: ModelConfig;
  /** [1,T,1,d/2] */
  readonly cos: np.Array;
  readonly sin: np.Array;
}

function makeConstants(config: ModelConfig, width: number): Constants {
  const half = config.hidden_size / config.num_attention_heads / 2;
  const angles = Array.from(
    { length: width * half },
    (_, i) => Math.floor(i / half) / config.rope_theta ** ((i % half) / half),
  );
  const table = (f: (angle: number) => number) =>
    np.array(Float32Array.from(angles, f)).reshape([1, width, 1, half]);
  return { config, cos: table(Math.cos), sin: table(Math.sin) };
}

function rmsNorm(x: np.Array, weight: np.Array, epsilon: number): np.Array {
  const meanSquare = np.mean(np.square(x.ref), -1, { keepdims: true });
  return x.mul(np.reciprocal(np.sqrt(meanSquare.add(epsilon)))).mul(weight);
}

/** Rotates the two halves of each head of x [B,T,H,d]. */
function rotate({ cos, sin }: Constants, x: np.Array): np.Array {
  const half = x.shape[3] / 2;
  const low = x.ref.slice([], [], [], [0, half]);
  const high = x.slice([], [], [], [half, 2 * half]);
  return np.concatenate(
    [low.ref.mul(cos.ref).sub(high.ref.mul(sin.ref)), high.mul(cos.ref).add(low.mul(sin.ref))],
    3,
  );
}

/**
 * Causal attention of q, k and v [B,T,H,d], as nn.dotProductAttention computes it; that one parses a formula
 * with iterator helpers, which Node 20 lacks.
 */
function attend(q: np.Array, k: np.Array, v: np.Array): np.Array {
  const [, width, , headDim] = q.shape;
  const [query, key, value] = [q, k, v].map((x) => x.transpose([0, 2, 1, 3]));
  const scores = np.matmul(query, key.transpose([0, 1, 3, 2])).mul(1 / Math.sqrt(headDim));
  const visible = np.tri(width, width, 0, { dtype: np.bool });
  const weights = nn.softmax(np.where(visible, scores, -Infinity), -1);
  return np.matmul(weights, value).transpose([0, 2, 1, 3]);
}

/** One layer on x [B·T,D]. @param rows B */
function layer(
  constants: Constants,
  input: np.Array,
  rows: number,
  w: Weights,
  name: string,
): np.Array {
  const { hidden_size: d, num_attention_heads: heads, rms_norm_eps: eps } = constants.config;
  const tokens = input.shape[0];
  let x = input;
  const normed = rmsNorm(x.ref, w[`${name}.attentionNorm`], eps);
  const [q, k, v] = np
    .split(np.matmul(normed, w[`${name}.qkv`]), 3, 1)
    .map((part) => part.reshape([rows, tokens / rows, heads, d / heads]));
  const mixed = attend(rotate(constants, q), rotate(constants, k), v).reshape([tokens, d]);
  x = x.add(np.matmul(mixed, w[`${name}.attentionOut`]));
  const mlpIn = rmsNorm(x.ref, w[`${name}.mlpNorm`], eps);
  const [gate, up] = np.split(np.matmul(mlpIn, w[`${name}.gateUp`]), 2, 1);
  return x.add(np.matmul(nn.silu(gate).mul(up), w[`${name}.down`]));
}

/** Mean cross-entropy (nats) of ids[:,1:]. @param ids [B,T] int32 */
function loss(constants: Constants, w: Weights, ids: np.Array): np.Array {
  const { num_hidden_layers: layers, vocab_size: vocabulary, rms_norm_eps: eps } = constants.config;
  const [rows, width] = ids.shape;
  let x = np.take(w['embedding'].ref, ids.ref.reshape([rows * width]), 0);
  for (let i = 0; i < layers; i++) x = layer(constants, x, rows, w, `layer${i}`);
  const hidden = rmsNorm(x, w['finalNorm'], eps);
  const logits = np.matmul(hidden, w['embedding'].transpose()).reshape([rows, width, vocabulary]);
  const logprobs = nn.logSoftmax(logits.slice([], [0, width - 1], []), -1);
  const targets = lax.stopGradient(nn.oneHot(ids.slice([], [1, width]), vocabulary));
  return np.mean(logprobs.mul(targets).sum(-1)).mul(-1);
}

/** A tree of arrays for jit, which takes type aliases only. */
type JaxState = {
  weights: Weights;
  first: Weights;
  second: Weights;
};

function updateWeights(
  state: JaxState,
  gradients: Weights,
  /** [2]: learning rate over the first moment's bias correction, and one over the second's. */
  corrections: np.Array,
  h: typeof optimizerSettings,
): JaxState {
  const norm = np.sqrt(
    Object.values(gradients)
      .map((g) => np.sum(np.square(g.ref)))
      .reduce((a, b) => a.add(b)),
  );
  const scale = np.minimum(1, np.reciprocal(norm.add(1e-6)).mul(h.maxGradNorm));
  const next: JaxState = { weights: {}, first: {}, second: {} };
  for (const [name, raw] of Object.entries(gradients)) {
    const g = raw.mul(scale.ref);
    const first = state.first[name].mul(h.beta1).add(g.ref.mul(1 - h.beta1));
    const second = state.second[name].mul(h.beta2).add(np.square(g).mul(1 - h.beta2));
    const root = np.sqrt(second.ref.mul(corrections.ref.slice(1))).add(h.epsilon);
    const step = first.ref.mul(corrections.ref.slice(0)).div(root);
    const decay = state.weights[name].ndim > 1 ? h.weightDecay : 0;
    next.weights[name] = state.weights[name].mul(1 - h.learningRate * decay).sub(step);
    next.first[name] = first;
    next.second[name] = second;
  }
  scale.dispose();
  corrections.dispose();
  return next;
}

/** A layer's matrices lie as [in,out]: jax-js multiplies faster than with a transposed weight. */
function toArray({ name, shape }: WeightSpec, values: Float32Array): np.Array {
  if (shape.length < 2 || name === 'embedding') return np.array(values).reshape([...shape]);
  const [rows, columns] = shape;
  const turned = values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
  return np.array(turned).reshape([columns, rows]);
}

/**
 * The jitted step on one batch.
 * @param rows token ids [B][T]
 * @returns a function that updates the weights and resolves with the loss (nats) before
 */
export function createJaxStep(
  config: ModelConfig,
  stored: ReadonlyMap<string, StoredTensor>,
  rows: readonly (readonly number[])[],
  settings: typeof optimizerSettings,
): () => Promise<number> {
  const constants = makeConstants(config, rows[0].length);
  const step = jit((state: JaxState, ids: np.Array, corrections: np.Array) => {
    const weigh = (w: Weights) => loss(constants, w, ids);
    const [value, gradients] = valueAndGrad(weigh)(tree.ref(state.weights));
    return { value, state: updateWeights(state, gradients, corrections, settings) };
  });
  const ids = np.array(Int32Array.from(rows.flat())).reshape([rows.length, rows[0].length]);
  const weights = Object.fromEntries(
    weightSpecs(config).map((spec) => [spec.name, toArray(spec, fuseWeight(spec, stored))]),
  );
  const zeros = () => tree.map((weight: np.Array) => np.zeros(weight.shape), weights);
  let state: JaxState = { weights, first: zeros(), second: zeros() };
  let t = 0;
  return async () => {
    t += 1;
    const { learningRate, beta1, beta2 } = settings;
    const corrections = np.array([learningRate / (1 - beta1 ** t), 1 / (1 - beta2 ** t)]);
    const result = step(state, ids.ref, corrections);
    state = result.state;
    await blockUntilReady(state);
    return z.number().parse(await result.value.jsAsync());
  };
}
