import { describe, expect, it } from 'vitest';
import type { Json } from '../../core/testCase.ts';
import { exploit, functional, stub, value } from '../family.ts';
import { probesOf } from './probes.ts';

const none = [{ check: 'no-effect', kind: 'x' }] as const;
const cases = [
  functional('plain', [stub('database'), value('a.txt'), value(3)], none, { files: { a: 'b' } }),
  exploit('climbs', [stub('database'), value('../keys'), value(5000)], none),
];
const textsOf = (probes: ReturnType<typeof probesOf>) =>
  probes.flatMap(({ args }) => args.flatMap((arg) => ('value' in arg ? [arg.value] : [])));

describe('probesOf', () => {
  const probes = probesOf(cases);

  it('begins with the calls of the exploits, then of the functional cases', () => {
    expect(probes[0]).toEqual({ args: cases[1].args, world: {}, isExploit: true });
    expect(probes[1]).toEqual({ args: cases[0].args, world: cases[0].world, isExploit: false });
  });

  it('changes one argument at a time, in its type', () => {
    for (const { args } of probes) {
      expect(args.map((arg) => ('value' in arg ? typeof arg.value : 'stub'))).toEqual([
        ...['stub', 'string', 'number'],
      ]);
    }
  });

  it('joins, cuts and wraps texts and moves numbers', () => {
    expect(textsOf(probes)).toEqual(
      expect.arrayContaining([
        'a.txt../keys',
        'a/b',
        '..keys',
        '/keys',
        '..\\keys',
        4,
        -3,
        2500,
        50_000,
      ]),
    );
  });

  it('gives no call twice', () => {
    const keys = probes.map(({ args, world }) => JSON.stringify([args, world]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('keeps a key __proto__ a key', () => {
    const given = Object.fromEntries<Json>([
      ['__proto__', { a: 1 }],
      ['b', 2],
    ]);
    const changed = probesOf([exploit('merges', [value(given)], none)]);
    const texts = changed.map(({ args }) => JSON.stringify(args));
    expect(texts).toContain('[{"value":{"__proto__":{"a":1}}}]');
    expect(texts).toContain('[{"value":{"__proto__":{"a":2},"b":2}}]');
  });
});
