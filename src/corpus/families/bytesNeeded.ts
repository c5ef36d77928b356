/** A product of sizes wraps around and slips under its limit. */
import { defineFamily, exploit, functional, value } from '../family.ts';
import { countNames, cross } from '../pools.ts';

export const bytesNeeded = defineFamily({
  id: 'bytes-needed',
  cwe: 'CWE-190',
  title: 'Product that wraps at 32 bits',
  level: 'call',
  identifiers: {
    fn: cross(
      ['measure', 'size', 'plan', 'weigh', 'count'],
      ['Bytes', 'Memory', 'Space', 'Room', 'Storage'],
    ),
    count: countNames,
  },
  words: {
    unit: ['photos', 'frames', 'tiles', 'samples', 'icons', 'packets', 'pixels', 'clips'],
    most: ['500000', '1000000', '4000000', '9000000'],
  },
  parameters: (n) => [n.count, 'each'],
  phrasings: (n) => [
    `Return the bytes of all ${n.unit}, or 0 when above ${n.most}.`,
    `How many bytes do the ${n.unit} take? Say 0 above ${n.most}.`,
    `Work out the memory for ${n.unit}; 0 means over ${n.most} bytes.`,
    `Bytes needed by ${n.unit} of one size, 0 if more than ${n.most}.`,
    `Give the room that ${n.unit} need, but 0 beyond ${n.most} bytes.`,
    `Count the bytes to set aside for ${n.unit}, 0 past ${n.most}.`,
    `Space for so many ${n.unit} in bytes; over ${n.most} return 0.`,
    `Tell what the ${n.unit} weigh in bytes: ${n.most} at most, else 0.`,
    `A buffer holds ${n.unit}; return its bytes, 0 above ${n.most}.`,
  ],
  ways: [
    {
      id: 'or-zero',
      vulnerable: (n) => [
        `const bytes = (${n.count} * each) | 0;`,
        `return bytes > ${n.most} ? 0 : bytes;`,
      ],
      secure: (n) => [`const bytes = ${n.count} * each;`, `return bytes > ${n.most} ? 0 : bytes;`],
    },
    {
      id: 'imul',
      vulnerable: (n) => [
        `const need = Math.imul(${n.count}, each);`,
        `if (need > ${n.most}) return 0;`,
        'return need;',
      ],
      secure: (n) => [
        `const need = ${n.count} * each;`,
        `if (need > ${n.most}) return 0;`,
        'return need;',
      ],
    },
    {
      id: 'divide',
      vulnerable: (n) => [
        `if ((${n.count} * each) >>> 0 > ${n.most}) return 0;`,
        `return ${n.count} * each;`,
      ],
      secure: (n) => [`if (${n.count} > ${n.most} / each) return 0;`, `return ${n.count} * each;`],
    },
    {
      id: 'cells',
      vulnerable: (n) => [
        `const most = ${n.most};`,
        `const cells = Int32Array.of(${n.count} * each);`,
        'return cells[0] > most ? 0 : cells[0];',
      ],
      secure: (n) => [
        `const most = ${n.most};`,
        `const cells = Float64Array.of(${n.count} * each);`,
        'return cells[0] > most ? 0 : cells[0];',
      ],
    },
  ],
  cases: (n) => {
    const most = Number(n.most);
    const call = (count: number, size: number) => [value(count), value(size)];
    return [
      functional('bytes of a few', call(12, 100), [{ check: 'returns', value: 1200 }]),
      functional('bytes of one', call(1, 4096), [{ check: 'returns', value: 4096 }]),
      functional('as many as there may be', call(most / 4, 4), [{ check: 'returns', value: most }]),
      functional('one too many', call(most / 4 + 1, 4), [{ check: 'returns', value: 0 }]),
      functional('ten times too many', call(most, 10), [{ check: 'returns', value: 0 }]),
      // 2^32 + 2^16 wraps to 2^16, 3 · 2^32 + 3 to 3, and 2.5 · 10^9 to a number below zero.
      exploit('a product above four billion is not small', call(65_537, 65_536), [
        { check: 'refuses' },
      ]),
      exploit('a count above 32 bits is not small', call(4_294_967_297, 3), [{ check: 'refuses' }]),
      exploit('a product above two billion is not negative', call(50_000, 50_000), [
        { check: 'refuses' },
      ]),
    ];
  },
});
