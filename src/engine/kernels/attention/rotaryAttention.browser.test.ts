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

/** Lengths of rows that share a prefix of some length; the prefix lies before them. */
interface Group {
  readonly prefix: number;
  readonly rows: readonly number[];
}

interface Given {
  readonly groups: readonly Group[];
  readonly layout: HeadLayout;
  readonly isBiased: boolean;
  /** Of the projections; large ones make softmax choose one token. */
  readonly scale?: number;
}

/** A packed token as the definition has it. */
interface Token {
  readonly position: number;
  /** The tokens it sees, in order. */
  readonly keys: readonly number[];
  readonly span: readonly [prefixStart: number, prefixEnd: number, rowStart: number];
}

const theta = 100;

const upTo = (start: number, end: number) =>
  Array.from({ length: end - start }, (_, i) => start + i);

function tokensOf(groups: readonly Group[]): Token[] {
  const tokens: Token[] = [];
  for (const { prefix, rows } of groups) {
    const start = tokens.length;
    const shared = upTo(start, start + prefix);
    for (const n of shared) {
      tokens.push({ position: n - start, keys: upTo(start, n + 1), span: [start, start, start] });
    }
    for (const length of rows) {
      const first = tokens.length;
      for (const n of upTo(first, first + length)) {
        const position = prefix + n - first;
        const keys = [...shared, ...upTo(first, n + 1)];
        tokens.push({ position, keys, span: [start, start + prefix, first] });
      }
    }
  }
  return tokens;
}

function placesOf(tokens: readonly Token[]): TokenPlaces {
  const last = (n: number) =>
    tokens.reduce((end, { keys }, query) => (keys.includes(n) ? query + 1 : end), 0);
  return {
    positions: tf.tensor1d(
      tokens.map(({ position }) => position),
      'int32',
    ),
    spans: tf.tensor2d(
      tokens.map(({ span, position }) => [...span, position]),
      [tokens.length, 4],
      'int32',
    ),
    ends: tf.tensor1d(
      tokens.map((_, n) => last(n)),
      'int32',
    ),
  };
}

/** qkv + bias, with query and key heads turned: (x_i, x_{i+d/2}) by position · θ^(−2i/d). */
function rotate(
  qkv: Float64Array,
  bias: Float64Array | undefined,
  { groups, layout }: Given,
): Float64Array {
  const { heads, kvHeads, headDim } = layout;
  const width = (heads + 2 * kvHeads) * headDim;
  const half = headDim / 2;
  const rotated = qkv.map((value, i) => value + (bias?.[i % width] ?? 0));
  tokensOf(groups).forEach(({ position }, n) => {
    for (let head = 0; head < heads + kvHeads; head++) {
      for (let i = 0; i < half; i++) {
        const at = n * width + head * headDim + i;
        const angle = position * theta ** ((-2 * i) / headDim);
        const [low, high] = [rotated[at], rotated[at + half]];
        rotated[at] = low * Math.cos(angle) - high * Math.sin(angle);
        rotated[at + half] = high * Math.cos(angle) + low * Math.sin(angle);
      }
    }
  });
  return rotated;
}

function attend(rotated: Float64Array, { groups, layout }: Given): Float64Array {
  const { heads, kvHeads, headDim } = layout;
  const width = (heads + 2 * kvHeads) * headDim;
  const tokens = tokensOf(groups);
  const mixed = new Float64Array(tokens.length * heads * headDim);
  tokens.forEach(({ keys }, n) => {
    for (let head = 0; head < heads; head++) {
      const group = Math.floor(head / (heads / kvHeads));
      const headOf = (token: number, offset: number) => {
        const at = token * width + offset * headDim;
        return rotated.subarray(at, at + headDim);
      };
      const query = headOf(n, head);
      const scores = keys.map((j) => {
        const key = headOf(j, heads + group);
        return query.reduce((sum, q, i) => sum + q * key[i], 0) / Math.sqrt(headDim);
      });
      const top = Math.max(...scores);
      const masses = scores.map((score) => Math.exp(score - top));
      const total = masses.reduce((a, b) => a + b, 0);
      const output = mixed.subarray((n * heads + head) * headDim);
      masses.forEach((mass, k) => {
        const value = headOf(keys[k], heads + kvHeads + group);
        value.forEach((v, i) => (output[i] += (mass / total) * v));
      });
    }
  });
  return mixed;
}

function caseOf(given: Given): OpCase {
  const { groups, layout, isBiased, scale = 1 } = given;
  const { heads, kvHeads, headDim } = layout;
  const tokens = tokensOf(groups);
  const names = groups.map(({ prefix, rows }) => (prefix ? `${prefix}→(${rows.join('+')})` : rows));
  const width = (heads + 2 * kvHeads) * headDim;
  const bias = isBiased ? [makeArray([width], 8)] : [];
  return {
    title: `rows ${names.join('+')}, ${heads} heads on ${kvHeads} of ${headDim}${isBiased ? ', bias' : ''}${scale > 1 ? ', sharp' : ''}`,
    inputs: [makeArray([tokens.length, width], 3, scale), ...bias],
    run: ([qkv, ...more]: readonly Tensor[]) => {
      const table = makeRopeTable(tokens.length, headDim, theta);
      const given1D = more.length > 0 ? asVector(more[0]) : null;
      const result = rotaryAttention(asMatrix(qkv), placesOf(tokens), table, layout, given1D);
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

const alone = (...rows: number[]): Group[] => rows.map((row) => ({ prefix: 0, rows: [row] }));

// A thread takes two queries or two keys, and four keys at once: rows begin and end within all of them.
describeOp(
  'rotaryAttention',
  [
    { groups: alone(1), layout: heads(1, 1, 8), isBiased: false },
    { groups: alone(1, 1, 1, 1, 1), layout: heads(2, 1, 8), isBiased: true },
    { groups: alone(6, 1, 9, 3), layout: heads(4, 2, 8), isBiased: true },
    { groups: alone(3, 10), layout: heads(2, 2, 16), isBiased: false },
    { groups: alone(7, 2), layout: heads(3, 1, 32), isBiased: false },
    { groups: alone(2, 5), layout: heads(2, 1, 64), isBiased: true },
    { groups: alone(5, 6), layout: heads(2, 1, 8), isBiased: false, scale: 8 },
    {
      groups: [{ prefix: 3, rows: [2, 0, 5, 1] }, { prefix: 6, rows: [1, 9] }, ...alone(2)],
      layout: heads(2, 1, 8),
      isBiased: true,
    },
  ].map(caseOf),
  { value: 1e-5, gradient: 1e-4 },
  [...everyBackend, webGpuAsHardware],
);
