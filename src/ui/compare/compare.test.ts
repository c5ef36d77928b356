import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runConfigSchema, type RunConfig } from '../../core/runConfig.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { runRecordOf } from '../../core/testing/runRecords.ts';
import { differingSettings, groupBySeed } from './configDiff.ts';
import { bandOf, niceTicks, pointsOf, smooth } from './series.ts';
import { newestSamples, scoreByWeakness, totalScore } from './weaknesses.ts';

const config = (changes: Partial<RunConfig>) => runConfigSchema.parse(changes);
const run = (id: string, changes: Partial<RunConfig>, others: Partial<RunRecord> = {}): RunRecord =>
  runRecordOf(id, { createdAt: Number(id.slice(-1)), config: config(changes), ...others });

describe('what differs', () => {
  it('is every setting that is not the same in all, in the order of the table', () => {
    const configs = [config({ alpha: 0.5 }), config({ seed: 3, alpha: 0.5 }), config({})];
    expect(differingSettings(configs)).toEqual(['seed', 'alpha']);
    expect(differingSettings([config({})])).toEqual([]);
  });

  it('makes one group of runs that differ in the seed, or in how often they are looked at', () => {
    const runs = [
      run('r-3', { seed: 2, saveSteps: 9 }),
      run('r-1', { seed: 1 }),
      run('r-2', { seed: 1, alpha: 0 }),
      run('r-4', { seed: 3 }, { base: 'another' }),
    ];
    expect(groupBySeed(runs).map(({ runs: members }) => members.map(({ id }) => id))).toEqual([
      ['r-1', 'r-3'],
      ['r-2'],
      ['r-4'],
    ]);
  });
});

describe('lines', () => {
  const history = {
    steps: [
      { step: 1, metrics: { reward: 1 } },
      { step: 2, metrics: { reward: NaN } },
      { step: 3, metrics: { reward: 3 } },
    ],
    evaluations: [{ step: 0, metrics: { 'eval/func@1': 0.5 } }],
  };

  it('hold the finite values of steps or evaluations', () => {
    expect(pointsOf(history, 'reward').map(({ step }) => step)).toEqual([1, 3]);
    expect(pointsOf(history, 'eval/func@1')).toEqual([{ step: 0, value: 0.5 }]);
    expect(pointsOf(history, 'kl')).toEqual([]);
  });

  it('are smoothed between their extremes, and not at all with weight 0', () => {
    const points = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(points, fc.double({ min: 0, max: 0.99, noNaN: true }), (values, weight) => {
        const line = values.map((value, step) => ({ step, value }));
        const smoothed = smooth(line, weight).map(({ value }) => value);
        for (const value of smoothed) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-6);
          expect(value).toBeLessThanOrEqual(Math.max(...values) + 1e-6);
        }
        expect(smooth(line, 0)).toEqual(line);
      }),
    );
    // (0.5·1 + 3) / (0.5 + 1)
    expect(smooth(pointsOf(history, 'reward'), 0.5)[1].value).toBeCloseTo(7 / 3, 12);
  });

  it('of several seeds become their mean with lowest and highest', () => {
    const line = (...values: number[]) => values.map((value, i) => ({ step: i + 1, value }));
    expect(bandOf([line(1, 5), line(3), line(8)])).toEqual([
      { step: 1, value: 4, low: 1, high: 8, seeds: 3 },
      { step: 2, value: 5, low: 5, high: 5, seeds: 1 },
    ]);
  });

  it('get an axis of round numbers that spans them', () => {
    expect(niceTicks(0.13, 0.87, 4)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks(2, 2, 3).length).toBeGreaterThanOrEqual(2);
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const ticks = niceTicks(low, high, 5);
        expect(ticks[0]).toBeLessThanOrEqual(low + 1e-6);
        expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(high - 1e-6);
        expect(ticks.length).toBeLessThan(12);
      }),
    );
  });
});

describe('weaknesses', () => {
  const sample = (cwe: string | null, isFunctional: boolean, isSecure: boolean) => ({
    prompt: 'p',
    family: 'f',
    cwe,
    completion: 'c',
    isFunctional,
    isSecure,
  });
  const samples = [
    sample('CWE-89', true, true),
    sample('CWE-79', true, false),
    sample('CWE-79', true, true),
    sample(null, false, true),
  ];

  it('count what is both functional and secure, sorted by number', () => {
    const scores = scoreByWeakness(samples);
    expect([...scores].map(([name, s]) => [name, s.passed, s.prompts])).toEqual([
      ['CWE-79', 1, 2],
      ['CWE-89', 1, 1],
      ['–', 0, 1],
    ]);
    const one = scores.get('CWE-79');
    expect(one?.low).toBeLessThan(0.5);
    expect(one?.high).toBeGreaterThan(0.5);
    expect(totalScore(samples)).toMatchObject({ passed: 2, prompts: 4, share: 0.5 });
  });

  it('come from the newest evaluation that has samples', () => {
    const all = [
      { step: 0, samples: [samples[0]] },
      { step: 5, samples },
      { step: 9, samples: [] },
    ];
    expect(newestSamples(all)).toBe(samples);
    expect(newestSamples([])).toEqual([]);
  });
});
