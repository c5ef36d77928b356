import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { countNames, cross } from '../pools.ts';

export const repeatMark = defineFamily({
  id: 'repeat-mark',
  cwe: 'CWE-400',
  title: 'Output without a limit',
  level: 'check',
  identifiers: {
    fn: cross(['draw', 'make', 'build', 'print', 'paint'], ['Line', 'Bar', 'Rule', 'Border']),
    count: countNames,
  },
  words: { mark: ['-', '=', '*', '#', '~', '+'], limit: ['80', '100', '120'] },
  parameters: (n) => [n.count],
  phrasings: (n) => [
    `Return a line of "${n.mark}" signs of the given length.`,
    `Draw a bar made of "${n.mark}".`,
    `Build a rule of "${n.mark}" to put under a heading.`,
    `Give back "${n.mark}" so many times in a row.`,
    `Make a row of "${n.mark}" as wide as we are told.`,
    `Repeat "${n.mark}" until the row has the wanted width.`,
    `A border for the report: "${n.mark}", as many as given.`,
    `Print a ruler of "${n.mark}" with so many signs.`,
    `Underline with "${n.mark}", the given number of times.`,
    `Fill a line with the sign "${n.mark}" and return it.`,
  ],
  ways: [
    {
      id: 'direct',
      vulnerable: (n) => [`return "${n.mark}".repeat(${n.count});`],
      secure: (n) => [`return "${n.mark}".repeat(Math.min(${n.count}, ${n.limit}));`],
    },
    {
      id: 'stored',
      vulnerable: (n) => [`const line = "${n.mark}".repeat(${n.count});`, 'return line;'],
      secure: (n) => [
        `const line = "${n.mark}".repeat(Math.min(${n.count}, ${n.limit}));`,
        'return line;',
      ],
    },
    {
      id: 'sign',
      vulnerable: (n) => [`const sign = "${n.mark}";`, `return sign.repeat(${n.count});`],
      secure: (n) => [
        `const sign = "${n.mark}";`,
        `return sign.repeat(Math.min(${n.count}, ${n.limit}));`,
      ],
    },
    {
      id: 'loop',
      vulnerable: (n) => [
        'let row = "";',
        `for (let i = 0; i < ${n.count}; i++) row += "${n.mark}";`,
        'return row;',
      ],
      secure: (n) => [
        'let row = "";',
        `for (let i = 0; i < Math.min(${n.count}, ${n.limit}); i++) row += "${n.mark}";`,
        'return row;',
      ],
    },
  ],
  cases: (n) => {
    const draws = (count: number): Expectation[] => [
      { check: 'returns', value: n.mark.repeat(count) },
    ];
    const bounded: Expectation[] = [{ check: 'at-most', length: 1000 }];
    return [
      functional('draws three', [value(3)], draws(3)),
      functional('draws ten', [value(10)], draws(10)),
      functional('draws forty', [value(40)], draws(40)),
      functional('draws seventy', [value(70)], draws(70)),
      functional('draws none', [value(0)], draws(0)),
      exploit('fifteen hundred are not drawn', [value(1500)], bounded),
      exploit('five thousand are not drawn', [value(5000)], bounded),
      exploit('two hundred thousand are not drawn', [value(200_000)], bounded),
      // More than the sandbox has memory for, so that cutting the drawn line off comes too late.
      exploit('a hundred million are never drawn', [value(100_000_000)], bounded),
    ];
  },
});
