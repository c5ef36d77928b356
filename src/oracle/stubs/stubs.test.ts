import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';
import { markupOf } from './markup.ts';
import { fileName, joinPath, resolvePath } from './paths.ts';
import { shellCommands } from './shell.ts';
import { runQuery } from './sql.ts';

describe('shellCommands', () => {
  it.each([
    ['wc -l a.txt', [['wc', '-l', 'a.txt']]],
    [
      'wc a; rm -rf b',
      [
        ['wc', 'a'],
        ['rm', '-rf', 'b'],
      ],
    ],
    ['wc a && id || ls | sort & who', [['wc', 'a'], ['id'], ['ls'], ['sort'], ['who']]],
    ['wc "a; b"', [['wc', 'a; b']]],
    ["wc 'a $(id) `who`'", [['wc', 'a $(id) `who`']]],
    ['wc "$(id)"', [['wc', ''], ['id']]],
    ['wc `id`', [['wc'], ['id']]],
    ['wc a\nid', [['wc', 'a'], ['id']]],
    ['wc ""', [['wc', '']]],
  ])('%s', (line, commands) => {
    expect(shellCommands(line)).toEqual(commands);
  });
});

describe('runQuery', () => {
  const rows = [
    { id: 1, name: 'a' },
    { id: 2, name: "b'c" },
  ];
  const idsOf = (sql: string, values: string[] = []) => {
    const result = runQuery(sql, values, rows);
    return 'error' in result ? 'error' : result.rows.map((row) => row['id']);
  };
  it.each([
    ["SELECT * FROM t WHERE name = 'a'", [], [1]],
    ['select * from t where name = ?', ["b'c"], [2]],
    ["SELECT * FROM t WHERE name = 'b''c'", [], [2]],
    ["SELECT * FROM t WHERE name = 'x' OR '1'='1'", [], [1, 2]],
    ["SELECT * FROM t WHERE name = 'a' --'", [], [1]],
    ["SELECT * FROM t WHERE name = 'a' OR 1=1 --'", [], [1, 2]],
    ["SELECT * FROM t WHERE name = 'a' AND id = 2", [], []],
    ["SELECT * FROM t WHERE (name <> 'a') AND id != 9", [], [2]],
    ['SELECT * FROM t', [], [1, 2]],
    ["SELECT * FROM t WHERE name = 'b'c'", [], 'error'],
    ["SELECT * FROM t WHERE name = 'a'; DROP TABLE t", [], 'error'],
    ['DELETE FROM t', [], 'error'],
  ])('%s', (sql, values, expected) => {
    expect(idsOf(sql, values)).toEqual(expected);
  });
});

describe('paths', () => {
  // Expected values are those of Node's path.posix, with /app as the working folder.
  it('joins as Node does', () => {
    expect(joinPath(['a', '../b', './c//d'])).toBe('b/c/d');
    expect(joinPath(['a', '../../b'])).toBe('../b');
    expect(joinPath(['/a', '../../b'])).toBe('/b');
    expect(joinPath(['a', '/b'])).toBe('a/b');
    expect(joinPath(['a', '..'])).toBe('.');
  });
  it('resolves as Node does', () => {
    expect(resolvePath(['a', '../b'])).toBe('/app/b');
    expect(resolvePath(['/a', '/b', 'c'])).toBe('/b/c');
    expect(resolvePath(['/', '..'])).toBe('/');
  });
  it('takes the last part as Node does', () => {
    expect(fileName('a/b.txt')).toBe('b.txt');
    expect(fileName('../')).toBe('..');
    expect(fileName('')).toBe('');
  });
});

describe('markupOf', () => {
  it.each([
    ['a < b', { shown: 'a < b', tags: [] }],
    ['<b>x</b>', { shown: 'x', tags: ['b'] }],
    ['<IMG src=x onerror=go()', { shown: '', tags: ['img'] }],
    ['&lt;b&gt; &amp;amp;', { shown: '<b> &amp;', tags: [] }],
  ])('%s', (html, expected) => {
    expect(markupOf(html)).toEqual(expected);
  });
});

describe('parseAddress', () => {
  it('finds the host name behind a user name', () => {
    expect(parseAddress('https://site.org@evil.example/a')?.hostname).toBe('evil.example');
  });
  it('gives null for what is no address', () => {
    expect(parseAddress('/a')).toBeNull();
  });
});
