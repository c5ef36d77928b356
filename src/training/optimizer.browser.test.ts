/** AdamW against a plain loop, with a run's whole configuration passed in as trainStep does. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runConfigSchema } from '../core/runConfig.ts';
import { startWasm, startWebGpu } from '../engine/backend.ts';
import { wasmUrls } from '../engine/wasmUrls.ts';
import { createOptimizer } from './optimizer.ts';

const config = runConfigSchema.parse({ learningRate: 0.01, weightDecay: 0.1, maxGradNorm: 1 });
const start = [
  [0.5, -1, 2, 0.25],
  [1, 1],
];
const shapes = [[2, 2], [2]];
const gradientAt = (step: number, i: number) => Math.sin(7 * step + 3 * i) * (1 + i);

/** AdamW with β₁ 0.9, β₂ 0.999, ε 1e-8 and clipping at norm 1, in float64. */
function reference(steps: number): number[][] {
  const weights = start.map((w) => [...w]);
  const m = start.map((w) => w.map(() => 0));
  const v = start.map((w) => w.map(() => 0));
  for (let t = 1; t <= steps; t++) {
    const g = start.map((w, k) => w.map((_, i) => gradientAt(t, i + 4 * k)));
    const norm = Math.hypot(...g.flat());
    weights.forEach((w, k) =>
      w.forEach((_, i) => {
        const clipped = g[k][i] * Math.min(1, 1 / (norm + 1e-6));
        m[k][i] = 0.9 * m[k][i] + 0.1 * clipped;
        v[k][i] = 0.999 * v[k][i] + 0.001 * clipped ** 2;
        const step = m[k][i] / (1 - 0.9 ** t) / (Math.sqrt(v[k][i] / (1 - 0.999 ** t)) + 1e-8);
        // Only matrices decay.
        w[i] = w[i] * (k === 0 ? 1 - 0.01 * 0.1 : 1) - 0.01 * step;
      }),
    );
  }
  return weights;
}

const backends = [
  ['webgpu', startWebGpu],
  ['wasm', () => startWasm(wasmUrls)],
] as const;

describe.each(backends)('AdamW on %s', (_, startBackend) => {
  beforeAll(async () => {
    await startBackend();
  });

  const make = () => start.map((w, k) => tf.variable(tf.tensor(w, shapes[k])));
  const gradients = (variables: tf.Variable[], of: (i: number) => number) =>
    Object.fromEntries(
      variables.map((w, k) => [
        w.name,
        tf.tensor(
          start[k].map((_, i) => of(i + 4 * k)),
          shapes[k],
        ),
      ]),
    );

  it('equals the plain loop after five updates', async () => {
    const variables = make();
    const optimizer = createOptimizer(variables, 0.999);
    for (let t = 1; t <= 5; t++) {
      optimizer.update(
        gradients(variables, (i) => gradientAt(t, i)),
        config,
      );
    }
    for (const [k, expected] of reference(5).entries()) {
      const got = await variables[k].data();
      expected.forEach((want, i) => expect(Math.abs(got[i] - want)).toBeLessThan(1e-5));
    }
  });

  it('updates only the weights that it is told to, and clips by their norm', async () => {
    const variables = make();
    const [trained, kept] = variables;
    const optimizer = createOptimizer(variables, 0.999);
    const both = gradients(variables, (i) => gradientAt(1, i));
    optimizer.update({ [trained.name]: both[trained.name] }, config, [trained]);
    const alone = make()[0];
    const other = createOptimizer([alone], 0.999);
    other.update({ [alone.name]: both[trained.name] }, config);
    expect(await trained.data()).toEqual(await alone.data());
    expect([...(await kept.data())]).toEqual(start[1]);
    const { moments } = await optimizer.read();
    expect(moments[0].some((value) => value !== 0)).toBe(true);
    expect([...moments[1]]).toEqual([0, 0, 0, 0]);
    expect(() => optimizer.update({}, config, [kept])).toThrow('No gradient');
  });

  it.each([NaN, Infinity])('leaves the weights whole when a gradient is %s', async (broken) => {
    const variables = make();
    const optimizer = createOptimizer(variables, 0.999);
    optimizer.update(
      gradients(variables, (i) => (i === 3 ? broken : 1)),
      config,
    );
    for (const [k, values] of start.entries()) {
      expect([...(await variables[k].data())]).toEqual(values);
    }
  });
});
