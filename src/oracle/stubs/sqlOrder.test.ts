import { describe, expect, it } from 'vitest';
import { runQuery } from './sql.ts';

const rows = [
  { id: 10, name: 'c', size: 1 },
  { id: 9, name: 'a', size: 2 },
  { id: 30, name: 'b', size: 2 },
];

describe('ORDER BY and LIMIT', () => {
  it.each([
    ['SELECT * FROM t ORDER BY name', [9, 30, 10]],
    ['SELECT * FROM t ORDER BY id', [9, 10, 30]],
    ['SELECT * FROM t ORDER BY id DESC', [30, 10, 9]],
    ['SELECT * FROM t ORDER BY size DESC, id asc', [9, 30, 10]],
    ['SELECT * FROM t WHERE size = 2 ORDER BY name LIMIT 1', [9]],
    ['SELECT * FROM t LIMIT 2', [10, 9]],
    ['SELECT * FROM t ORDER BY name -- LIMIT 1', [9, 30, 10]],
    ['SELECT * FROM t ORDER name', 'error'],
    ['SELECT * FROM t ORDER BY', 'error'],
    ['SELECT * FROM t LIMIT', 'error'],
    ['SELECT * FROM t LIMIT 1 ORDER BY id', 'error'],
  ])('%s', (sql, expected) => {
    const result = runQuery(sql, [], rows);
    expect('error' in result ? 'error' : result.rows.map((row) => row['id'])).toEqual(expected);
  });

  it('tells every table that is read', () => {
    const sql = 'SELECT * FROM t ORDER BY (SELECT * FROM users WHERE id = 1), name LIMIT 1';
    expect(runQuery(sql, [], rows)).toEqual({ rows: [rows[1]], tables: ['t', 'users'] });
  });
});
