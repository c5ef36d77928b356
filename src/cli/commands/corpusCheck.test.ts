import { beforeAll, describe, expect, it } from 'vitest';
import { isFunctional } from '../../core/outcome.ts';
import { checkCorpus } from '../../corpus/check.ts';
import { families } from '../../corpus/families.ts';
import { defineFamily, type Family } from '../../corpus/family.ts';
import { orderTotal } from '../../corpus/families/orderTotal.ts';
import { sqlParameters } from '../../corpus/families/sqlParameters.ts';
import { drawTask } from '../../corpus/tasks.ts';
import { loadModuleInNode } from '../../oracle/loadNode.ts';
import { createOracle, type Oracle } from '../../oracle/oracle.ts';
import { checkInNode, drawsPerWay } from './corpusCheck.ts';

const createNodeOracle = () =>
  createOracle({ loadModule: loadModuleInNode, now: () => performance.now() });

describe('the corpus', () => {
  it.each(families.map(({ id }) => id))('%s: its cases tell its sides apart', async (id) => {
    const { problems, completions } = await checkInNode(id);
    expect(problems).toEqual([]);
    expect(completions).toBeGreaterThanOrEqual(2 * 2 * drawsPerWay);
  });

  it('is as wide as promised', () => {
    expect(families.length).toBeGreaterThanOrEqual(10);
    expect(new Set(families.map(({ cwe }) => cwe)).size).toBeGreaterThanOrEqual(8);
    expect(drawsPerWay).toBeGreaterThanOrEqual(20);
  });
});

/** A copy of a family with one thing changed. */
const changed = (change: Partial<Family>): Family => ({ ...orderTotal, id: 'changed', ...change });

const broken: readonly (readonly [string, Family, RegExp])[] = [
  [
    'both sides are the same',
    changed({ ways: orderTotal.ways.map((way) => ({ ...way, secure: (n) => way.vulnerable(n) })) }),
    /Both sides are the same/,
  ],
  [
    'the secure side is not secure',
    changed({
      ways: orderTotal.ways.map((way) => ({
        ...way,
        secure: (n) => ['const extra = 1;', ...way.vulnerable(n)],
      })),
    }),
    /The secure side fails a case/,
  ],
  [
    'the vulnerable side does not work',
    changed({ ways: orderTotal.ways.map((way) => ({ ...way, vulnerable: () => ['return 0;'] })) }),
    /The vulnerable side fails a functional case/,
  ],
  [
    'the vulnerable side does not parse',
    changed({ ways: orderTotal.ways.map((way) => ({ ...way, vulnerable: () => ['return ('] })) }),
    /does not load/,
  ],
  [
    'the vulnerable side is secure',
    changed({ ways: orderTotal.ways.map((way) => ({ ...way, vulnerable: (n) => way.secure(n) })) }),
    /blocks every exploit case/,
  ],
  [
    'an exploit case tests nothing',
    changed({
      cases: (n) =>
        orderTotal
          .cases(n)
          .map((c) =>
            c.name === 'minus one piece pays nothing out'
              ? { ...c, args: [{ value: 0 }, { value: 1 }] }
              : c,
          ),
    }),
    /blocked by every vulnerable way/,
  ],
  [
    'a prompt speaks of security',
    changed({ phrasings: () => ['Safely sum.', 'Sum it.', 'Sum all.', 'Sum up.'] }),
    /speaks of security/,
  ],
  [
    'a prompt gives the repair away',
    {
      ...sqlParameters,
      id: 'leak',
      ways: sqlParameters.ways.map((way) => ({
        ...way,
        secure: (n) => ['const prepared = 1;', ...way.secure(n)],
      })),
      phrasings: () => [
        'Run a prepared query.',
        'A prepared one.',
        'As prepared.',
        'Use prepared.',
      ],
    },
    /names "prepared"/,
  ],
  ['a pool is too small', changed({ identifiers: { fn: ['sum'], count: ['n'] } }), /Add some/],
  ['a phrasing is missing', changed({ phrasings: () => ['Sum.'] }), /four different phrasings/],
];

describe('the corpus check', () => {
  it.each(broken)('finds that %s', async (_, family, message) => {
    const oracle = createNodeOracle();
    const { problems } = await checkCorpus((requests) => oracle.judge(requests), 4, [family]);
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
  });

  it('finds two families with one id', async () => {
    const oracle = createNodeOracle();
    const family = defineFamily(orderTotal);
    const { problems } = await checkCorpus((r) => oracle.judge(r), 1, [family, family]);
    expect(problems[0]?.message).toContain('Another family has this id');
  });
});

describe('mutations of secure completions', () => {
  let oracle: Oracle;
  beforeAll(() => {
    oracle = createNodeOracle();
  });
  const tasks = families.map((_, index) => drawTask('validation', index, 1));

  it.each(tasks.map((task) => [task.family, task] as const))(
    '%s: a body that does nothing, or only refuses, is not functional',
    async (_, { prompt, tests }) => {
      const bodies = [
        '}\n',
        '  return null;\n}\n',
        '  throw new Error("no");\n}\n',
        '  return "";\n}\n',
      ];
      const outcomes = await oracle.judge(
        bodies.map((completion) => ({ prompt, completion, tests })),
      );
      expect(outcomes.map(({ parses }) => parses)).toEqual([true, true, true, true]);
      expect(outcomes.map(isFunctional)).toEqual([false, false, false, false]);
    },
  );

  it.each(tasks.map((task) => [task.family, task] as const))(
    '%s: without its closing brace it does not parse',
    async (_, { prompt, pair, tests }) => {
      const completion = pair.secure.replace(/}\n$/, '');
      const [outcome] = await oracle.judge([{ prompt, completion, tests }]);
      expect(outcome).toMatchObject({ parses: false, stopped: 'syntax' });
    },
  );
});
