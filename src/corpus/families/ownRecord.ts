import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross } from '../pools.ts';

export const ownRecord = defineFamily({
  id: 'own-record',
  cwe: 'CWE-639',
  title: "Another user's record by its id",
  level: 'check',
  identifiers: {
    fn: cross(
      ['show', 'open', 'view', 'find', 'fetch'],
      ['Record', 'MyDocument', 'MyPaper', 'MyCopy'],
    ),
    id: cross(
      [
        ...['wanted', 'given', 'chosen', 'shown', 'asked', 'next', 'last', 'first'],
        ...['record', 'row', 'paper', 'copy', 'link', 'page', 'query'],
      ],
      ['Id', 'Ref', 'Key', 'Nr'],
    ),
  },
  words: { table: ['invoices', 'receipts', 'contracts', 'bookings', 'bills', 'policies'] },
  parameters: (n) => ['db', 'user', n.id],
  phrasings: (n) => [
    `Show a signed-in user one of the ${n.table} by its id.`,
    `Return the record with this id from ${n.table} for the user.`,
    `Open an entry of ${n.table} by id for the visitor who is signed in.`,
    `Let the user view a record of ${n.table} by its id.`,
    `Find one of ${n.table} for the user's page, null when missing.`,
    `The user asks for one of the ${n.table}; return it.`,
    `Give the signed-in person the entry of ${n.table} behind the id.`,
    `Look up an id in ${n.table} on behalf of the user.`,
    `Return the entry of ${n.table} that the user clicked on.`,
    `Load a record of ${n.table} into the user's account page.`,
  ],
  ways: [
    {
      id: 'single',
      vulnerable: (n) => [
        `const row = db.query("SELECT * FROM ${n.table} WHERE id = ?", [${n.id}])[0];`,
        'if (!user || !row) return null;',
        'return row;',
      ],
      secure: (n) => [
        `const row = db.query("SELECT * FROM ${n.table} WHERE id = ?", [${n.id}])[0];`,
        'if (!user || row?.owner !== user.name) return null;',
        'return row;',
      ],
    },
    {
      id: 'where',
      vulnerable: (n) => [
        `const rows = user ? db.query("SELECT * FROM ${n.table} WHERE id = ?", [${n.id}]) : [];`,
        'return rows[0] ?? null;',
      ],
      secure: (n) => [
        `const rows = user ? db.query("SELECT * FROM ${n.table} WHERE id = ? AND owner = ?", [${n.id}, user.name]) : [];`,
        'return rows[0] ?? null;',
      ],
    },
    {
      id: 'found',
      vulnerable: (n) => [
        `const found = db.query("SELECT * FROM ${n.table} WHERE id = ?", [${n.id}]);`,
        'return user ? found[0] : null;',
      ],
      secure: (n) => [
        `const found = db.query("SELECT * FROM ${n.table} WHERE id = ?", [${n.id}]);`,
        'return user ? found.find((row) => row.owner === user.name) : null;',
      ],
    },
    {
      id: 'sql',
      vulnerable: (n) => [
        `const sql = "SELECT * FROM ${n.table} WHERE id = ?";`,
        `const [row] = db.query(sql, [${n.id}]);`,
        'return user && row ? row : null;',
      ],
      secure: (n) => [
        `const sql = "SELECT * FROM ${n.table} WHERE id = ?";`,
        `const [row] = db.query(sql, [${n.id}]);`,
        'return user && row?.owner === user.name ? row : null;',
      ],
    },
  ],
  cases: (n) => {
    const rows = [
      { id: 4, owner: 'ada', total: 90 },
      { id: 5, owner: 'ben', total: 15 },
      { id: 7, owner: 'ada', total: 30 },
      { id: 21, owner: 'cara', total: 60 },
    ];
    const call = (name: string, id: number) => [
      stub('database'),
      value({ name, id: 7 }),
      value(id),
    ];
    const gives = (place: 0 | 1 | 2): Expectation[] => [
      { check: 'returns', value: rows[place] ?? null },
      { check: 'effects', kind: 'table', equal: [n.table] },
    ];
    const refuses: Expectation[] = [{ check: 'refuses' }];
    const world = { rows };
    return [
      functional('shows a record', call('ada', 4), gives(0), world),
      functional('shows another record', call('ada', 7), gives(2), world),
      functional("shows another user's own record", call('ben', 5), gives(1), world),
      functional('knows no such record', call('ada', 99), refuses, world),
      functional(
        'shows nothing to nobody',
        [stub('database'), value(null), value(4)],
        refuses,
        world,
      ),
      exploit('keeps the next record', call('ada', 5), refuses, world),
      exploit('keeps the record before', call('ben', 4), refuses, world),
      exploit("keeps a record with the user's own number", call('ben', 7), refuses, world),
      exploit('keeps every record from a stranger', call('zoe', 21), refuses, world),
    ];
  },
});
