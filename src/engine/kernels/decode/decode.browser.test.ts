/** Sampling against its definition, with draws in the middle of each token's share of the kept mass. */
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { describeOn, everyBackend } from '../../testing/backends.ts';
import { makeSamples, sampleToken } from './decode.ts';

const temperature = 0.7;

/** Distinct logits, the likely ones spread over the whole vocabulary. */
const makeLogits = (vocabulary: number) =>
  Float32Array.from({ length: vocabulary }, (_, v) => {
    const rank = (v * 7919) % vocabulary;
    return 5 - 1.5 * Math.log(1 + rank) + (v % 2 ? 1e-4 : 0);
  });

interface Reference {
  /** In the order of the vocabulary. */
  readonly kept: readonly number[];
  readonly probabilities: Float64Array;
  readonly topP: number;
}

/**
 * The `count` most likely tokens, out of the topK most likely, and a topP that keeps just those: in the
 * middle of the step that the last of them makes.
 */
function makeReference(logits: Float32Array, topK: number, count: number): Reference {
  const masses = Float64Array.from(logits, (logit) => Math.exp(logit / temperature));
  const total = masses.reduce((a, b) => a + b, 0);
  const probabilities = masses.map((mass) => mass / total);
  const order = [...logits.keys()].sort((a, b) => logits[b] - logits[a]);
  const left = order.slice(0, topK || order.length);
  const leftMass = left.reduce((sum, v) => sum + probabilities[v], 0);
  const kept = left.slice(0, count);
  const before = kept.slice(0, -1).reduce((sum, v) => sum + probabilities[v], 0);
  const last = probabilities[kept[kept.length - 1]];
  const topP = count < left.length ? (before + last / 2) / leftMass : 1;
  return { kept: kept.sort((a, b) => a - b), probabilities, topP };
}

/** A draw in the middle of each kept token's share, and the token. */
function drawsOf({ kept, probabilities }: Reference, wanted: number) {
  const mass = kept.reduce((sum, v) => sum + probabilities[v], 0);
  let before = 0;
  const all = kept.map((token) => {
    const draw = (before + probabilities[token] / 2) / mass;
    before += probabilities[token];
    return { token, draw, share: probabilities[token] / mass };
  });
  // Narrower shares than this are lost in float32 sums.
  return all.filter(({ share }) => share > 2e-5).slice(0, wanted);
}

// [vocabulary, topK, tokens kept]
const cases: [number, number, number][] = [
  [64, 0, 64],
  [64, 5, 5],
  [768, 0, 768],
  [768, 40, 40],
  [768, 0, 25],
  [768, 40, 12],
  [1000, 999, 999],
  [4, 2, 1],
  [32_000, 50, 50],
  [32_000, 200, 60],
];

describeOn(everyBackend, 'sampling', () => {
  it.each(cases)('vocabulary %i, top-k %i, %i tokens kept', async (vocabulary, topK, count) => {
    const logits = makeLogits(vocabulary);
    const reference = makeReference(logits, topK, count);
    const draws = drawsOf(reference, 24);
    expect(draws.length).toBeGreaterThan(0);
    const line = tf.tensor2d(logits, [1, vocabulary]);
    const uniform = tf.tensor2d(draws.map(({ draw }) => [0, draw]));
    // Rows in another order than the lines of the logits.
    const index = tf.tensor1d(
      draws.map((_, i) => draws.length - 1 - i),
      'int32',
    );
    const samples = makeSamples(draws.length, 3);
    const choice = { temperature, topK, topP: reference.topP };
    tf.tidy(() => {
      const all = line.tile<tf.Tensor2D>([draws.length, 1]);
      sampleToken(samples, all, uniform, { index, step: 1 }, choice);
    });
    const values = await samples.data();
    const entropy = reference.probabilities.reduce((sum, p) => sum - p * Math.log(p), 0);
    draws.forEach(({ token }, b) => {
      const at = (b * 3 + 1) * 3;
      expect(values[at]).toBe(token);
      expect(values[at + 1]).toBeCloseTo(Math.log(reference.probabilities[token]), 4);
      expect(values[at + 2]).toBeCloseTo(entropy, 3);
    });
    tf.dispose([line, uniform, index, samples]);
  });

  it('keeps ties of the last kept token together, negative zero among them', async () => {
    const logits = tf.tensor2d([[-1, 0, 2, -0, -3, 0, -0.5, -2]]);
    const draws = tf.tensor2d([[0.05, 0.5, 0.85, 0.95]]);
    const index = tf.tensor1d([0], 'int32');
    const samples = makeSamples(1, 4);
    for (let step = 0; step < 4; step++) {
      const choice = { temperature: 1, topK: 2, topP: 1 };
      sampleToken(samples, logits, draws, { index, step }, choice);
    }
    const values = await samples.data();
    // Kept with tokens 1, 2, 3 and 5: shares 0.096, 0.711, 0.096 and 0.096.
    expect([0, 3, 6, 9].map((at) => values[at])).toEqual([1, 2, 3, 5]);
    tf.dispose([logits, draws, index, samples]);
  });
});
