/** The three engines train the same model: equal losses over three updates, on backends that need no GPU. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defaultDevice, init } from '@jax-js/jax';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startWasm } from '../engine/backend.ts';
import type { ModelConfig } from '../model/modelConfig.ts';
import { packRows } from '../model/packing.ts';
import { createTransformer, hiddenStates, outputLogits } from '../model/transformer.ts';
import { createOptimizer } from '../training/optimizer.ts';
import { crossEntropyStep } from '../training/sft.ts';
import { createJaxStep } from './jax/jaxTraining.ts';
import { createStockModel, stockForward } from './stock/stockModel.ts';
import { createStockStep } from './stock/stockTraining.ts';
import { benchConfig, benchWeights, optimizerSettings, randomRows } from './workload.ts';

const config: ModelConfig = {
  ...benchConfig('tiny'),
  hidden_size: 32,
  intermediate_size: 48,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  num_key_value_heads: 2,
  vocab_size: 64,
  eos_token_id: 64,
};
const weights = benchWeights(config);
const rows = randomRows(3, 17, config.vocab_size);
const steps = 3;

let ours: number[];
let oursLogits: Float32Array;

/** Largest difference of two lists of one length. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));
}

beforeAll(async () => {
  const folder = dirname(
    createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'),
  );
  await startWasm({
    plain: join(folder, 'dist/tfjs-backend-wasm.wasm'),
    simd: join(folder, 'dist/tfjs-backend-wasm-simd.wasm'),
  });
  const model = createTransformer(config, weights, true);
  oursLogits = await tf
    .tidy(() =>
      outputLogits(model, hiddenStates(model, packRows(rows, config.vocab_size))).slice(
        [0, 0],
        [rows.flat().length, -1],
      ),
    )
    .data<'float32'>();
  const optimizer = createOptimizer(model.variables, optimizerSettings.beta2);
  const texts = rows.map((ids) => ({ ids, lossFrom: 1 }));
  ours = [];
  for (let step = 0; step < steps; step++) {
    ours.push((await crossEntropyStep(model, optimizer, texts, optimizerSettings)).loss);
  }
  // tfjs's gather has no gradient on wasm.
  await tf.setBackend('cpu');
});

describe('the stock model', () => {
  it('gives our logits', async () => {
    const model = createStockModel(config, weights);
    const { logits } = stockForward(model, tf.tensor2d(rows, undefined, 'int32'), null);
    expect(distance(await logits.data(), oursLogits)).toBeLessThan(1e-4);
  });

  it('gives the same logits one token at a time over its cache', async () => {
    const model = createStockModel(config, weights);
    const ids = tf.tensor2d(rows, undefined, 'int32');
    const width = rows[0].length;
    let { logits, caches } = stockForward(model, ids.slice([0, 0], [-1, width - 2]), null);
    for (const at of [width - 2, width - 1]) {
      ({ logits, caches } = stockForward(model, ids.slice([0, at], [-1, 1]), caches));
    }
    const expected = rows.flatMap((_, r) => {
      const end = (r + 1) * width * config.vocab_size;
      return [...oursLogits.subarray(end - config.vocab_size, end)];
    });
    expect(distance(await logits.data(), expected)).toBeLessThan(1e-4);
  });

  it('trains as ours does', () => {
    const step = createStockStep(createStockModel(config, weights), optimizerSettings);
    const ids = tf.tensor2d(rows, undefined, 'int32');
    const losses = ours.map(() => step(ids).dataSync()[0]);
    expect(distance(losses, ours)).toBeLessThan(1e-4);
  });
});

describe('the jax-js model', () => {
  it('trains as ours does', async () => {
    await init('wasm');
    defaultDevice('wasm');
    const step = createJaxStep(config, weights, rows, optimizerSettings);
    const losses: number[] = [];
    for (let i = 0; i < steps; i++) losses.push(await step());
    expect(distance(losses, ours)).toBeLessThan(1e-4);
  });
});

it('learns in these steps, so that equal losses say something', () => {
  expect(ours[0] - ours[steps - 1]).toBeGreaterThan(0.05);
});
