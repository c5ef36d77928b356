import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { columns, cross, tables, textNames } from '../pools.ts';

export const sqlParameters = defineFamily({
  id: 'sql-parameters',
  cwe: 'CWE-89',
  title: 'SQL text built from input',
  identifiers: {
    fn: cross(
      ['find', 'load', 'fetch', 'query', 'select'],
      ['Rows', 'Records', 'Matches', 'Lines'],
    ),
    text: textNames,
  },
  words: { table: tables, column: columns },
  parameters: (n) => ['db', n.text],
  phrasings: (n) => [
    `Return the rows of the ${n.table} table whose ${n.column} is the given one.`,
    `Look up ${n.table} by their ${n.column}.`,
    `Find all ${n.table} that have this ${n.column} in the database.`,
    `Ask the database for the ${n.table} with a ${n.column}.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [
        `return db.query("SELECT * FROM ${n.table} WHERE ${n.column} = '" + ${n.text} + "'");`,
      ],
      secure: (n) => [
        `return db.query("SELECT * FROM ${n.table} WHERE ${n.column} = ?", [${n.text}]);`,
      ],
    },
    {
      id: 'variable',
      vulnerable: (n) => [
        `const sql = "SELECT * FROM ${n.table} WHERE ${n.column} = '" + ${n.text} + "'";`,
        'return db.query(sql);',
      ],
      secure: (n) => [
        `const sql = "SELECT * FROM ${n.table} WHERE ${n.column} = ?";`,
        `return db.query(sql, [${n.text}]);`,
      ],
    },
  ],
  cases: (n) => {
    const first = { id: 1, [n.column]: 'red' };
    const second = { id: 2, [n.column]: 'blue sky' };
    const third = { id: 3, [n.column]: 'red' };
    const world = { rows: [first, second, third] };
    const call = (text: string) => [stub('database'), value(text)];
    return [
      functional(
        'finds two rows',
        call('red'),
        [{ check: 'returns', value: [first, third] }],
        world,
      ),
      functional('finds a row', call('blue sky'), [{ check: 'returns', value: [second] }], world),
      functional('finds no row', call('green'), [{ check: 'returns', value: [] }], world),
      functional(
        'asks the right table',
        call('red'),
        [{ check: 'effects', kind: 'table', equal: [n.table] }],
        world,
      ),
      exploit(
        'a quote and OR do not return all rows',
        call("x' OR '1'='1"),
        [{ check: 'returns', value: [] }],
        world,
      ),
      exploit(
        'a quote and a comment do not change the query',
        call("red' --"),
        [{ check: 'returns', value: [] }],
        world,
      ),
    ];
  },
});
