/** A regular expression tries exponentially many ways to split a text that does not match. */
import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

/** Parts that are made of the characters of a class. */
const samples = new Map([
  ['a-z', ['red', 'sky', 'b']],
  ['A-Z', ['RED', 'SKY', 'B']],
  ['0-9', ['120', '7', '33']],
]);

export const patternCheck = defineFamily({
  id: 'pattern-check',
  cwe: 'CWE-1333',
  title: 'Regular expression that can take for ever',
  level: 'call',
  identifiers: {
    fn: cross(['is', 'accepts', 'fits', 'matches', 'takes'], ['Chain', 'Slug', 'Series', 'Dashed']),
    text: textNames,
  },
  words: { mark: ['-', '_', ',', ':', ';', '~', '#', '@'], kind: [...samples.keys()] },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Is the text made of parts of ${n.kind} with one "${n.mark}" between them?`,
    `Tell whether this is a chain of ${n.kind} parts joined by "${n.mark}".`,
    `True for groups of ${n.kind} that "${n.mark}" separates, else false.`,
    `Check the form of a slug: ${n.kind}, then "${n.mark}" and ${n.kind} again.`,
    `Test a series: parts out of ${n.kind}, a "${n.mark}" between each two.`,
    `Does the text look like ${n.kind} runs with a "${n.mark}" in between?`,
    `Match runs of ${n.kind}, joined by a single "${n.mark}".`,
    `Answer true when "${n.mark}" only stands between ${n.kind} parts.`,
    `Recognise parts of ${n.kind} in a row, one "${n.mark}" after each but the last.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`return /^([${n.kind}]+${n.mark}?)+$/.test(${n.text});`],
      secure: (n) => [`return /^[${n.kind}]+(${n.mark}[${n.kind}]+)*$/.test(${n.text});`],
    },
    {
      id: 'pattern',
      vulnerable: (n) => [
        `const pattern = /^([${n.kind}]+${n.mark}?)*[${n.kind}]$/;`,
        `return pattern.test(${n.text});`,
      ],
      secure: (n) => [
        `const pattern = /^([${n.kind}]+${n.mark})*[${n.kind}]+$/;`,
        `return pattern.test(${n.text});`,
      ],
    },
    {
      id: 'parts',
      vulnerable: (n) => [
        `const found = ${n.text}.match(/^(([${n.kind}]+)${n.mark}?)+$/);`,
        'return found !== null;',
      ],
      secure: (n) => [
        `const pieces = ${n.text}.split("${n.mark}");`,
        `return pieces.every((piece) => /^[${n.kind}]+$/.test(piece));`,
      ],
    },
    {
      id: 'match',
      vulnerable: (n) => [
        `const line = ${n.text}.trim();`,
        `return line.search(/^([${n.kind}]+${n.mark}?)+$/) === 0;`,
      ],
      secure: (n) => [
        `const line = ${n.text}.trim();`,
        `return line.search(/^[${n.kind}]+(${n.mark}[${n.kind}]+)*$/) === 0;`,
      ],
    },
  ],
  cases: (n) => {
    const [first = '', second = '', third = ''] = samples.get(n.kind) ?? [];
    const { mark } = n;
    const answers = (is: boolean): Expectation[] => [{ check: 'returns', value: is }];
    const chain = [first, second, third].join(mark);
    return [
      functional('takes one part', [value(first)], answers(true)),
      functional('takes two parts', [value(second + mark + first)], answers(true)),
      functional('takes five parts', [value([chain, second, first].join(mark))], answers(true)),
      functional('takes no empty part', [value(first + mark + mark + second)], answers(false)),
      functional('takes no empty start', [value(mark + first)], answers(false)),
      functional('takes no empty text', [value('')], answers(false)),
      functional('takes no other sign', [value(`${first}!`)], answers(false)),
      // Each of these has more than 2^40 ways to be split.
      exploit('one long part and a sign', [value(`${third.repeat(48)}!`)], answers(false)),
      exploit('many parts and a sign', [value(`${chain}${mark}`.repeat(60) + '!')], answers(false)),
      exploit('a long part and two marks', [value(first.repeat(20) + mark + mark)], answers(false)),
    ];
  },
});
