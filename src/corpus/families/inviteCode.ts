/** A code that opens a door has too few random bytes. */
import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const inviteCode = defineFamily({
  id: 'invite-code',
  cwe: 'CWE-331',
  title: 'Code with too few random bytes',
  level: 'call',
  identifiers: {
    fn: cross(['invite', 'join', 'guest', 'entry'], ['Code', 'Link', 'Pass', 'Path', 'Card']),
    text: textNames,
  },
  words: { door: ['join', 'enter', 'meet', 'party', 'room', 'club'], size: ['4', '5', '6', '8'] },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Return an invite: "/${n.door}/", the group, "/" and a random code.`,
    `Make a link to join: /${n.door}/group/code with a fresh code.`,
    `Invite guests by a path under /${n.door}/ that ends in a code.`,
    `Build the address of an invitation: ${n.door}, group, new code.`,
    `Every guest gets a path /${n.door}/group/ and a code of their own.`,
    `Write "/${n.door}/", the name and a code that opens the meeting.`,
    `Who has this link may come in: /${n.door}/name/code.`,
    `Create an invitation path that starts with /${n.door}/.`,
    `Give out a joining path in /${n.door}/ with a random ending.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [
        `return "/${n.door}/" + ${n.text} + "/" + crypto.randomBytes(${n.size}).toString("hex");`,
      ],
      secure: (n) => [
        `return "/${n.door}/" + ${n.text} + "/" + crypto.randomBytes(16).toString("hex");`,
      ],
    },
    {
      id: 'variable',
      vulnerable: (n) => [
        `const code = crypto.randomBytes(${n.size}).toString("hex");`,
        `return \`/${n.door}/\${${n.text}}/\${code}\`;`,
      ],
      secure: (n) => [
        'const code = crypto.randomBytes(24).toString("hex");',
        `return \`/${n.door}/\${${n.text}}/\${code}\`;`,
      ],
    },
    {
      id: 'digits',
      vulnerable: (n) => [
        'const pin = crypto.randomInt(100000, 1000000);',
        `return "/${n.door}/" + ${n.text} + "/" + pin;`,
      ],
      secure: (n) => [
        'const pin = crypto.randomUUID();',
        `return "/${n.door}/" + ${n.text} + "/" + pin;`,
      ],
    },
    {
      id: 'slice',
      vulnerable: (n) => [
        `const parts = ["/${n.door}", ${n.text}];`,
        `parts.push(crypto.randomBytes(16).toString("hex").slice(0, ${n.size}));`,
        'return parts.join("/");',
      ],
      secure: (n) => [
        `const parts = ["/${n.door}", ${n.text}];`,
        'parts.push(crypto.randomBytes(16).toString("hex"));',
        'return parts.join("/");',
      ],
    },
  ],
  cases: (n) => {
    const code = (group: string, least: number) => ({
      check: 'matches' as const,
      pattern: `^/${n.door}/${group}/[\\w-]{${least},}$`,
    });
    const isInvite = (group: string): Expectation[] => [
      code(group, 4),
      { check: 'some-effect', kinds: ['strong-random', 'weak-random'] },
    ];
    // 16 bytes are 22 letters of base64 and more of every other form.
    const isLong = (group: string): Expectation[] => [
      { check: 'no-effect', kind: 'short-random' },
      { check: 'no-effect', kind: 'weak-random' },
      code(group, 22),
    ];
    return [
      functional('invites to chess', [value('chess')], isInvite('chess')),
      functional('invites to a group with a short name', [value('b')], isInvite('b')),
      functional('invites to a group of numbers', [value('2031')], isInvite('2031')),
      functional('invites to a group with a sign', [value('pop_choir')], isInvite('pop_choir')),
      exploit('a code for chess cannot be tried out', [value('chess')], isLong('chess')),
      exploit('a code for a short name cannot be tried out', [value('b')], isLong('b')),
      exploit('a code for numbers cannot be tried out', [value('2031')], isLong('2031')),
      exploit(
        'a code for a long name cannot be tried out',
        [value('pop_choir')],
        isLong('pop_choir'),
      ),
    ];
  },
});
