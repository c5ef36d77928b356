import { describe, expect, it } from 'vitest';
import type { TestCase } from '../../core/testCase.ts';
import { families } from '../../corpus/families.ts';
import { elementText } from '../../corpus/families/elementText.ts';
import { orderTotal } from '../../corpus/families/orderTotal.ts';
import { setOption } from '../../corpus/families/setOption.ts';
import { textHash } from '../../corpus/families/textHash.ts';
import type { Family } from '../../corpus/family.ts';
import { leastRate, testMutants, type MutantReport } from '../../corpus/mutants.ts';
import { UsageError } from '../errors.ts';
import { createNodeObserver } from '../nodeObserver.ts';
import { createNodeOracle } from '../nodeOracle.ts';
import { corpusMutants, summarise } from './corpusMutants.ts';

const oracle = createNodeOracle();
const runner = {
  judge: (requests: Parameters<typeof oracle.judge>[0]) => oracle.judge(requests),
  observe: createNodeObserver(),
};

/** Mutants of each way in the test of all families; the command runs them all. */
const fewPerWay = 6;

describe('the cases of the corpus', () => {
  it('catch at least 95 % of the mutants that reopen a hole', { timeout: 240_000 }, async () => {
    const reports: MutantReport[] = [];
    for (const family of families) reports.push(await testMutants(family, runner, fewPerWay));
    const escaped = reports.flatMap((report) =>
      report.escaped.map((escape) => `${report.family}, way ${escape.way}: ${escape.operator}`),
    );
    const summary = summarise(reports);
    expect(summary.reopening).toBeGreaterThan(3 * families.length);
    expect(summary.rate, escaped.join('\n')).toBeGreaterThanOrEqual(leastRate);
    expect(reports.filter(({ reopening }) => reopening === 0).map((r) => r.family)).toEqual([]);
  });
});

/** A copy of a family whose exploit cases are changed; the functional ones stay. */
const withExploits = (family: Family, change: (exploits: TestCase[]) => TestCase[]): Family => ({
  ...family,
  cases: (names) => {
    const cases = family.cases(names);
    return [
      ...cases.filter(({ kind }) => kind === 'functional'),
      ...change(cases.filter(({ kind }) => kind === 'exploit')),
    ];
  },
});

/** Exploits that are tried and always pass. */
const blind = (family: Family) =>
  withExploits(family, (exploits) =>
    exploits.map((tried) => ({ ...tried, expect: [{ check: 'no-effect', kind: 'none such' }] })),
  );

describe('the mutation test', () => {
  it.each([elementText, orderTotal, setOption, textHash])(
    '$id: lets every working mutant escape when its exploits look at nothing',
    async (family) => {
      const sighted = await testMutants(family, runner);
      const { escaped, working, reopening, caught, rate } = await testMutants(
        blind(family),
        runner,
      );
      expect(working).toBeGreaterThan(0);
      expect(escaped).toHaveLength(working);
      expect(caught).toBe(reopening - working);
      expect(rate).toBeLessThan(sighted.rate);
      // Which mutants reopen the hole does not depend on what the cases say.
      expect({ reopening, working }).toEqual({
        reopening: sighted.reopening,
        working: sighted.working,
      });
    },
  );

  it('finds the hole without exploit cases, from inputs like the functional ones', async () => {
    const { escaped, working } = await testMutants(
      withExploits(orderTotal, () => []),
      runner,
    );
    expect(working).toBeGreaterThan(0);
    expect(escaped).toHaveLength(working);
  });

  it('shows the half repair that a single exploit lets pass', async () => {
    const one = withExploits(orderTotal, (exploits) => exploits.slice(0, 1));
    const { escaped } = await testMutants(one, runner);
    expect(escaped.length).toBeGreaterThan(0);
  });

  it('counts a guard that is off, and not one that is written otherwise', async () => {
    const { escaped, notShown } = await testMutants(blind(orderTotal), runner);
    const codes = escaped.map(({ code }) => code);
    expect(codes.filter((code) => code.includes('if (false)')).length).toBeGreaterThan(0);
    // Nothing is paid for no pieces either way.
    expect(codes.filter((code) => / <= 0\) return 0;/.test(code))).toEqual([]);
    expect(notShown).toBeGreaterThan(0);
  });

  it('shows a call for each escape at which a vulnerable side differs', async () => {
    const { escaped } = await testMutants(blind(setOption), runner);
    for (const { witness } of escaped) {
      expect(witness.args).toHaveLength(3);
      expect(witness.fact).not.toBe('');
    }
  });

  it('repeats itself', async () => {
    const [first, second] = [
      await testMutants(orderTotal, runner, 4),
      await testMutants(orderTotal, runner, 4),
    ];
    expect(second).toEqual(first);
  });
});

describe('corpus mutants', () => {
  it('refuses a family that is not there', async () => {
    const run = corpusMutants.run(['--family', 'sql-parameter']);
    await expect(run).rejects.toThrow(UsageError);
    await expect(run).rejects.toThrow(/Did you mean sql-parameters\?/);
  });

  it('adds up its reports and names families with too few mutants', () => {
    const report: MutantReport = {
      family: 'a',
      cwe: 'CWE-1',
      mutants: 40,
      reopening: 20,
      caught: 19,
      rate: 0.95,
      working: 5,
      notShown: 3,
      escaped: [],
    };
    expect(summarise([report, { ...report, family: 'b', reopening: 9, caught: 9 }])).toEqual({
      families: 2,
      mutants: 80,
      reopening: 29,
      caught: 28,
      rate: 28 / 29,
      working: 10,
      workingRate: 0.9,
      notShown: 6,
      tooFew: ['b'],
    });
  });
});
