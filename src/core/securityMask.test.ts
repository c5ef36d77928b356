import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import golden from './fixtures/masks.json' with { type: 'json' };
import { codePair, maskSettings } from './testing/codePairs.ts';
import { tokenise } from './testing/tokenise.ts';
import { securityMask, type MaskSettings, type MaskSide } from './securityMask.ts';

const lexeme = { diffLevel: 'lexeme', bridgeGaps: false } as const;
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const marked = ({ text, mask }: MaskSide) =>
  text.spans.filter((_, t) => mask[t] === 1).map((s) => text.text.slice(s.start, s.end));
const bridging = { diffLevel: 'lexeme', bridgeGaps: true } as const;
const maskOf = (
  vulnerable: string,
  secure: string,
  settings: MaskSettings = lexeme,
  hasEnd = false,
) =>
  securityMask(
    { vulnerable: tokenise(vulnerable, hasEnd), secure: tokenise(secure, hasEnd) },
    settings,
  );

test('swapping the sides of a pair swaps its masks', () => {
  fc.assert(
    fc.property(codePair, maskSettings, ({ vulnerable, secure }, settings) => {
      const there = securityMask({ vulnerable, secure }, settings);
      const back = securityMask({ vulnerable: secure, secure: vulnerable }, settings);
      expect(back.secure.mask).toEqual(there.vulnerable.mask);
      expect(back.vulnerable.mask).toEqual(there.secure.mask);
    }),
  );
});

test('equal sides have no mask, no hunks and no anchors', () => {
  fc.assert(
    fc.property(codePair, maskSettings, ({ secure }, settings) => {
      const mask = securityMask({ vulnerable: secure, secure }, settings);
      expect(mask.hunks).toEqual([]);
      expect(sum(mask.secure.overlap)).toBe(0);
    }),
  );
});

test('a token is marked exactly when something of it is, by a hunk that exists', () => {
  fc.assert(
    fc.property(codePair, maskSettings, (pair, settings) => {
      const mask = securityMask(pair, settings);
      for (const side of [mask.secure, mask.vulnerable]) {
        side.mask.forEach((m, t) => {
          expect(m === 1).toBe(side.overlap[t] > 0);
          expect(m === 1).toBe(side.hunks[t] !== null);
          expect(side.overlap[t]).toBeLessThanOrEqual(1);
        });
      }
      expect(sum(mask.hunks.map((h) => h.secureTokens))).toBe(sum(mask.secure.mask));
    }),
  );
});

test('an anchor belongs to a pure insertion and stands on an unmarked unit', () => {
  fc.assert(
    fc.property(codePair, (pair) => {
      const mask = securityMask(pair, lexeme);
      for (const { operation, anchor } of mask.hunks) {
        if (operation !== 'insert') expect(anchor).toBeNull();
        else if (anchor) expect(mask.vulnerable.marks[anchor.unit]).toBeNull();
      }
    }),
  );
});

describe('level token against the golden pairs', () => {
  const textOf = (ids: readonly number[]) => ({
    text: '',
    ids,
    spans: ids.map(() => ({ start: 0, end: 0 })),
  });
  test.each(golden.cases.map((c, i) => ({ ...c, i })))('case $i is minimal', (c) => {
    const pair = { vulnerable: textOf(c.vulnerable), secure: textOf(c.secure) };
    const mask = securityMask(pair, { diffLevel: 'token', bridgeGaps: false });
    expect(sum(mask.vulnerable.mask)).toBe(c.min_deleted);
    expect(sum(mask.secure.mask)).toBe(c.min_inserted);
    const bridged = securityMask(pair, { diffLevel: 'token', bridgeGaps: true });
    expect(sum(bridged.secure.mask)).toBeGreaterThanOrEqual(c.min_inserted);
  });
});

test('a parameterised query marks what changed in the SQL text and not its words', () => {
  const mask = maskOf(
    'return db.query("SELECT * FROM users WHERE id = \'" + id + "\'");',
    'return db.query("SELECT * FROM users WHERE id = ?", [id]);',
  );
  expect(marked(mask.secure).join('')).not.toMatch(/SEL|use|WHE/u);
  expect(marked(mask.secure).join('')).toContain('?');
  expect(marked(mask.vulnerable).join('')).toContain('+');
});

