/** The assembled loops against plain ones, at every alignment of rows that attention uses. */
import { describe, expect, it } from 'vitest';
import { createRowLoops } from './simd.ts';
import { makeArray } from './testing/numbers.ts';

const loops = createRowLoops();
/** [width, stride, count] in floats. */
const shapes = [
  [4, 4, 1],
  [8, 8, 3],
  [32, 288, 7],
  [64, 100, 33],
] as const;

describe.each(shapes)('rows of %i floats, %i apart, %i of them', (width, stride, count) => {
  const rows = makeArray([stride * count + width], 3).values;
  const one = makeArray([width], 5).values;
  const factors = makeArray([count], 7).values;
  const end = rows.length + width + count;

  function place(...parts: ArrayLike<number>[]): Float32Array {
    const memory = loops.reserve(end + count);
    let at = 0;
    for (const part of parts) {
      memory.set(part, at);
      at += part.length;
    }
    return memory;
  }

  it('multiplies one row with each', () => {
    const memory = place(rows, one);
    const out = rows.length + width;
    loops.dots(4 * rows.length, 0, 4 * stride, count, 4 * width, 4 * out);
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += one[j] * rows[i * stride + j];
      expect(memory[out + i]).toBeCloseTo(sum, 4);
    }
    expect([...memory.subarray(0, rows.length)]).toEqual([...rows]);
  });

  it('adds one row to each, and each to one', () => {
    const spread = place(rows, one, factors);
    const at = { one: 4 * rows.length, factors: 4 * (rows.length + width) };
    loops.addScaled(0, 4 * stride, at.factors, at.one, 0, count, 4 * width);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < stride; j++) {
        const added = j < width ? factors[i] * one[j] : 0;
        expect(spread[i * stride + j]).toBeCloseTo(rows[i * stride + j] + added, 5);
      }
    }
    const gathered = place(rows, one, factors);
    loops.addScaled(at.one, 0, at.factors, 0, 4 * stride, count, 4 * width);
    for (let j = 0; j < width; j++) {
      let sum = one[j];
      for (let i = 0; i < count; i++) sum += factors[i] * rows[i * stride + j];
      expect(gathered[rows.length + j]).toBeCloseTo(sum, 4);
    }
  });
});
