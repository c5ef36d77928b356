import { describe, expect, it } from 'vitest';
import { sampleStep } from '../fixtures/sampleStep.ts';
import { nextRewarded, placeTokens, verticalNeighbour } from './navigation.ts';
import { formatSigned, layerAdvantages, levelOf } from './scale.ts';
import { showToken, speakToken } from './tokenText.ts';

describe('levelOf', () => {
  it('is symmetric, pinned at zero and has three levels a sign', () => {
    const values = [0.1, 0.25, 0.3, 1, 1.01, 40];
    expect(values.map(levelOf)).toEqual([1, 1, 2, 2, 3, 3]);
    expect(values.map((v) => levelOf(-v))).toEqual([-1, -1, -2, -2, -3, -3]);
    expect([0, -0, NaN].map(levelOf)).toEqual([0, 0, 0]);
  });
});

describe('layerAdvantages', () => {
  const [rollout] = sampleStep(1, 3);
  it('shows the exact array of the loss', () => {
    expect(layerAdvantages(rollout, 'token')).toBe(rollout.advantages);
    expect(new Set(rollout.advantages).size).toBeGreaterThan(1);
  });
  it('is flat for the outcome alone', () => {
    expect(new Set(layerAdvantages(rollout, 'outcome'))).toEqual(
      new Set([rollout.outcomeAdvantage]),
    );
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

describe('words for tokens and numbers', () => {
  it('shows white space', () => expect(showToken('\n\t if')).toBe('⏎⇥·if'));
  it('speaks white space', () => {
    expect([' if', '\n  ', '  ', ''].map(speakToken)).toEqual([
      'if',
      'line break',
      'space',
      'empty token',
    ]);
  });
  it('gives every number but zero its sign', () => {
    expect([1.2345, -0.2, 0].map(formatSigned)).toEqual(['+1.235', '−0.20', '0.00']);
  });
});
