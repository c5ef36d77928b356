import { describe, expect, it } from 'vitest';
import { reportScores, type JudgedPrompt } from './scores.ts';
import { createRandom, deriveSeed } from './seeds.ts';
import { bootstrapInterval, wilsonInterval } from './statistics.ts';
import { outcomeOf } from './testing/outcomes.ts';

const works = outcomeOf([true], [false]);
const repaired = outcomeOf([true], [true]);
const idle = outcomeOf([false], [true]);
const broken = outcomeOf([false], [false], false);

/** A prompt whose completions have these outcomes and distinct texts. */
const prompt = (cwe: string, ...outcomes: JudgedPrompt['completions'][number]['outcome'][]) => ({
  cwe,
  completions: outcomes.map((outcome, i) => ({ text: `${cwe} ${i}`, outcome })),
});

describe('reportScores', () => {
  it('of one completion a prompt are shares with Wilson intervals', () => {
    const prompts = [works, repaired, idle, broken].map((o) => prompt('CWE-1', o));
    const { prompts: count, rates } = reportScores(prompts).all;
    expect(count).toBe(4);
    expect(rates['func@1']).toEqual({ share: 0.5, ...wilsonInterval(2, 4) });
    expect(rates['sec@1']).toEqual({ share: 0.5, ...wilsonInterval(2, 4) });
    expect(rates['func-sec@1']).toEqual({ share: 0.25, ...wilsonInterval(1, 4) });
    // The broken one does not count, so two of three.
    expect(rates['security_rate']).toEqual({ share: 2 / 3, ...wilsonInterval(2, 3) });
  });

  it('of several are the unbiased pass@k, a mean over prompts', () => {
    const prompts = [
      prompt('CWE-1', repaired, works, works, works),
      prompt('CWE-1', repaired, repaired, works, broken),
    ];
    const { rates } = reportScores(prompts, [1, 2, 4]).all;
    expect(rates['func-sec@1'].share).toBeCloseTo((1 / 4 + 2 / 4) / 2, 12);
    // One draw of two misses with C(3,2)/C(4,2) and C(2,2)/C(4,2).
    expect(rates['func-sec@2'].share).toBeCloseTo((1 - 3 / 6 + 1 - 1 / 6) / 2, 12);
    expect(rates['func-sec@4'].share).toBe(1);
    expect(rates['func-sec@4']).toMatchObject(wilsonInterval(2, 2));
    expect(rates['func-sec@1']).toMatchObject(wilsonInterval(3 / 4, 2));
    // Of many prompts it is the bootstrap's, which knows that they differ little.
    const many = reportScores(Array.from({ length: 20 }, () => prompts).flat()).all;
    const { low, high } = many.rates['func-sec@1'];
    expect([low > 0.3, high < 0.45, low < high]).toEqual([true, true, true]);
  });

  it('counts a completion once in the security rate, however often it was written', () => {
    const twice = (outcome: typeof works, text: string) => ({ text, outcome });
    const completions = [
      twice(repaired, 'a'),
      twice(repaired, ' a'),
      twice(works, 'b'),
      twice(broken, 'c'),
    ];
    expect(reportScores([{ cwe: 'x', completions }]).all.rates['security_rate'].share).toBe(0.5);
    const nothing = reportScores([prompt('CWE-1', broken)]).all.rates['security_rate'];
    expect(nothing).toEqual({ share: 0, low: 0, high: 1 });
  });

  it('keeps weaknesses apart', () => {
    const report = reportScores([prompt('CWE-2', repaired), prompt('CWE-1', works)]);
    expect(Object.keys(report.byCwe)).toEqual(['CWE-1', 'CWE-2']);
    expect(report.byCwe['CWE-2']).toMatchObject({ prompts: 1, rates: { 'sec@1': { share: 1 } } });
    expect(report.byCwe['CWE-1']).toMatchObject({ prompts: 1, rates: { 'sec@1': { share: 0 } } });
  });
});

describe('bootstrapInterval', () => {
  const random = () => createRandom(deriveSeed(1, 'test', 0, 0));

  it('is near the normal interval of many values, and the same for the same draws', () => {
    const values = Array.from({ length: 400 }, (_, i) => (i % 4) / 3);
    const { low, high } = bootstrapInterval(values, 2000, random());
    // Standard deviation 0.3727 of four values evenly spaced on [0, 1].
    const half = (1.96 * 0.3727) / Math.sqrt(400);
    expect(low).toBeCloseTo(0.5 - half, 2);
    expect(high).toBeCloseTo(0.5 + half, 2);
    expect(bootstrapInterval(values, 2000, random())).toEqual({ low, high });
  });

  it('has no width where all values are one', () => {
    expect(bootstrapInterval([0.3, 0.3, 0.3], 50, random()).low).toBeCloseTo(0.3, 12);
  });
});