test('an added check is one insertion with the next statement as its anchor', () => {
  const mask = maskOf(
    'function f(a) {\n  return go(a);\n}',
    'function f(a) {\n  if (!ok(a)) return null;\n  return go(a);\n}',
  );
  expect(mask.hunks).toMatchObject([{ operation: 'insert', vulnerableTokens: 0 }]);
  expect(marked(mask.secure).join('').replace(/\s/gu, '')).toBe('if(!ok(a))returnnull;');
  const anchor = mask.hunks[0].anchor;
  const span = mask.vulnerable.text.spans[anchor?.token ?? 0];
  expect(mask.vulnerable.text.text.slice(span.start)).toMatch(/^ ?return go/u);
});

test('what is appended at the end has an anchor only where there is an end token', () => {
  expect(maskOf('a();', 'a(); b();').hunks[0].anchor).toBeNull();
  expect(maskOf('a();', 'a(); b();', lexeme, true).hunks[0].anchor).toEqual({ unit: 4, token: 3 });
});

test('bridging marks a single unmarked unit between two marked ones, and no more', () => {
  const plain = maskOf('f(a, b)', 'f(x, y)');
  const bridged = maskOf('f(a, b)', 'f(x, y)', bridging);
  expect(sum(bridged.secure.mask)).toBe(sum(plain.secure.mask) + 1);
  const wide = ['f(a, c, b)', 'f(x, c, y)'] as const;
  expect(maskOf(...wide, bridging).secure.mask).toEqual(maskOf(...wide).secure.mask);
});

test('layout alone is no change at level lexeme', () => {
  expect(maskOf('if (a) {\n  b();\n}', 'if (a) { b(); }').hunks).toEqual([]);
});

describe('level char', () => {
  const char = { diffLevel: 'char', bridgeGaps: false } as const;
  /** Length of the longest common subsequence, by the textbook table. */
  const lcsLength = (a: readonly string[], b: readonly string[]) => {
    let row = new Array<number>(b.length + 1).fill(0);
    for (const x of a) {
      const next = [0];
      b.forEach((y, j) => next.push(x === y ? row[j] + 1 : Math.max(row[j + 1], next[j])));
      row = next;
    }
    return row[b.length];
  };
  const markedUnits = ({ marks }: MaskSide) => marks.filter((mark) => mark !== null).length;

  test('marks as few characters as possible, white space among them', () => {
    fc.assert(
      fc.property(codePair, (pair) => {
        const mask = securityMask(pair, char);
        const [a, b] = [Array.from(pair.vulnerable.text), Array.from(pair.secure.text)];
        const common = lcsLength(a, b);
        expect(markedUnits(mask.vulnerable)).toBe(a.length - common);
        expect(markedUnits(mask.secure)).toBe(b.length - common);
      }),
      { numRuns: 50 },
    );
  });

  test('marks a token that covers any changed character, with the share that changed', () => {
    const mask = maskOf('abc = 1', 'abd = 1', char);
    expect(marked(mask.secure)).toEqual(['abd']);
    expect(mask.secure.overlap[0]).toBeCloseTo(1 / 3);
    expect(marked(maskOf('a  b', 'a b', char).vulnerable)).toEqual(['  ']);
  });

  test('never marks half of a character', () => {
    const mask = maskOf('"\u{1f600}"', '"\u{1f601}"', char);
    expect(mask.hunks).toHaveLength(1);
    expect(mask.secure.units.map(({ key }) => key)).toEqual([0x22, 0x1f601, 0x22]);
  });

  test('a function of 10,000 characters with scattered edits is exact', () => {
    const line = (i: number, name: string) => `  ${name}[${i % 7}] = get(${i % 11});\n`;
    const before = Array.from({ length: 500 }, (_, i) => line(i, 'value'));
    const after = before.map((text, i) => (i % 20 === 0 ? text.replace('get', 'got') : text));
    const mask = maskOf(before.join(''), after.join(''), char, true);
    expect(before.join('').length).toBeGreaterThan(10_000);
    expect(mask.hunks).toHaveLength(25);
    expect(markedUnits(mask.secure)).toBe(25);
  });

  test('an end token is a unit that only the same end token equals', () => {
    const open = maskOf('a', 'a', char);
    const ended = { vulnerable: tokenise('a'), secure: tokenise('a', true) };
    expect(open.hunks).toEqual([]);
    expect(securityMask(ended, char).secure.mask).toEqual([0, 1]);
  });
});
