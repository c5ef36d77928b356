import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { similarityToRepair } from './similarity.ts';
import { anyCompletion, codePair } from './testing/codePairs.ts';

const pair = {
  vulnerable: '  strcpy(name, input);\n  puts(input);\n  return strlen(name);\n}\n',
  secure:
    '  strncpy(name, input, sizeof name);\n  puts(name);\n  return strnlen(name, sizeof name);\n}\n',
};
const of = (completion: string) => similarityToRepair(completion, pair);

describe('similarityToRepair', () => {
  it('is 1 for the repair and 0 for the vulnerable code, whatever the layout', () => {
    expect(of(pair.secure)).toBe(1);
    expect(of(pair.secure.replace(/\s+/gu, ' '))).toBe(1);
    expect(of(pair.vulnerable)).toBe(0);
    expect(of(pair.vulnerable.replaceAll(' ', '\n'))).toBe(0);
  });

  it('grows with each part of the repair', () => {
    const half = pair.vulnerable.replace(
      'strcpy(name, input)',
      'strncpy(name, input, sizeof name)',
    );
    const most = half.replace('strlen(name)', 'strnlen(name, sizeof name)');
    const values = [of(pair.vulnerable), of(half), of(most), of(pair.secure)];
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(of(half)).toBeGreaterThan(0.25);
    expect(of(half)).toBeLessThan(0.75);
  });

  it('is near 0 for nothing and for other code', () => {
    expect(of('')).toBe(0);
    expect(of('for (let i = 0; i < 3; i++) console.log(i);')).toBeLessThan(0.05);
  });

  it('falls when something is put behind the repair', () => {
    expect(of(`${pair.secure}int main() { return 0; }`)).toBeLessThan(0.9);
  });

  it('is nearness alone where both sides have the same lexemes', () => {
    const same = { vulnerable: 'a = b', secure: 'a  =  b' };
    expect(similarityToRepair('a = b', same)).toBe(1);
    expect(similarityToRepair('a', same)).toBeCloseTo(0.25, 12);
  });

  it('stays within 0 and 1, and is 1 for every repair', () => {
    fc.assert(
      fc.property(codePair, anyCompletion, (sides, { text: other }) => {
        const [vulnerable, secure] = [sides.vulnerable.text, sides.secure.text];
        const value = similarityToRepair(other, { vulnerable, secure });
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(similarityToRepair(secure, { vulnerable, secure })).toBe(1);
      }),
      { numRuns: 200 },
    );
  });
});
