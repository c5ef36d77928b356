import type { Json } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { columns, cross, tables, textNames } from '../pools.ts';

export const sqlParameters = defineFamily({
  id: 'sql-parameters',
  cwe: 'CWE-89',
  title: 'SQL text built from input',
  level: 'call',
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
    `Select the ${n.table} where ${n.column} equals the input.`,
    `Search the ${n.table} table by ${n.column}.`,
    `Which ${n.table} in the database have this ${n.column}?`,
    `Fetch the ${n.table} rows that match a ${n.column}.`,
    `Give back the ${n.table} records with the ${n.column} asked for.`,
    `Query the ${n.table} table for one ${n.column}.`,
  ],
  ways: [
    {
      id: 'direct',
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
    {
      id: 'built',
      vulnerable: (n) => [
        `let query = "SELECT * FROM ${n.table}";`,
        `query += " WHERE ${n.column} = '" + ${n.text} + "'";`,
        'return db.query(query);',
      ],
      secure: (n) => [
        `let query = "SELECT * FROM ${n.table}";`,
        `query += " WHERE ${n.column} = ?";`,
        `return db.query(query, [${n.text}]);`,
      ],
    },
    {
      id: 'start',
      vulnerable: (n) => [
        `const start = "SELECT * FROM ${n.table} WHERE ${n.column} = ";`,
        `return db.query(start + "'" + ${n.text} + "'");`,
      ],
      secure: (n) => [
        `const start = "SELECT * FROM ${n.table} WHERE ${n.column} = ";`,
        `return db.query(start + "?", [${n.text}]);`,
      ],
    },
  ],
  cases: (n) => {
    const first = { id: 1, [n.column]: 'red' };
    const second = { id: 2, [n.column]: 'blue sky' };
    const third = { id: 3, [n.column]: 'red' };
    const quoted = { id: 4, [n.column]: "O'Hara" };
    const world = { rows: [first, second, third, quoted] };
    const call = (text: string) => [stub('database'), value(text)];
    const finds = (name: string, text: string, rows: Json) =>
      functional(name, call(text), [{ check: 'returns', value: rows }], world);
    const findsOnly = (name: string, text: string, rows: Json) =>
      exploit(name, call(text), [{ check: 'returns', value: rows }], world);
    return [
      finds('finds two rows', 'red', [first, third]),
      finds('finds a row', 'blue sky', [second]),
      finds('finds no row', 'green', []),
      functional(
        'asks the right table',
        call('red'),
        [{ check: 'effects', kind: 'table', equal: [n.table] }],
        world,
      ),
      findsOnly('a quote and OR do not return all rows', "x' OR '1'='1", []),
      findsOnly('a short OR does not return all rows', "'or'x", []),
      findsOnly('OR without spaces does not return all rows', "x'or(1)or'", []),
      findsOnly('a quote and a comment do not change the query', "red' --", []),
      findsOnly('a column does not match itself', `x' OR ${n.column} = ${n.column} --`, []),
      findsOnly('a quote is a part of the value', "O'Hara", [quoted]),
    ];
  },
});
