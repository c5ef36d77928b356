import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { UnitKey } from './diff.ts';
import golden from './fixtures/masks.json' with { type: 'json' };
import { atLevel, codePair, diffLevels, maskSettings, wholePair } from './testing/codePairs.ts';
import { lex } from './lexemes.ts';
import { tokenise } from './testing/tokenise.ts';
import { unitsOf, type DiffLevel, type UnitLevel } from './units.ts';
import { securityMask, type MaskSettings, type MaskSide } from './securityMask.ts';

const lexeme = atLevel('lexeme');
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const marked = ({ text, mask }: MaskSide) =>
  text.spans.filter((_, t) => mask[t] === 1).map((s) => text.text.slice(s.start, s.end));
const bridging = { ...lexeme, bridgeGaps: true };
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

test.each(['token', 'lexeme', 'line', 'char'] as const)(
  'level %s: swapping the sides of a pair swaps its masks',
  (level) => {
    fc.assert(
      fc.property(codePair, maskSettings(level), ({ vulnerable, secure }, settings) => {
        const there = securityMask({ vulnerable, secure }, settings);
        const back = securityMask({ vulnerable: secure, secure: vulnerable }, settings);
        expect(back.secure.mask).toEqual(there.vulnerable.mask);
        expect(back.vulnerable.mask).toEqual(there.secure.mask);
      }),
      { numRuns: 1000 },
    );
  },
);

test('level mix marks y⁻ as level line does and y⁺ as level char does', () => {
  fc.assert(
    fc.property(codePair, (pair) => {
      const mix = securityMask(pair, atLevel('mix'));
      expect(mix.vulnerable.mask).toEqual(securityMask(pair, atLevel('line')).vulnerable.mask);
      expect(mix.secure.mask).toEqual(securityMask(pair, atLevel('char')).secure.mask);
    }),
    { numRuns: 1000 },
  );
});

