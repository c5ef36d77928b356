import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const randomToken = defineFamily({
  id: 'random-token',
  cwe: 'CWE-338',
  title: 'Guessable random number',
  level: 'call',
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
    `A new id every time: the prefix, "${n.mark}", some random signs.`,
    `Create a fresh code that begins with the prefix and "${n.mark}".`,
    `Put a random tail and "${n.mark}" after the prefix.`,
    `Return an id nobody has yet: prefix, "${n.mark}", random letters.`,
    `Draw a random code and put the prefix and "${n.mark}" before it.`,
    `Give the prefix a random ending after "${n.mark}".`,
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
    {
      id: 'start',
      vulnerable: (n) => [
        `const start = ${n.text} + "${n.mark}";`,
        'return start + Math.random().toString(36);',
      ],
      secure: (n) => [
        `const start = ${n.text} + "${n.mark}";`,
        'return start + crypto.randomBytes(16).toString("hex");',
      ],
    },
    {
      id: 'list',
      vulnerable: (n) => [
        `const list = [${n.text}];`,
        'list.push(Math.random().toString(36));',
        `return list.join("${n.mark}");`,
      ],
      secure: (n) => [
        `const list = [${n.text}];`,
        'list.push(crypto.randomBytes(16).toString("hex"));',
        `return list.join("${n.mark}");`,
      ],
    },
  ],
  cases: (n) => {
    const starts = (prefix: string): Expectation[] => [
      { check: 'matches', pattern: `^${prefix}[${n.mark}][\\w.-]{8,}$` },
      { check: 'some-effect', kinds: ['weak-random', 'strong-random'] },
    ];
    // The stub's random bytes read 5e5e… or q7q7…; sixteen signs are eight bytes at least.
    const holdsBytes: Expectation[] = [
      { check: 'no-effect', kind: 'weak-random' },
      { check: 'matches', pattern: '[5eq7]{16,}' },
    ];
    return [
      functional('starts with a word', [value('user')], starts('user')),
      functional('starts with a letter', [value('k')], starts('k')),
      functional('starts with a number', [value('2026')], starts('2026')),
      functional('starts with capitals', [value('AB_9')], starts('AB_9')),
      exploit('no guessable source for a user', [value('user')], holdsBytes),
      exploit('no guessable source for a key', [value('k')], holdsBytes),
      exploit('no guessable source for a number', [value('2026')], holdsBytes),
      exploit('no guessable source for a long prefix', [value('x'.repeat(40))], holdsBytes),
    ];
  },
});
