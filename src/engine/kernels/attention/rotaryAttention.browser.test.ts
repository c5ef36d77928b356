/**
 * Rotary attention over packed rows against its definition in float64: softmax over the row up to the
 * token itself, heads one by one, nothing blocked and nothing online.
 */
import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { asMatrix, asVector } from '../../rank.ts';
import { everyBackend, webGpuAsHardware } from '../../testing/backends.ts';
import { makeArray } from '../../testing/numbers.ts';
import { describeOp, type OpCase } from '../../testing/opCases.ts';
import { makeRopeTable, type HeadLayout } from '../rope/rope.ts';
import { rotaryAttention, type TokenPlaces } from './rotaryAttention.ts';

interface Given {
  /** Lengths of the packed rows. */
  readonly rows: readonly number[];
  readonly layout: HeadLayout;
  readonly isBiased: boolean;
  /** Of the projections; large ones make softmax choose one token. */
  readonly scale?: number;
}

const theta = 100;

/** First token of the row of each packed token. */
const startsOf = (rows: readonly number[]): number[] =>
  rows.flatMap((length, r) => {
    const start = rows.slice(0, r).reduce((a, b) => a + b, 0);
    return Array<number>(length).fill(start);
  });

function placesOf(rows: readonly number[]): TokenPlaces {
  const starts = startsOf(rows);
  const ends = rows.flatMap((length, r) => {
    const end = rows.slice(0, r + 1).reduce((a, b) => a + b, 0);
    return Array<number>(length).fill(end);
  });
  return {
    positions: tf.tensor1d(
      starts.map((start, n) => n - start),
      'int32',
    ),
    rowStart: tf.tensor1d(starts, 'int32'),
    rowEnd: tf.tensor1d(ends, 'int32'),
  };
}

/** qkv + bias, with query and key heads turned: (x_i, x_{i+d/2}) by position · θ^(−2i/d). */
function rotate(
  qkv: Float64Array,
  bias: Float64Array | undefined,
  { rows, layout }: Given,
): Float64Array {
  const { heads, kvHeads, headDim } = layout;
  const width = (heads + 2 * kvHeads) * headDim;
  const half = headDim / 2;
  const rotated = qkv.map((value, i) => value + (bias?.[i % width] ?? 0));
  startsOf(rows).forEach((start, n) => {
    for (let head = 0; head < heads + kvHeads; head++) {
      for (let i = 0; i < half; i++) {
        const at = n * width + head * headDim + i;
        const angle = (n - start) * theta ** ((-2 * i) / headDim);
        const [low, high] = [rotated[at], rotated[at + half]];
        rotated[at] = low * Math.cos(angle) - high * Math.sin(angle);
        rotated[at + half] = high * Math.cos(angle) + low * Math.sin(angle);
      }
    }
  });
  return rotated;
}

function attend(rotated: Float64Array, { rows, layout }: Given): Float64Array {
  const { heads, kvHeads, headDim } = layout;
  const width = (heads + 2 * kvHeads) * headDim;
  const starts = startsOf(rows);
  const mixed = new Float64Array(starts.length * heads * headDim);
  starts.forEach((start, n) => {
    for (let head = 0; head < heads; head++) {
      const group = Math.floor(head / (heads / kvHeads));
      const headOf = (token: number, offset: number) => {
        const at = token * width + offset * headDim;
        return rotated.subarray(at, at + headDim);
      };
      const query = headOf(n, head);
      const scores: number[] = [];
      for (let j = start; j <= n; j++) {
        const key = headOf(j, heads + group);
        scores.push(query.reduce((sum, q, i) => sum + q * key[i], 0) / Math.sqrt(headDim));
      }
      const top = Math.max(...scores);
      const masses = scores.map((score) => Math.exp(score - top));
      const total = masses.reduce((a, b) => a + b, 0);
      const output = mixed.subarray((n * heads + head) * headDim);
      masses.forEach((mass, j) => {
        const value = headOf(start + j, heads + kvHeads + group);
        value.forEach((v, i) => (output[i] += (mass / total) * v));
      });
    }
  });
  return mixed;
}

function caseOf(given: Given): OpCase {
  const { rows, layout, isBiased, scale = 1 } = given;
  const { heads, kvHeads, headDim } = layout;
  const tokens = rows.reduce((a, b) => a + b, 0);
  const width = (heads + 2 * kvHeads) * headDim;
  const bias = isBiased ? [makeArray([width], 8)] : [];
  return {
    title: `rows ${rows.join('+')}, ${heads} heads on ${kvHeads} of ${headDim}${isBiased ? ', bias' : ''}${scale > 1 ? ', sharp' : ''}`,
    inputs: [makeArray([tokens, width], 3, scale), ...bias],
    run: ([qkv, ...more]: readonly Tensor[]) => {
      const table = makeRopeTable(Math.max(...rows), headDim, theta);
      const given1D = more.length > 0 ? asVector(more[0]) : null;
      const result = rotaryAttention(asMatrix(qkv), placesOf(rows), table, layout, given1D);
      return [result.mixed, result.rotated];
    },
    reference: ([qkv, ...more]) => {
      const rotated = rotate(qkv, more.at(0), given);
      return [attend(rotated, given), rotated];
    },
    differentiable: 1,
  };
}

const heads = (heads: number, kvHeads: number, headDim: number): HeadLayout => ({
  heads,
  kvHeads,
  headDim,
});

// A thread takes four queries and two keys, and four keys at once: rows begin and end within all of them.
describeOp(
  'rotaryAttention',
  [
    { rows: [1], layout: heads(1, 1, 8), isBiased: false },
    { rows: [1, 1, 1, 1, 1], layout: heads(2, 1, 8), isBiased: true },
    { rows: [6, 1, 9, 3], layout: heads(4, 2, 8), isBiased: true },
    { rows: [3, 10], layout: heads(2, 2, 16), isBiased: false },
    { rows: [7, 2], layout: heads(3, 1, 32), isBiased: false },
    { rows: [2, 5], layout: heads(2, 1, 64), isBiased: true },
    { rows: [5, 6], layout: heads(2, 1, 8), isBiased: false, scale: 8 },
  ].map(caseOf),
  { value: 1e-5, gradient: 1e-4 },
  [...everyBackend, webGpuAsHardware],
);