test.each(['token', 'lexeme', 'line', 'char'] as const)(
  'level %s: what is not marked is the same on both sides, and units rebuild the text',
  (level) => {
    const keptKeys = ({ units, marks }: MaskSide) =>
      units.flatMap(({ key }, u) => (marks[u] === null ? [key] : []));
    fc.assert(
      fc.property(codePair, (pair) => {
        const mask = securityMask(pair, atLevel(level));
        expect(keptKeys(mask.vulnerable)).toEqual(keptKeys(mask.secure));
        for (const side of [mask.vulnerable, mask.secure]) expect(rebuild(side)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  },
);

/** The units, one after the other, are the text, but for white space around all lexemes. */
function rebuild({ text, level, units }: MaskSide): boolean {
  const ends = [...units.slice(1).map(({ start }) => start), text.text.length];
  const pieces = units.map(({ start }, u) => text.text.slice(start, ends[u]));
  const whole = pieces.join('');
  return level === 'lexeme' ? whole.trim() === text.text.trim() : whole === text.text;
}

test('equal sides have no mask, no hunks and no anchors', () => {
  fc.assert(
    fc.property(codePair, maskSettings(), ({ secure }, settings) => {
      const mask = securityMask({ vulnerable: secure, secure }, settings);
      expect(mask.hunks).toEqual([]);
      expect(sum(mask.secure.overlap)).toBe(0);
    }),
  );
});

test('a token is marked exactly when something of it is, by a hunk that exists', () => {
  fc.assert(
    fc.property(codePair, maskSettings(), (pair, settings) => {
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

describe('renaming identifiers on both sides', () => {
  const names = ['id', 'name', 'path', 'q', 'db', 'el', 'ok'];
  const fresh = fc.shuffledSubarray(['a', 'bb', 'row', 'zeta', 'user_id', '$x', 'w', 'kept'], {
    minLength: names.length,
    maxLength: names.length,
  });
  const rename = (text: string, to: readonly string[]) =>
    lex(text)
      .reverse()
      .filter(({ kind, text: word }) => kind === 'identifier' && names.includes(word))
      .reduce(
        (renamed, { text: word, start, end }) =>
          renamed.slice(0, start) + to[names.indexOf(word)] + renamed.slice(end),
        text,
      );
  const unitMarks = ([vulnerable, secure]: readonly string[], level: DiffLevel) => {
    const mask = maskOf(vulnerable, secure, atLevel(level), true);
    return [mask.vulnerable, mask.secure].map(({ marks }) => marks);
  };
  /** Each side is the other with its units renamed both ways: then only names can tell which one moved. */
  const isMirrored = ([vulnerable, secure]: readonly string[], level: UnitLevel) => {
    const keys = (text: string) => unitsOf(tokenise(text), level).map(({ key }) => key);
    const [a, b] = [keys(vulnerable), keys(secure)];
    const at = (list: readonly UnitKey[], other: readonly UnitKey[]) =>
      list.map((key) => other.indexOf(key)).join();
    return a.length === b.length && at(a, a) === at(b, b) && at(a, b) === at(b, a);
  };

  test.each(['lexeme', 'line'] as const)('keeps the marks at level %s', (level) => {
    fc.assert(
      fc.property(wholePair, fresh, (pair, to) => {
        fc.pre(!isMirrored(pair, level));
        const renamed = pair.map((text) => rename(text, to));
        expect(unitMarks(renamed, level)).toEqual(unitMarks(pair, level));
      }),
      { numRuns: 1000 },
    );
  });

  test('moves them at level char, where names have letters in common', () => {
    const marksOf = (name: string) =>
      unitMarks([`run(${name});`, 'run(word);'], 'char')[1].filter(Boolean).length;
    expect([marksOf('zzzz'), marksOf('wore')]).toEqual([4, 1]);
  });
});

describe('level token against the golden pairs', () => {
  const textOf = (ids: readonly number[]) => ({
    text: '',
    ids,
    spans: ids.map(() => ({ start: 0, end: 0 })),
  });
  const masksOf = (c: (typeof golden.cases)[number], bridgeGaps: boolean) => {
    const pair = { vulnerable: textOf(c.vulnerable), secure: textOf(c.secure) };
    const { vulnerable, secure } = securityMask(pair, { ...atLevel('token'), bridgeGaps });
    return { vulnerable: vulnerable.mask, secure: secure.mask };
  };

  test('the mask is minimal in all 40', () => {
    expect(golden.cases).toHaveLength(40);
    for (const c of golden.cases) {
      const { vulnerable, secure } = masksOf(c, false);
      expect([sum(vulnerable), sum(secure)]).toEqual([c.min_deleted, c.min_inserted]);
    }
  });

  // Its difflib is minimal in all 40, and no place is ambiguous, because ids hardly repeat.
  test("with bridged gaps it is SafeCoder's in all 40", () => {
    const differing = golden.cases.filter((c) => {
      const { vulnerable, secure } = masksOf(c, true);
      const theirs = [c.safecoder_mask_vulnerable, c.safecoder_mask_secure];
      return !isDeepStrictEqual([vulnerable, secure], theirs);
    });
    expect(differing).toHaveLength(0);
    const isBridged = (c: (typeof golden.cases)[number]) =>
      sum(masksOf(c, true).secure) > sum(masksOf(c, false).secure);
    expect(golden.cases.filter(isBridged)).toHaveLength(2);
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

test.each(diffLevels)(
  'level %s: an anchor stands where the two sides part, not before',
  (level) => {
    const mask = maskOf(
      'f();\nif (able) go();\n',
      'f();\nif (bad) return;\nif (able) go();\n',
      atLevel(level),
      true,
    );
    const anchors = mask.hunks.flatMap(({ operation, anchor }) =>
      operation === 'insert' && anchor ? [anchor] : [],
    );
    const { text } = mask.vulnerable;
    const standing = anchors.map(({ token }) =>
      text.text.slice(text.spans[token].start).slice(0, 3),
    );
    // "if (" is the same on both sides, so a charge on it would say nothing.
    expect(standing[0]).toBe('abl');
  },
);

test('what is appended at the end has an anchor only where there is an end token', () => {
  expect(maskOf('a();', 'a(); b();').hunks[0].anchor).toBeNull();
  expect(maskOf('a();', 'a(); b();', lexeme, true).hunks[0].anchor).toMatchObject({
    unit: 4,
    token: 3,
  });
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
  const char = atLevel('char');
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
