/**
 * The rotation as an op of its own, which only the wasm backend takes: at any positions, against complex
 * multiplication in float64. On WebGPU it is part of rotaryAttention, whose tests see it.
 */
import * as tf from '@tensorflow/tfjs';
import { asMatrix, asVector } from '../../rank.ts';
import { wasm } from '../../testing/backends.ts';
import { makeArray } from '../../testing/numbers.ts';
import { describeOp, type OpCase } from '../../testing/opCases.ts';
import { makeRopeTable, rope, type HeadLayout } from './rope.ts';

const theta = 10_000;

function caseOf(positions: number[], layout: HeadLayout, isBiased: boolean): OpCase {
  const { heads, kvHeads, headDim } = layout;
  const width = (heads + 2 * kvHeads) * headDim;
  const bias = isBiased ? [makeArray([width], 9)] : [];
  return {
    title: `positions ${positions.join(', ')}, ${heads} heads on ${kvHeads} of ${headDim}${isBiased ? ', bias' : ''}`,
    inputs: [makeArray([positions.length, width], 5), ...bias],
    run: ([qkv, ...more]) => {
      const places = tf.tensor1d(positions, 'int32');
      const table = makeRopeTable(1 + Math.max(...positions), headDim, theta);
      const offset = more.length > 0 ? asVector(more[0]) : null;
      return [rope(asMatrix(qkv), places, table, layout, offset)];
    },
    reference: ([qkv, ...more]) => {
      const shifted = qkv.map((value, i) => value + (more.at(0)?.[i % width] ?? 0));
      const turned = shifted.map((value, i) => {
        const column = i % width;
        // Values are not turned.
        if (column >= (heads + kvHeads) * headDim) return value;
        const place = column % headDim;
        const half = headDim / 2;
        const angle = positions[Math.floor(i / width)] * theta ** ((-2 * (place % half)) / headDim);
        // (low + i·high)·e^{i·angle}: the lower half holds real parts, the upper one imaginary parts.
        return place < half
          ? value * Math.cos(angle) - shifted[i + half] * Math.sin(angle)
          : value * Math.cos(angle) + shifted[i - half] * Math.sin(angle);
      });
      return [turned];
    },
  };
}

describeOp(
  'rope',
  [
    caseOf([0], { heads: 1, kvHeads: 1, headDim: 8 }, false),
    caseOf([3, 0, 511, 7, 7], { heads: 4, kvHeads: 2, headDim: 16 }, true),
  ],
  { value: 1e-5, gradient: 1e-4 },
  [wasm],
);
