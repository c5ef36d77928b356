/** Decoding with a KV cache for the wasm backend, written in place on its heap. Same contracts as decode.ts. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import { hostValues } from '../../hostKernel.ts';
import { createRowLoops, softmax, type RowLoops } from '../../simd.ts';
import type { HeadLayout, RopeTable } from '../rope/rope.ts';
import { chooseToken } from './choice.ts';
import type { Choice, DecodeRows, DecodeStep, LayerStep } from './decodeRows.ts';

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

/** Adds the bias and puts rotated keys, and values, behind those in the cache. */
function appendCache(
  { cache, qkv, bias }: LayerStep,
  { promptLength, capacity }: DecodeRows,
  { index, step }: DecodeStep,
  table: RopeTable,
  { heads, kvHeads, headDim }: HeadLayout,
): void {
  const half = headDim / 2;
  const width = (heads + 2 * kvHeads) * headDim;
  const target = hostValues(cache);
  const source = hostValues(qkv);
  const lengths = hostValues(promptLength);
  const rows = hostValues(index);
  const [cos, sin] = [hostValues(table.cos), hostValues(table.sin)];
  // In the projections themselves, where the queries need it, too; nobody reads them afterwards.
  if (bias) {
    const added = hostValues(bias);
    for (let i = 0; i < source.length; i++) source[i] += added[i % width];
  }
  rows.forEach((row, line) => {
    const position = lengths[row] + step;
    for (let head = 0; head < 2 * kvHeads; head++) {
      const from = line * width + (heads + head) * headDim;
      const to = ((row * capacity + position) * 2 * kvHeads + head) * headDim;
      if (head < kvHeads) rotate(source, from, target, to, { cos, sin, at: position * half }, half);
      else target.set(source.subarray(from, from + headDim), to);
    }
  });
}

let shared: RowLoops | null = null;

export function decodeAttention(
  layer: LayerStep,
  decodeRows: DecodeRows,
  at: DecodeStep,
  table: RopeTable,
  layout: HeadLayout,
): Tensor2D {
  const { heads, kvHeads, headDim } = layout;
  const { promptLength, capacity } = decodeRows;
  const mixed = heads * headDim;
  const output = tf.zeros<tf.Rank.R2>([at.index.shape[0], mixed]);
  appendCache(layer, decodeRows, at, table, layout);
  const [target, source, keyValues, lengths, rows] = [
    output,
    layer.qkv,
    layer.cache,
    promptLength,
    at.index,
  ].map(hostValues);
  const [cos, sin] = [hostValues(table.cos), hostValues(table.sin)];
  const half = headDim / 2;
  const stride = 2 * kvHeads * headDim;
  // A row's cache is copied to where the loops can reach it: it is read three times there.
  const loops = (shared ??= createRowLoops());
  const queryAt = capacity * stride;
  const weightsAt = queryAt + headDim;
  const place = { query: queryAt, weights: weightsAt, out: weightsAt + capacity };
  const memory = loops.reserve(place.out + mixed);
  rows.forEach((row, line) => {
    const position = lengths[row] + at.step;
    const seen = position + 1;
    const first = row * capacity * stride;
    memory.set(keyValues.subarray(first, first + seen * stride));
    memory.fill(0, place.out);
    for (let head = 0; head < heads; head++) {
      const from = (line * (heads + 2 * kvHeads) + head) * headDim;
      rotate(source, from, memory, place.query, { cos, sin, at: position * half }, half);
      const key = Math.floor((head * kvHeads) / heads) * headDim;
      const [query, weights] = [4 * place.query, 4 * place.weights];
      loops.dots(query, 4 * key, 4 * stride, seen, 4 * headDim, weights);
      softmax(memory, place.weights, seen, headDim);
      const [out, value] = [4 * (place.out + head * headDim), 4 * (key + kvHeads * headDim)];
      loops.addScaled(out, 0, weights, value, 4 * stride, seen, 4 * headDim);
    }
    target.set(memory.subarray(place.out, place.out + mixed), line * mixed);
  });
  return output;
}

/** Reads the logits where they lie. */
export function sampleToken(
  samples: Tensor3D,
  logits: Tensor2D,
  draws: Tensor2D,
  { index, step }: DecodeStep,
  choice: Choice,
): void {
  const vocabulary = logits.shape[1];
  const width = samples.shape[1];
  const [target, values, uniform, rows] = [samples, logits, draws, index].map(hostValues);
  rows.forEach((row, line) => {
    const tokens = values.subarray(line * vocabulary, (line + 1) * vocabulary);
    const draw = uniform[row * draws.shape[1] + step];
    target.set(chooseToken(tokens, choice, draw), (row * width + (step % width)) * 3);
  });
}

export function embedSampled(
  embedding: Tensor2D,
  samples: Tensor3D,
  { index, step }: DecodeStep,
): Tensor2D {
  const width = embedding.shape[1];
  const columns = samples.shape[1];
  const output = tf.zeros<tf.Rank.R2>([index.shape[0], width]);
  const [target, source, sampled, rows] = [output, embedding, samples, index].map(hostValues);
  rows.forEach((row, line) => {
    const token = sampled[(row * columns + (step % columns)) * 3];
    target.set(source.subarray(token * width, (token + 1) * width), line * width);
  });
  return output;
}
