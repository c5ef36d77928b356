/** Every plan against a plain loop, odd sizes included, on both backends. */
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWasm, startWebGpu, type Engine } from '../../backend.ts';
import { wasmUrls } from '../../wasmUrls.ts';
import { planMatMul } from './matMul.ts';

type Case = [m: number, k: number, n: number];
const cases: Case[] = [
  [1, 4, 4],
  [3, 8, 12],
  [8, 8, 8],
  [9, 4, 20],
  [64, 96, 288],
  [65, 32, 4],
  [16, 16, 772],
  // Nothing here is a multiple of four: tfjs's own kernel serves.
  [5, 7, 3],
];
const layouts = [
  ['NN', false, false],
  ['NT', false, true],
  ['TN', true, false],
  ['TT', true, true],
] as const;

const valueAt = (i: number) => Math.sin(1.7 * i) + 0.25 * Math.cos(0.3 * i);
const backends = [
  ['webgpu', startWebGpu],
  ['wasm', () => startWasm(wasmUrls)],
] as const;

describe.each(backends)('matMul on %s', (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(async () => {
    await engine.settle();
    expect(engine.failure()).toBeNull();
  });

  describe.each(layouts)('%s', (__, transposeA, transposeB) => {
    it.each(cases)('%i×%i×%i', async (m, k, n) => {
      const a = Float32Array.from({ length: m * k }, (_, i) => valueAt(i));
      const b = Float32Array.from({ length: k * n }, (_, i) => valueAt(i + 1000));
      const product = await tf
        .tidy(() => {
          const left = tf.tensor2d(a, transposeA ? [k, m] : [m, k]);
          const right = tf.tensor2d(b, transposeB ? [n, k] : [k, n]);
          return tf.matMul(left, right, transposeA, transposeB);
        })
        .data();
      for (let row = 0; row < m; row++) {
        for (let column = 0; column < n; column++) {
          let sum = 0;
          for (let i = 0; i < k; i++) {
            sum +=
              a[transposeA ? i * m + row : row * k + i] *
              b[transposeB ? column * k + i : i * n + column];
          }
          expect(Math.abs(product[row * n + column] - sum)).toBeLessThan(1e-4 * Math.sqrt(k));
        }
      }
    });
  });
});

describe('planMatMul', () => {
  it('takes aligned matrices and leaves the rest to tfjs', () => {
    expect(planMatMul([64, 96], [96, 288], false, false)?.source.name).toBe('MatMulNN');
    expect(planMatMul([64, 96], [288, 96], false, true)?.source.name).toBe('MatMulNT');
    expect(planMatMul([64, 96], [64, 288], true, false)?.source.name).toBe('MatMulTN');
    expect(planMatMul([5, 7], [7, 3], false, false)).toBeNull();
    expect(planMatMul([8, 8], [8, 8], true, true)).toBeNull();
    expect(planMatMul([2, 8, 8], [2, 8, 8], false, false)).toBeNull();
  });
});
