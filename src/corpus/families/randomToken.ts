import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const randomToken = defineFamily({
  id: 'random-token',
  cwe: 'CWE-338',
  title: 'Guessable random number',
  identifiers: {
    fn: cross(
      ['make', 'create', 'new', 'issue', 'next'],
      ['Session', 'Ticket', 'Invite', 'Coupon'],
    ),
    text: textNames,
  },
  words: { mark: ['-', '_', ':', '.', '/'] },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Return the prefix, "${n.mark}" and a fresh random part.`,
    `Make an id: the given start, "${n.mark}", then something random.`,
    `Build a new code from the prefix, "${n.mark}" and random letters.`,
    `Give out an id that starts with the input and "${n.mark}".`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`return ${n.text} + "${n.mark}" + Math.random().toString(36);`],
      secure: (n) => [`return ${n.text} + "${n.mark}" + crypto.randomBytes(16).toString("hex");`],
    },
    {
      id: 'variable',
      vulnerable: (n) => [
        'const tail = Math.random().toString(36);',
        `return ${n.text} + "${n.mark}" + tail;`,
      ],
      secure: (n) => [
        'const tail = crypto.randomBytes(16).toString("hex");',
        `return ${n.text} + "${n.mark}" + tail;`,
      ],
    },
  ],
  cases: (n) => {
    const starts = (prefix: string): Expectation[] => [
      { check: 'matches', pattern: `^${prefix}[${n.mark}][\\w.-]{8,}$` },
      { check: 'some-effect', kinds: ['weak-random', 'strong-random'] },
    ];
    const notWeak: Expectation[] = [{ check: 'no-effect', kind: 'weak-random' }];
    return [
      functional('starts with a word', [value('user')], starts('user')),
      functional('starts with a letter', [value('k')], starts('k')),
      functional('starts with a number', [value('2026')], starts('2026')),
      exploit('does not use a guessable source for a user', [value('user')], notWeak),
      exploit('does not use a guessable source for a key', [value('key')], notWeak),
    ];
  },
});
