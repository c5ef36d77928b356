/** Decoding composed from tfjs ops, for backends without our kernels. Same contracts as decode.ts. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import type { HeadLayout, RopeTable } from '../rope/rope.ts';
import type { DecodeRows, SampleOptions } from './decode.ts';

export function fillCache(
  qkv: Tensor2D,
  promptStart: Tensor1D,
  capacity: number,
  longest: number,
  { heads, kvHeads, headDim }: HeadLayout,
): Tensor {
  return tf.tidy(() => {
    const rows = promptStart.size;
    const index = tf.add(tf.expandDims(promptStart, 1), tf.range(0, longest, 1, 'int32'));
    const keyValues = tf.slice(qkv, [0, heads * headDim], [-1, 2 * kvHeads * headDim]);
    const gathered = tf.gather(keyValues, tf.cast(tf.reshape(index, [-1]), 'int32'));
    const padded = tf.pad(tf.reshape(gathered, [rows, longest, 2 * kvHeads * headDim]), [
      [0, 0],
      [0, capacity - longest],
      [0, 0],
    ]);
    return tf.reshape(padded, [rows, capacity, 2 * kvHeads, headDim]);
  });
}

/** Rotates [B,h,headDim] by the angle of each row's position. */
function rotate(x: Tensor, positions: Tensor1D, table: RopeTable): Tensor {
  const cos = tf.expandDims(tf.gather(table.cos, positions), 1);
  const sin = tf.expandDims(tf.gather(table.sin, positions), 1);
  const [low, high] = tf.split(x, 2, 2);
  return tf.concat(
    [tf.sub(tf.mul(low, cos), tf.mul(high, sin)), tf.add(tf.mul(high, cos), tf.mul(low, sin))],
    2,
  );
}

const positionsAt = (rows: DecodeRows, step: number): Tensor1D =>
  tf.cast(tf.add(rows.promptLength, step), 'int32');

export function appendCache(
  cache: Tensor,
  qkv: Tensor2D,
  rows: DecodeRows,
  step: number,
  table: RopeTable,
  { heads, kvHeads, headDim }: HeadLayout,
): Tensor {
  return tf.tidy(() => {
    const positions = positionsAt(rows, step);
    const kvWidth = kvHeads * headDim;
    const [, keys, values] = tf.split(qkv, [heads * headDim, kvWidth, kvWidth], 1);
    const shape = [rows.rows, kvHeads, headDim];
    const turned = rotate(tf.reshape(keys, shape), positions, table);
    const fresh = tf.expandDims(tf.concat([turned, tf.reshape(values, shape)], 1), 1);
    const slots = tf.range(0, rows.capacity, 1, 'int32');
    const isHere = tf.cast(tf.equal(slots, tf.expandDims(positions, 1)), 'float32');
    const here = tf.reshape(isHere, [rows.rows, rows.capacity, 1, 1]);
    return tf.add(tf.mul(cache, tf.sub(1, here)), tf.mul(fresh, here));
  });
}

export function decodeAttention(
  cache: Tensor,
  qkv: Tensor2D,
  rows: DecodeRows,
  step: number,
  table: RopeTable,
  { heads, kvHeads, headDim }: HeadLayout,
): Tensor2D {
  return tf.tidy(() => {
    const positions = positionsAt(rows, step);
    const group = heads / kvHeads;
    const query = tf.slice(qkv, [0, 0], [-1, heads * headDim]);
    const turned = rotate(tf.reshape(query, [rows.rows, heads, headDim]), positions, table);
    const grouped = tf.reshape(turned, [rows.rows * kvHeads, group, headDim]);
    const [keys, values] = tf
      .split(tf.transpose(cache, [0, 2, 1, 3]), 2, 1)
      .map((half) => tf.reshape(half, [rows.rows * kvHeads, rows.capacity, headDim]));
    const scores = tf.reshape(tf.div(tf.matMul(grouped, keys, false, true), Math.sqrt(headDim)), [
      rows.rows,
      heads,
      rows.capacity,
    ]);
    const slots = tf.range(0, rows.capacity, 1, 'int32');
    const isVisible = tf.cast(tf.lessEqual(slots, tf.expandDims(positions, 1)), 'float32');
    const hidden = tf.mul(tf.sub(tf.expandDims(isVisible, 1), 1), 1e9);
    const weights = tf.reshape(tf.softmax(tf.add(scores, hidden)), [
      rows.rows * kvHeads,
      group,
      rows.capacity,
    ]);
    return tf.reshape(tf.matMul(weights, values), [rows.rows, heads * headDim]);
  });
}

/** Reads the logits back: these backends compute on the CPU, so nothing waits. */
export function sampleToken(logits: Tensor2D, draws: Tensor2D, options: SampleOptions): Tensor2D {
  const [rows, vocabulary] = logits.shape;
  const steps = draws.shape[1];
  const values = logits.dataSync();
  const uniform = draws.dataSync();
  const sampled = new Float32Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    const line = values.subarray(row * vocabulary, (row + 1) * vocabulary);
    const draw = options.temperature === 0 ? null : uniform[row * steps + options.step];
    const [token, logprob] = chooseToken(line, options.temperature || 1, draw);
    sampled[row * 2] = token;
    sampled[row * 2 + 1] = logprob;
  }
  return tf.tensor2d(sampled, [rows, 2]);
}

function chooseToken(
  logits: Float32Array | Int32Array | Uint8Array,
  temperature: number,
  draw: number | null,
): [number, number] {
  let mode = 0;
  logits.forEach((logit, v) => {
    if (logit > logits[mode]) mode = v;
  });
  const top = logits[mode];
  const masses = Array.from(logits, (logit) => Math.exp((logit - top) / temperature));
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
  return [chosen, (logits[chosen] - top) / temperature - Math.log(total)];
}
