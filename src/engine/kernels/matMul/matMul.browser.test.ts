/** Every plan against a plain loop, odd and batched sizes included, and tf.matMul on both backends. */
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { describeOn, everyBackend, webGpu, webGpuBackend } from '../../testing/backends.ts';
import { makeArray } from '../../testing/numbers.ts';
import { describeOp, type OpCase } from '../../testing/opCases.ts';
import { productOf, runPlan } from './product.ts';
import type { Layout } from './plan.ts';
import { registerBlocked } from './registerBlocked.ts';
import { subgroupBlocked } from './subgroupBlocked.ts';
import { tiled32, tiled64 } from './tiled.ts';

type Case = [batch: number, m: number, k: number, n: number];
const cases: Case[] = [
  [1, 1, 4, 4],
  [1, 3, 8, 12],
  [1, 8, 8, 8],
  [1, 9, 4, 20],
  [1, 64, 96, 288],
  [1, 65, 32, 4],
  [1, 16, 16, 772],
  [3, 20, 12, 36],
  [2, 68, 24, 100],
  // Nothing here is a multiple of four: tfjs's own kernel serves.
  [1, 5, 7, 3],
];
const layouts: readonly Layout[] = ['NN', 'NT', 'TN'];

const valueAt = (i: number) => Math.sin(1.7 * i) + 0.25 * Math.cos(0.3 * i);

function operands(layout: Layout, [batch, m, k, n]: Case) {
  const a = Float32Array.from({ length: batch * m * k }, (_, i) => valueAt(i));
  const b = Float32Array.from({ length: batch * k * n }, (_, i) => valueAt(i + 1000));
  return {
    a,
    b,
    left: tf.tensor3d(a, layout === 'TN' ? [batch, k, m] : [batch, m, k]),
    right: tf.tensor3d(b, layout === 'NT' ? [batch, n, k] : [batch, k, n]),
  };
}

type Numbers = Float32Array | Float64Array;

/** op(a)·op(b) in float64. */
function multiply(a: Numbers, b: Numbers, layout: Layout, [batch, m, k, n]: Case): Float64Array {
  const product = new Float64Array(batch * m * n);
  for (let item = 0; item < batch; item++) {
    for (let row = 0; row < m; row++) {
      for (let column = 0; column < n; column++) {
        let sum = 0;
        for (let i = 0; i < k; i++) {
          const fromA = layout === 'TN' ? i * m + row : row * k + i;
          const fromB = layout === 'NT' ? column * k + i : i * n + column;
          sum += a[item * m * k + fromA] * b[item * k * n + fromB];
        }
        product[(item * m + row) * n + column] = sum;
      }
    }
  }
  return product;
}

function expectProduct(
  actual: ArrayLike<number>,
  { a, b }: { a: Float32Array; b: Float32Array },
  layout: Layout,
  size: Case,
): void {
  const [, m, k, n] = size;
  multiply(a, b, layout, size).forEach((sum, at) => {
    const difference = Math.abs(actual[at] - sum);
    if (!(difference < 1e-4 * Math.sqrt(k))) {
      const place = [Math.floor(at / (m * n)), Math.floor(at / n) % m, at % n];
      expect.fail(`[${place.join(',')}] is off by ${difference}`);
    }
  });
}

describeOn(everyBackend, 'tf.matMul', () => {
  describe.each(layouts)('%s', (layout) => {
    it.each(cases)('%i · %i×%i×%i', async (...size) => {
      const given = operands(layout, size);
      const product = tf.matMul(given.left, given.right, layout === 'TN', layout === 'NT');
      expectProduct(await product.data(), given, layout, size);
    });
  });
});

const plans = [registerBlocked, subgroupBlocked, tiled32, tiled64];

describeOn([webGpu], 'each plan', () => {
  const kinds = plans.flatMap((plan) => layouts.map((layout) => ({ plan, layout })));
  describe.each(kinds)('$plan.name, $layout', ({ plan, layout }) => {
    it.each(cases.slice(0, -1))('%i · %i×%i×%i', async (...size) => {
      const given = operands(layout, size);
      const { left, right } = given;
      const product = productOf(left.shape, right.shape, layout === 'TN', layout === 'NT');
      // A product with unaligned rows of A transposed is for tfjs.
      if (!product) return expect(layout === 'TN' && size[1] % 4 !== 0).toBe(true);
      const shape = [size[0], size[1], size[3]];
      const output = runPlan(webGpuBackend(), plan, product, [left, right], shape);
      const values = await tf.engine().makeTensorFromTensorInfo(output).data();
      expectProduct(values, given, layout, size);
    });
  });
});

/** Gradients of a product are products in the two other layouts. */
function gradientCase(layout: Layout, size: Case): OpCase {
  const [batch, m, k, n] = size;
  const [transposeA, transposeB] = [layout === 'TN', layout === 'NT'];
  return {
    title: `${layout} ${batch} · ${m}×${k}×${n}`,
    inputs: [
      makeArray(transposeA ? [batch, k, m] : [batch, m, k], 1),
      makeArray(transposeB ? [batch, n, k] : [batch, k, n], 2),
    ],
    run: ([a, b]) => [tf.matMul(a, b, transposeA, transposeB)],
    reference: ([a, b]) => [multiply(a, b, layout, size)],
  };
}

describeOp(
  'the gradients of tf.matMul',
  [
    gradientCase('NN', [1, 5, 8, 12]),
    gradientCase('NT', [1, 9, 4, 20]),
    gradientCase('TN', [1, 12, 8, 4]),
    gradientCase('NN', [2, 4, 12, 8]),
    gradientCase('NN', [1, 5, 7, 3]),
  ],
  { value: 1e-5, gradient: 1e-4 },
);
