/** Decoding with a KV cache for the wasm backend, written in place on its heap. Same contracts as decode.ts. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { hostValues } from '../../hostKernel.ts';
import type { HeadLayout, RopeTable } from '../rope/rope.ts';
import type { DecodeRows, SampleOptions } from './decodeRows.ts';

/** Copies each prompt's rotated keys and values into the rows' caches. */
export function fillCache(
  qkv: Tensor2D,
  promptStart: ArrayLike<number>,
  { promptLength, capacity, rows }: DecodeRows,
  { heads, kvHeads, headDim }: HeadLayout,
): Tensor {
  const width = 2 * kvHeads * headDim;
  const stride = heads * headDim + width;
  const cache = tf.zeros([rows, capacity, 2 * kvHeads, headDim]);
  const target = hostValues(cache);
  const source = hostValues(qkv);
  const lengths = hostValues(promptLength);
  for (let row = 0; row < rows; row++) {
    for (let t = 0; t < lengths[row]; t++) {
      const from = (promptStart[row] + t) * stride + heads * headDim;
      target.set(source.subarray(from, from + width), (row * capacity + t) * width);
    }
  }
  return cache;
}

/** target[to..] = source[from..] rotated by the angle of `position`. */
function rotate(
  source: Float32Array | Int32Array,
  from: number,
  target: Float32Array | Int32Array,
  to: number,
  angle: { cos: Float32Array | Int32Array; sin: Float32Array | Int32Array; at: number },
  half: number,
): void {
  for (let i = 0; i < half; i++) {
    const c = angle.cos[angle.at + i];
    const s = angle.sin[angle.at + i];
    const low = source[from + i];
    const high = source[from + half + i];
    target[to + i] = low * c - high * s;
    target[to + half + i] = high * c + low * s;
  }
}

export function appendCache(
  cache: Tensor,
  qkv: Tensor2D,
  { promptLength, capacity, rows }: DecodeRows,
  step: number,
  table: RopeTable,
  { heads, kvHeads, headDim }: HeadLayout,
): void {
  const half = headDim / 2;
  const target = hostValues(cache);
  const source = hostValues(qkv);
  const lengths = hostValues(promptLength);
  const [cos, sin] = [hostValues(table.cos), hostValues(table.sin)];
  for (let row = 0; row < rows; row++) {
    const position = lengths[row] + step;
    for (let head = 0; head < 2 * kvHeads; head++) {
      const from = (row * (heads + 2 * kvHeads) + heads + head) * headDim;
      const to = ((row * capacity + position) * 2 * kvHeads + head) * headDim;
      if (head < kvHeads) rotate(source, from, target, to, { cos, sin, at: position * half }, half);
      else target.set(source.subarray(from, from + headDim), to);
    }
  }
}

export function decodeAttention(
  cache: Tensor,
  qkv: Tensor2D,
  { promptLength, capacity, rows }: DecodeRows,
  step: number,
  table: RopeTable,
  { heads, kvHeads, headDim }: HeadLayout,
): Tensor2D {
  const output = tf.zeros<tf.Rank.R2>([rows, heads * headDim]);
  const target = hostValues(output);
  const [source, keyValues, lengths] = [
    hostValues(qkv),
    hostValues(cache),
    hostValues(promptLength),
  ];
  const [cos, sin] = [hostValues(table.cos), hostValues(table.sin)];
  const half = headDim / 2;
  const query = new Float32Array(headDim);
  const weights = new Float64Array(capacity);
  for (let row = 0; row < rows; row++) {
    const position = lengths[row] + step;
    for (let head = 0; head < heads; head++) {
      const from = (row * (heads + 2 * kvHeads) + head) * headDim;
      rotate(source, from, query, 0, { cos, sin, at: position * half }, half);
      const key = (row * capacity * 2 * kvHeads + Math.floor((head * kvHeads) / heads)) * headDim;
      mix(query, keyValues, key, 2 * kvHeads * headDim, position, weights);
      for (let t = 0; t <= position; t++) {
        const value = key + kvHeads * headDim + t * 2 * kvHeads * headDim;
        const at = (row * heads + head) * headDim;
        for (let i = 0; i < headDim; i++) target[at + i] += weights[t] * keyValues[value + i];
      }
    }
  }
  return output;
}

/** weights[0..position] = softmax(query·keys/√d). */
function mix(
  query: Float32Array,
  keyValues: Float32Array | Int32Array,
  key: number,
  stride: number,
  position: number,
  weights: Float64Array,
): void {
  const scale = 1 / Math.sqrt(query.length);
  let top = -Infinity;
  for (let t = 0; t <= position; t++) {
    let score = 0;
    for (let i = 0; i < query.length; i++) score += query[i] * keyValues[key + t * stride + i];
    weights[t] = score * scale;
    if (weights[t] > top) top = weights[t];
  }
  let total = 0;
  for (let t = 0; t <= position; t++) total += weights[t] = Math.exp(weights[t] - top);
  for (let t = 0; t <= position; t++) weights[t] /= total;
}

/** Reads the logits where they lie. */
export function sampleToken(logits: Tensor2D, draws: Tensor2D, options: SampleOptions): Tensor2D {
  const [rows, vocabulary] = logits.shape;
  const steps = draws.shape[1];
  const sampled = tf.zeros<tf.Rank.R2>([rows, 3]);
  const target = hostValues(sampled);
  const values = hostValues(logits);
  const uniform = hostValues(draws);
  for (let row = 0; row < rows; row++) {
    const line = values.subarray(row * vocabulary, (row + 1) * vocabulary);
    const draw = options.temperature === 0 ? null : uniform[row * steps + options.step];
    target.set(chooseToken(line, options.temperature || 1, draw), row * 3);
  }
  return sampled;
}

function chooseToken(
  logits: Float32Array | Int32Array,
  temperature: number,
  draw: number | null,
): [token: number, logprob: number, entropy: number] {
  let mode = 0;
  for (let v = 1; v < logits.length; v++) if (logits[v] > logits[mode]) mode = v;
  const top = logits[mode];
  const masses = Float64Array.from(logits, (logit) => Math.exp((logit - top) / temperature));
  const total = masses.reduce((a, b) => a + b, 0);
  let chosen = mode;
  if (draw !== null) {
    let mass = 0;
    for (let v = 0; v < masses.length; v++) {
      if (masses[v] > 0) chosen = v;
      mass += masses[v];
      if (mass > draw * total) break;
    }
  }
  const logTotal = Math.log(total);
  let weighted = 0;
  masses.forEach((mass, v) => (weighted += (mass * (logits[v] - top)) / temperature));
  return [chosen, (logits[chosen] - top) / temperature - logTotal, logTotal - weighted / total];
}
