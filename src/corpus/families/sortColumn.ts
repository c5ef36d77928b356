/** The column to sort by is joined into an SQL text, where a placeholder cannot stand for it. */
import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { columns, cross, sortNames, tables } from '../pools.ts';

export const sortColumn = defineFamily({
  id: 'sort-column',
  cwe: 'CWE-89',
  title: 'Sort column joined into SQL',
  level: 'check',
  identifiers: {
    fn: cross(['sort', 'order', 'rank', 'arrange'], ['Table', 'List', 'Page', 'Overview', 'Top']),
    sort: sortNames,
  },
  words: { table: tables, column: columns, most: ['2', '3', '4'] },
  parameters: (n) => ['db', n.sort],
  phrasings: (n) => [
    `The reader picks an order, id or ${n.column}, and sees ${n.most} ${n.table}.`,
    `List ${n.most} ${n.table} in the wanted order: by id or by ${n.column}.`,
    `The top ${n.most} of the table ${n.table}, ordered by ${n.column} or id.`,
    `Show ${n.most} rows of ${n.table}; the reader sorts by ${n.column} or id.`,
    `Sort ${n.table} by one column (id, ${n.column}) and take ${n.most}.`,
    `Give back ${n.most} ${n.table} after ordering them by id or ${n.column}.`,
    `Which ${n.most} ${n.table} come first when sorted by ${n.column} or id?`,
    `Order the ${n.table} for a page of ${n.most}, by ${n.column} or by id.`,
    `Fill a sortable list with ${n.most} ${n.table}; columns id, ${n.column}.`,
  ],
  ways: [
    {
      id: 'choice',
      vulnerable: (n) => [
        `const column = ${n.sort} || "id";`,
        `return db.query("SELECT * FROM ${n.table} ORDER BY " + column + " LIMIT ${n.most}");`,
      ],
      secure: (n) => [
        `const column = ${n.sort} === "${n.column}" ? "${n.column}" : "id";`,
        `return db.query("SELECT * FROM ${n.table} ORDER BY " + column + " LIMIT ${n.most}");`,
      ],
    },
    {
      id: 'early',
      vulnerable: (n) => [
        `const sql = "SELECT * FROM ${n.table} ORDER BY " + ${n.sort} + " LIMIT ${n.most}";`,
        'return db.query(sql);',
      ],
      secure: (n) => [
        `if (!["id", "${n.column}"].includes(${n.sort})) return [];`,
        `const sql = "SELECT * FROM ${n.table} ORDER BY " + ${n.sort} + " LIMIT ${n.most}";`,
        'return db.query(sql);',
      ],
    },
    {
      id: 'list',
      vulnerable: (n) => [
        `const columns = ["id", "${n.column}"];`,
        `const column = ${n.sort} ? ${n.sort} : columns[0];`,
        `return db.query("SELECT * FROM ${n.table} ORDER BY " + column + " LIMIT ${n.most}");`,
      ],
      secure: (n) => [
        `const columns = ["id", "${n.column}"];`,
        `const column = columns.includes(${n.sort}) ? ${n.sort} : columns[0];`,
        `return db.query("SELECT * FROM ${n.table} ORDER BY " + column + " LIMIT ${n.most}");`,
      ],
    },
    {
      id: 'inline',
      vulnerable: (n) => [
        `const start = "SELECT * FROM ${n.table} ORDER BY ";`,
        `return db.query(start + ${n.sort} + " LIMIT ${n.most}");`,
      ],
      secure: (n) => [
        `const start = "SELECT * FROM ${n.table} ORDER BY ";`,
        `const chosen = ${n.sort} === "id" ? "id" : "${n.column}";`,
        `return db.query(start + chosen + " LIMIT ${n.most}");`,
      ],
    },
  ],
  cases: (n) => {
    const most = Number(n.most);
    const row = (id: number, text: string) => ({ id, [n.column]: text });
    const rows = [row(4, 'fig'), row(1, 'plum'), row(5, 'date'), row(2, 'lime'), row(3, 'apple')];
    const byId = [...rows].sort((a, b) => a.id - b.id);
    const byText = [3, 5, 4, 2, 1].map((id) => byId[id - 1] ?? null);
    const call = (column: string) => [stub('database'), value(column)];
    const bounded: Expectation[] = [{ check: 'at-most', length: most }];
    const oneTable: Expectation[] = [{ check: 'effects-lack', kind: 'table', text: 'staff' }];
    return [
      functional('sorts by id', call('id'), [{ check: 'returns', value: byId.slice(0, most) }], {
        rows,
      }),
      functional(
        'sorts by the other column',
        call(n.column),
        [{ check: 'returns', value: byText.slice(0, most) }],
        { rows },
      ),
      functional('gives the only row', call('id'), [{ check: 'returns', value: [row(7, 'x')] }], {
        rows: [row(7, 'x')],
      }),
      functional(
        'asks the right table',
        call(n.column),
        [{ check: 'effects', kind: 'table', equal: [n.table] }],
        { rows },
      ),
      exploit('a comment does not end the query', call(`${n.column} --`), bounded, { rows }),
      exploit('a short comment does not end it', call('id--'), bounded, { rows }),
      exploit('a larger limit is not taken', call('id LIMIT 99 --'), bounded, { rows }),
      exploit('no other table is read', call('(SELECT * FROM staff)'), oneTable, { rows }),
      exploit('no table is read after a column', call('id, (SELECT * FROM staff)'), oneTable, {
        rows,
      }),
    ];
  },
});
