import { describe, expect, it } from 'vitest';
import { sampleStep } from '../fixtures/sampleStep.ts';
import { en } from '../i18n/en.ts';
import { layerLevel, layerLevels, layerNames, layers, legendSteps } from './layers.ts';
import {
  firstTelling,
  nextHunk,
  nextRewarded,
  placeTokens,
  verticalNeighbour,
} from './navigation.ts';
import { levelOf } from './scale.ts';
import { showToken, speakToken } from './tokenText.ts';

describe('levelOf', () => {
  it('is symmetric, pinned at zero and has three levels a sign', () => {
    const values = [0.1, 0.25, 0.3, 1, 1.01, 40];
    expect(values.map((v) => levelOf(v))).toEqual([1, 1, 2, 2, 3, 3]);
    expect(values.map((v) => levelOf(-v))).toEqual([-1, -1, -2, -2, -3, -3]);
    expect([0, -0, NaN].map((v) => levelOf(v))).toEqual([0, 0, 0]);
  });
});

describe('layers', () => {
  const [rollout] = sampleStep(1, 3);

  it('show the exact array of the loss, and the flat one of the outcome', () => {
    expect(layers.advantage.valuesOf(rollout)).toBe(rollout.advantages);
    expect(new Set(rollout.advantages).size).toBeGreaterThan(1);
    expect(new Set(layers.outcome.valuesOf(rollout)).size).toBe(1);
  });

  it('give the mask the sign of the side and the size of the overlap', () => {
    const mask = layers.mask.valuesOf(rollout) ?? [];
    rollout.provenance.forEach(({ side, reference }, t) => {
      if (side === 'neutral') expect(mask[t]).toBeCloseTo(0);
      else expect(mask[t]).toBe((side === 'secure' ? 1 : -1) * (reference?.overlap ?? NaN));
    });
    expect(mask.some((value) => value > 0)).toBe(true);
  });

  it('cut the ratio at its logarithm, unfilled at 1', () => {
    const levels = [1 / 1.3, 1 / 1.1, 0.99, 1, 1.01, 1.1, 1.3].map((ratio) =>
      layerLevel(layers.ratio, ratio),
    );
    expect(levels).toEqual([-3, -2, -1, 0, 1, 2, 3]);
  });

  it('say in the legend where each level begins', () => {
    for (const name of layerNames) {
      const layer = layers[name];
      for (const { level, value } of legendSteps(layer)) {
        const outward = layer.sizeOf(value) + Math.sign(level) * 0.001;
        expect(layerLevel(layer, layer.valueAt(outward)), `${name} ${level}`).toBe(level);
      }
    }
    expect(legendSteps(layers.entropy).map(({ level }) => level)).toEqual([0, 1, 2, 3]);
  });

  it('have no values without a critic', () => {
    expect(layers.value.valuesOf(rollout)).toBeNull();
    expect(new Set(layerLevels(layers.value, rollout))).toEqual(new Set([0]));
  });
});

describe('navigation', () => {
  const tokens = ['if', ' (', 'x', ')', '\n  ', 'go', '()', '\n\n', '}'];
  const places = placeTokens(tokens);
  it('places tokens where they begin', () => {
    expect(places[4]).toEqual({ line: 0, column: 6 });
    expect(places[5]).toEqual({ line: 1, column: 2 });
    expect(places[8]).toEqual({ line: 3, column: 0 });
  });
  it('goes to the nearest column of the next line that has tokens', () => {
    expect(verticalNeighbour(places, 2, 1)).toBe(6);
    expect(verticalNeighbour(places, 6, 1)).toBe(8);
    expect(verticalNeighbour(places, 5, -1)).toBe(1);
    expect(verticalNeighbour(places, 8, 1)).toBe(8);
    expect(verticalNeighbour(places, 0, -1)).toBe(0);
  });
  it('finds rewarded tokens in both directions and stays at the last', () => {
    const rewards = [0, 0.2, 0, -0.1, 0];
    expect(nextRewarded(rewards, 0, 1)).toBe(1);
    expect(nextRewarded(rewards, 1, 1)).toBe(3);
    expect(nextRewarded(rewards, 3, 1)).toBe(3);
    expect(nextRewarded(rewards, 3, -1)).toBe(1);
  });
});

describe('hunks and rewards', () => {
  const hunks = [null, 0, 0, null, 1, 2, null, 2].map((hunk) => ({ hunk }));
  it('go from one hunk to the next and stay at the last', () => {
    expect(nextHunk(hunks, 0, 1)).toBe(1);
    expect(nextHunk(hunks, 1, 1)).toBe(4);
    expect(nextHunk(hunks, 4, 1)).toBe(5);
    expect(nextHunk(hunks, 5, 1)).toBe(7);
    expect(nextHunk(hunks, 7, 1)).toBe(7);
    expect(nextHunk(hunks, 4, -1)).toBe(1);
    expect(nextHunk(hunks, 2, -1)).toBe(1);
    expect(nextHunk(hunks, 1, -1)).toBe(1);
  });
  it('begin at the first rewarded token that shows something', () => {
    expect(firstTelling(['a', ' ', 'b'], [0, 1, 1])).toBe(2);
    expect(firstTelling(['a', ' ', 'b'], [0, 1, 0])).toBe(1);
    expect(firstTelling(['a', 'b'], [0, 0])).toBe(0);
  });
});

describe('words for tokens', () => {
  it('shows white space', () => expect(showToken('\n\t if')).toBe('⏎⇥·if'));
  it('speaks white space', () => {
    const words = [' if', '\n  ', '  ', ''].map((token) => speakToken(token, en.tokens.spoken));
    expect(words).toEqual(['if', 'line break', 'space', 'empty token']);
  });
});
