import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lex } from './lexemes.ts';

const texts = (source: string) => lex(source).map((l) => l.text);

const fragment = fc.oneof(
  fc.constantFrom(
    '"',
    "'",
    '`',
    '${',
    '}',
    '{',
    '/',
    '//',
    '/*',
    '*/',
    '\\',
    '\n',
    '\r\n',
    ' ',
    '\t',
    '[',
    ']',
    '(',
    ')',
    'return',
    'é',
    '🙂',
    '\ud83d',
    '\ude42',
    'a1',
    '0x1f',
    '1.5e3',
    '===',
    '?.',
    '$',
    '$ {',
    '\u2028',
    '\\u{41}',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const broken = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(''));

test('on any text, however broken, lexemes are ordered slices and the gaps are white space', () => {
  fc.assert(
    fc.property(broken, (source) => {
      let end = 0;
      for (const lexeme of lex(source)) {
        expect(source.slice(end, lexeme.start)).toMatch(/^\s*$/u);
        expect(source.slice(lexeme.start, lexeme.end)).toBe(lexeme.text);
        expect(lexeme.end).toBeGreaterThan(lexeme.start);
        end = lexeme.end;
      }
      expect(source.slice(end).trim()).toBe('');
    }),
    { numRuns: 500 },
  );
});

test('no lexeme splits a surrogate pair', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (source) => {
      for (const { text } of lex(source)) expect(text).not.toMatch(/\p{Surrogate}/u);
    }),
  );
});

test('white space between lexemes does not matter in code and does in a string', () => {
  expect(texts('a  +\n b')).toEqual(texts('a+b'));
  expect(texts("s.split(' ')")).not.toEqual(texts("s.split('')"));
});

test('a changed SQL text leaves its unchanged words alone', () => {
  expect(texts('"WHERE id = \'" + id')).toEqual(['"', 'WHERE', ' id', ' =', " '", '"', '+', 'id']);
  expect(texts('"WHERE id = ?", [id]')).toEqual([
    '"',
    'WHERE',
    ' id',
    ' =',
    ' ?',
    '"',
    ',',
    '[',
    'id',
    ']',
  ]);
});

test('holes of a template are code, braces inside them included', () => {
  const found = lex('`a ${ f({ b: `c${d}` }) } e`');
  expect(found.map((l) => l.text)).toEqual([
    '`',
    'a',
    ' ${',
    'f',
    '(',
    '{',
    'b',
    ':',
    '`',
    'c',
    '${',
    'd',
    '}',
    '`',
    '}',
    ')',
    '}',
    ' e',
    '`',
  ]);
  expect(found.filter((l) => l.kind === 'identifier').map((l) => l.text)).toEqual(['f', 'b', 'd']);
});

test('a slash divides after a value and begins a regular expression elsewhere', () => {
  expect(lex('a / b / c').map((l) => l.kind)).not.toContain('quoted');
  expect(texts('return /["/]+/.test(x)')).toEqual([
    'return',
    '/',
    '[',
    '"',
    '/',
    ']',
    '+',
    '/',
    '.',
    'test',
    '(',
    'x',
    ')',
  ]);
});

test('an unclosed string ends with its line', () => {
  expect(lex('f("abc\nreturn x').slice(-2)).toMatchObject([
    { kind: 'identifier', text: 'return' },
    { kind: 'identifier', text: 'x' },
  ]);
});

test('comments are one lexeme, closed or not', () => {
  expect(texts("a // it's b\nc /* d")).toEqual(['a', "// it's b", 'c', '/* d']);
});
