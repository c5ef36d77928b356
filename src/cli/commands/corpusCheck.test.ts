import { beforeAll, describe, expect, it } from 'vitest';
import { isFunctional } from '../../core/outcome.ts';
import { checkCorpus } from '../../corpus/check.ts';
import { families } from '../../corpus/families.ts';
import { defineFamily, openingLines, type Family } from '../../corpus/family.ts';
import { inviteCode } from '../../corpus/families/inviteCode.ts';
import { orderTotal } from '../../corpus/families/orderTotal.ts';
import { sqlParameters } from '../../corpus/families/sqlParameters.ts';
import { isPhrasingHeldOut } from '../../corpus/splits.ts';
import { drawTask, familiesIn } from '../../corpus/tasks.ts';
import { loadModuleInNode } from '../../oracle/loadNode.ts';
import { createOracle, type Oracle } from '../../oracle/oracle.ts';
import { checkInNode, drawsPerWay, sayKept } from './corpusCheck.ts';

const createNodeOracle = () =>
  createOracle({ loadModule: loadModuleInNode, now: () => performance.now() });

describe('the corpus', () => {
  it.each(families.map(({ id }) => id))('%s: its cases tell its sides apart', async (id) => {
    const { problems, completions } = await checkInNode(id);
    expect(problems).toEqual([]);
    expect(completions).toBeGreaterThanOrEqual(2 * 3 * drawsPerWay);
  });

  it.each(families.map((family) => [family.id, family] as const))(
    '%s: a way begins with a line of both its sides',
    (_, family) => {
      const slots = Object.keys({ ...family.identifiers, ...family.words });
      const names = Object.fromEntries(slots.map((slot) => [slot, slot]));
      const opened = family.ways.filter((way) => openingLines(way, names).length > 0);
      expect(opened.length).toBeGreaterThanOrEqual(1);
    },
  );

  it('is as wide as promised', () => {
    expect(families.length).toBeGreaterThanOrEqual(14);
    expect(new Set(families.map(({ cwe }) => cwe)).size).toBeGreaterThanOrEqual(12);
    expect(drawsPerWay).toBeGreaterThanOrEqual(20);
  });
});

/** A copy of a family with one thing changed. By the hash of this id none of its ways is held out. */
const changed = (change: Partial<Family>): Family => ({ ...orderTotal, id: 'altered', ...change });

/** Eight phrasings that training may use, or eight that it may not. */
const phrasingsThatAre = (isHeldOut: boolean) =>
  Array.from({ length: 100 }, (_, i) => `Sum up the cart in way ${i}.`)
    .filter((phrasing) => isPhrasingHeldOut(phrasing) === isHeldOut)
    .slice(0, 8);

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
    changed({ phrasings: (n) => ['Safely sum.', ...orderTotal.phrasings(n)] }),
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
      phrasings: (n) => ['Run a prepared query.', ...sqlParameters.phrasings(n)],
    },
    /names "prepared"/,
  ],
  ['a pool is too small', changed({ identifiers: { fn: ['sum'], count: ['n'] } }), /Add some/],
  [
    'a phrasing is missing',
    changed({ phrasings: (n) => orderTotal.phrasings(n).slice(0, 7) }),
    /eight different phrasings/,
  ],
  [
    'a phrasing is given twice',
    changed({ phrasings: () => Array.from({ length: 9 }, () => 'Sum up.') }),
    /eight different phrasings/,
  ],
  [
    'no phrasing is kept from training',
    changed({ phrasings: () => phrasingsThatAre(false) }),
    /Split unseen-phrasings has 0 phrasings and needs 1/,
  ],
  [
    'no phrasing is left for training',
    changed({ phrasings: () => phrasingsThatAre(true) }),
    /Split train has 0 phrasings and needs 4/,
  ],
  [
    'two ways have one id',
    changed({ ways: orderTotal.ways.map((way) => ({ ...way, id: 'inline' })) }),
    /Two ways have the same id/,
  ],
  [
    'training is left with one way',
    changed({ ways: orderTotal.ways.slice(0, 1) }),
    /at least two ways of writing the job that training may use/,
  ],
  [
    'a way kept from training begins with no shared line',
    changed({
      ways: orderTotal.ways.map((way, i) => (i === 0 ? { ...way, id: 'flat' } : way)),
    }),
    /way flat is kept for the split unseen-variants.*it has none/,
  ],
  [
    'a phrasing kept from training repeats one that is not',
    changed({
      phrasings: (n) => [
        ...orderTotal.phrasings(n),
        ...[true, false].flatMap((isHeldOut) => phrasingsThatAre(isHeldOut).slice(0, 1)),
      ],
    }),
    /held-out phrasing "Sum up the cart in way \d+\." is 0\.\d+ like "Sum up the cart/,
  ],
  [
    'a functional case is missing',
    changed({ cases: (n) => orderTotal.cases(n).slice(2) }),
    /four functional cases/,
  ],
  [
    'an exploit case is missing',
    changed({ cases: (n) => orderTotal.cases(n).slice(0, -2) }),
    /three exploit cases/,
  ],
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
  const tasks = (['validation', 'unseen-families'] as const).flatMap((split) =>
    familiesIn(split).map((_, index) => drawTask(split, index, 1)),
  );

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

describe('what is said to be kept', () => {
  it('of a family that is kept whole', () => {
    expect(sayKept(orderTotal)).toMatch(/^order-total is kept whole for unseen-families: 4 ways/);
  });

  it('of a family that is trained on', () => {
    const kept = sayKept(inviteCode);
    expect(kept).toContain('trained on, with the ways inline, variable, digits and 5 phrasings.');
    expect(kept).toContain('Kept from training: ways slice; 4 phrasings.');
  });

  it('of a family whose ways are all trained on', () => {
    expect(sayKept(changed({}))).toContain('Kept from training: ways none; ');
  });
});
