import type { Expectation, World } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross } from '../pools.ts';

export const removeMember = defineFamily({
  id: 'remove-member',
  cwe: 'CWE-862',
  title: 'Action without a check of the role',
  level: 'check',
  identifiers: {
    fn: cross(
      ['remove', 'drop', 'expel', 'dismiss', 'unlist'],
      ['Member', 'Player', 'Singer', 'Coach'],
    ),
    member: cross(
      [
        ...['old', 'former', 'given', 'named', 'absent', 'late', 'next', 'last', 'first'],
        ...['chosen', 'other', 'past', 'idle', 'club', 'choir'],
      ],
      ['Member', 'Player', 'Singer', 'Coach'],
    ),
  },
  words: {},
  parameters: (n) => ['club', 'actor', n.member],
  phrasings: () => [
    'Take a member off the club list, noting who did it.',
    "Remove someone from the club in the actor's name.",
    'Strike a player from the list; return whether one was there.',
    "The actor takes a singer out of the choir's club.",
    'Drop a coach from the club and say if it worked.',
    'Remove the named member; the club notes the actor.',
    'End a membership in the club, true when it existed.',
    'Cross a player off the list on behalf of the actor.',
    'Let the club forget a member and record who asked.',
    'Return true once the singer has left the club list.',
  ],
  ways: [
    {
      id: 'direct',
      vulnerable: (n) => [`return club.remove(${n.member}, actor.name);`],
      secure: (n) => [
        'if (actor.role !== "admin") return false;',
        `return club.remove(${n.member}, actor.name);`,
      ],
    },
    {
      id: 'absent',
      vulnerable: (n) => [
        `if (!club.has(${n.member})) return false;`,
        `club.remove(${n.member}, actor.name);`,
        'return true;',
      ],
      secure: (n) => [
        `if (actor.role !== "admin" || !club.has(${n.member})) return false;`,
        `club.remove(${n.member}, actor.name);`,
        'return true;',
      ],
    },
    {
      id: 'listed',
      vulnerable: (n) => [
        `const isListed = club.has(${n.member});`,
        `if (isListed) club.remove(${n.member}, actor.name);`,
        'return isListed;',
      ],
      secure: (n) => [
        `const isListed = club.has(${n.member});`,
        'if (actor.role !== "admin") return false;',
        `if (isListed) club.remove(${n.member}, actor.name);`,
        'return isListed;',
      ],
    },
    {
      id: 'result',
      vulnerable: (n) => [`const isGone = club.remove(${n.member}, actor.name);`, 'return isGone;'],
      secure: (n) => [
        `const isGone = actor.role === "admin" && club.remove(${n.member}, actor.name);`,
        'return isGone;',
      ],
    },
  ],
  cases: () => {
    const world: World = { members: ['ben', 'cara', 'dev', 'mia'] };
    const call = (name: string, role: string | null, member: string) => [
      stub('club'),
      value(role === null ? { name } : { name, role }),
      value(member),
    ];
    const removes = (member: string, by: string): Expectation[] => [
      { check: 'returns', value: true },
      { check: 'effects', kind: 'removed', equal: [[member, by]] },
    ];
    const refuses: Expectation[] = [{ check: 'no-effect', kind: 'removed' }, { check: 'refuses' }];
    const misses: Expectation[] = [
      { check: 'returns', value: false },
      { check: 'no-effect', kind: 'removed' },
    ];
    return [
      functional('removes a member', call('ada', 'admin', 'ben'), removes('ben', 'ada'), world),
      functional('removes another', call('ada', 'admin', 'cara'), removes('cara', 'ada'), world),
      functional('notes who did it', call('eli', 'admin', 'dev'), removes('dev', 'eli'), world),
      functional('misses a stranger', call('ada', 'admin', 'zoe'), misses, world),
      exploit('a member removes nobody', call('mia', 'member', 'ben'), refuses, world),
      exploit('a guest removes nobody', call('gus', 'guest', 'cara'), refuses, world),
      exploit('nobody without a role does', call('ada', null, 'dev'), refuses, world),
      exploit('nor does a helper of the admin', call('ada', 'admin-help', 'mia'), refuses, world),
    ];
  },
});
