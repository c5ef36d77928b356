import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, rowNames } from '../pools.ts';

export const csvCell = defineFamily({
  id: 'csv-cell',
  cwe: 'CWE-1236',
  title: 'A cell that a spreadsheet computes',
  level: 'body',
  identifiers: {
    fn: cross(
      ['export', 'format', 'join', 'build', 'make'],
      ['Csv', 'CsvRow', 'SheetRow', 'Cells', 'CsvLine'],
    ),
    row: rowNames,
  },
  words: { mark: [';', ',', '|'] },
  parameters: (n) => [n.row],
  phrasings: (n) => [
    `Return one CSV row with "${n.mark}" between the cells.`,
    `Join the cells of a spreadsheet row by "${n.mark}".`,
    `Make the CSV line for these cells, parted by "${n.mark}".`,
    `The export needs each row as cells and "${n.mark}" in between.`,
    `Build a line of the sheet; columns are split by "${n.mark}".`,
    `Give back the row as people open it in Excel, with "${n.mark}".`,
    `Turn a list of cells into CSV text, using "${n.mark}".`,
    `One row of the table as CSV; the delimiter is "${n.mark}".`,
    `Write out the columns of a sheet as a "${n.mark}" row.`,
    `A row for the accountant's spreadsheet, cells split by "${n.mark}".`,
  ],
  ways: [
    {
      id: 'join',
      vulnerable: (n) => [`return ${n.row}.join("${n.mark}");`],
      secure: (n) => [
        `const parts = ${n.row}.map((cell) => {`,
        `  if (/^\\s*[=+@-]/.test(cell)) return "'" + cell;`,
        '  return cell;',
        '});',
        `return parts.join("${n.mark}");`,
      ],
    },
    {
      id: 'map',
      vulnerable: (n) => [
        `const parts = ${n.row}.map((cell) => cell.trim());`,
        `return parts.join("${n.mark}");`,
      ],
      secure: (n) => [
        `const parts = ${n.row}.map((cell) => {`,
        '  const trimmed = cell.trim();',
        `  return /^[=+@-]/.test(trimmed) ? "'" + trimmed : trimmed;`,
        '});',
        `return parts.join("${n.mark}");`,
      ],
    },
    {
      id: 'each',
      vulnerable: (n) => [
        'const parts = [];',
        `${n.row}.forEach((cell) => {`,
        '  parts.push(cell);',
        '});',
        `return parts.join("${n.mark}");`,
      ],
      secure: (n) => [
        'const parts = [];',
        `${n.row}.forEach((cell) => {`,
        '  const isFormula = /^\\s*[=+@-]/.test(cell);',
        `  parts.push(isFormula ? "'" + cell : cell);`,
        '});',
        `return parts.join("${n.mark}");`,
      ],
    },
    {
      id: 'loop',
      vulnerable: (n) => [
        'const parts = [];',
        `for (const cell of ${n.row}) {`,
        '  parts.push(cell.trim());',
        '}',
        `return parts.join("${n.mark}");`,
      ],
      secure: (n) => [
        'const parts = [];',
        `for (const cell of ${n.row}) {`,
        '  const trimmed = cell.trim();',
        `  parts.push(/^[=+@-]/.test(trimmed) ? "'" + trimmed : trimmed);`,
        '}',
        `return parts.join("${n.mark}");`,
      ],
    },
  ],
  cases: (n) => {
    const joins = (...cells: string[]): Expectation[] => [
      { check: 'returns', value: cells.join(n.mark) },
    ];
    // No cell begins as a formula, spaces aside, and what was in the cell is still there.
    const isPlain: Expectation[] = [
      { check: 'matches', pattern: `^(?!(?:[^]*[${n.mark}])?\\s*[=+@-])[^]*B2` },
    ];
    return [
      functional('joins two cells', [value(['anna', '12'])], joins('anna', '12')),
      functional('joins many cells', [value(['a', 'b', 'c', 'd'])], joins('a', 'b', 'c', 'd')),
      functional('keeps one cell', [value(['tea'])], joins('tea')),
      functional(
        'keeps signs inside a cell',
        [value(['a@b.org', '3 - 1', 'x=y'])],
        [...joins('a@b.org', '3 - 1', 'x=y')],
      ),
      exploit('a sum in the first cell is text', [value(['=SUM(B2)', 'a'])], isPlain),
      exploit('an old-style sum in the last cell is text', [value(['a', '@SUM(B2)'])], isPlain),
      exploit('a plus in the middle is text', [value(['a', '+B2', 'b'])], isPlain),
      exploit('a minus is text in both cells', [value(['-1+B2', '-B2'])], isPlain),
      exploit('a tab hides no formula', [value(['a', '\t=B2'])], isPlain),
    ];
  },
});
