import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PairDuplicates } from './pairDuplicates.ts';

const lineOf = (i: number) => `  result${i} = step${i}(input${i}, ${i});\n`;
const body = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => lineOf(from + i)).join('');
const pair = (vulnerable: string) => ({ vulnerable, secure: vulnerable.replace('step', 'safe') });
const addAll = (bodies: readonly string[]) => {
  const duplicates = new PairDuplicates();
  return bodies.map((text, i) => duplicates.add(pair(text), i + 1));
};

describe('PairDuplicates', () => {
  it('finds an exact copy, and names the first one', () => {
    expect(addAll(['a(b);', 'c(d);', 'a(b);', 'a(b);'])).toEqual([
      null,
      null,
      { line: 1, isExact: true },
      { line: 1, isExact: true },
    ]);
  });

  it('takes other layout and one other line of forty for near', () => {
    const changed = body(0, 40).replace(lineOf(20), '  other(20);\n');
    const found = addAll([body(0, 40), body(0, 40).replaceAll('  ', '\t\t'), changed]);
    expect(found).toEqual([null, { line: 1, isExact: false }, { line: 1, isExact: false }]);
  });

  it('leaves pairs alone that share half of their code or less', () => {
    expect(addAll([body(0, 40), body(20, 60), body(60, 100), body(0, 20)])).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('the same text on the other side is another pair', () => {
    const duplicates = new PairDuplicates();
    const [a, b] = [body(0, 10), body(10, 20)];
    expect(duplicates.add({ vulnerable: a, secure: b }, 1)).toBeNull();
    expect(duplicates.add({ vulnerable: b, secure: a }, 2)).toBeNull();
  });

  it('a copy is found whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (vulnerable, secure) => {
        const duplicates = new PairDuplicates();
        expect(duplicates.add({ vulnerable, secure }, 1)).toBeNull();
        expect(duplicates.add({ vulnerable, secure }, 2)).toEqual({ line: 1, isExact: true });
      }),
    );
  });
});
