import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { describePlace } from './tokenPlaces.ts';

const random = createRandom(deriveSeed(5, 'test', 0, 0));
const logits = Float32Array.from({ length: 300 }, () => 200 * (random.uniform() - 0.5));
const weights = Array.from(logits, (logit) => Math.exp(logit));
const total = weights.reduce((a, b) => a + b, 0);

describe('describePlace', () => {
  it('gives the softmax, the likeliest first', () => {
    const place = describePlace(logits, 7, 8);
    const sorted = [...logits.keys()].sort((a, b) => logits[b] - logits[a]).slice(0, 8);
    expect(place?.top.map(({ id }) => id)).toEqual(sorted);
    place?.top.forEach(({ id, probability }) =>
      expect(probability).toBeCloseTo(weights[id] / total, 12),
    );
    expect(place?.probability).toBeCloseTo(weights[7] / total, 12);
    expect(place?.top.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(
      1,
    );
  });

  it('puts the smaller id first among equals, and knows ends and short vocabularies', () => {
    const place = describePlace(Float32Array.of(1, 3, 3, 1), null, 8);
    expect(place?.top.map(({ id }) => id)).toEqual([1, 2, 0, 3]);
    expect(place?.probability).toBeNull();
  });

  it('does not overflow, and refuses what is no number', () => {
    expect(describePlace(Float32Array.of(3e38, 0), 0, 1)?.probability).toBe(1);
    expect(describePlace(Float32Array.of(NaN, 0), 0, 1)).toBeNull();
    expect(describePlace(Float32Array.of(Infinity, 0), 0, 1)).toBeNull();
  });
});
