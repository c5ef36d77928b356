import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { countNames, cross } from '../pools.ts';

export const repeatMark = defineFamily({
  id: 'repeat-mark',
  cwe: 'CWE-400',
  title: 'Output without a limit',
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
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`return "${n.mark}".repeat(${n.count});`],
      secure: (n) => [`return "${n.mark}".repeat(Math.min(${n.count}, ${n.limit}));`],
    },
    {
      id: 'variable',
      vulnerable: (n) => [`const line = "${n.mark}".repeat(${n.count});`, 'return line;'],
      secure: (n) => [
        `const line = "${n.mark}".repeat(Math.min(${n.count}, ${n.limit}));`,
        'return line;',
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
      exploit('five thousand are not drawn', [value(5000)], bounded),
      exploit('two hundred thousand are not drawn', [value(200_000)], bounded),
    ];
  },
});
