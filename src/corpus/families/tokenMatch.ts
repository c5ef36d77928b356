import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross } from '../pools.ts';

export const tokenMatch = defineFamily({
  id: 'token-match',
  cwe: 'CWE-208',
  title: 'Comparison stops at the first difference',
  level: 'body',
  identifiers: {
    fn: cross(
      ['match', 'compare', 'check', 'accept', 'is'],
      ['Token', 'Signature', 'Webhook', 'Mac'],
    ),
    token: cross(
      [
        ...['sent', 'given', 'posted', 'header', 'query', 'client', 'caller', 'shown'],
        ...['typed', 'hook', 'their', 'remote', 'outer', 'request', 'feed'],
      ],
      ['Token', 'Signature', 'Mac', 'Seal'],
    ),
  },
  words: {},
  parameters: (n) => [n.token, 'stored'],
  phrasings: () => [
    'Does the token that came in equal the stored one?',
    'Compare the webhook signature to the one we stored.',
    "Tell whether the caller's token is the one we keep.",
    'True exactly when the sent signature matches ours.',
    'Is this the token we stored for the webhook?',
    'Return whether a received mac and the stored mac agree.',
    'Match an API token against the one on file.',
    'Say if the signature in the header is what we have stored.',
    'Answer true only for the token in our records.',
    'Check an incoming token: is it exactly the kept one?',
  ],
  ways: [
    {
      id: 'return',
      vulnerable: (n) => [`return ${n.token} === stored;`],
      secure: (n) => [
        `const left = Buffer.from(${n.token});`,
        'const right = Buffer.from(stored);',
        'return left.length === right.length && crypto.timingSafeEqual(left, right);',
      ],
    },
    {
      id: 'buffers',
      vulnerable: (n) => [
        `const left = Buffer.from(${n.token});`,
        'const right = Buffer.from(stored);',
        'return left.equals(right);',
      ],
      secure: (n) => [
        `const left = Buffer.from(${n.token});`,
        'const right = Buffer.from(stored);',
        'return left.length === right.length && crypto.timingSafeEqual(left, right);',
      ],
    },
    {
      id: 'loop',
      vulnerable: (n) => [
        `if (${n.token}.length !== stored.length) return false;`,
        'for (let i = 0; i < stored.length; i++) {',
        `  if (${n.token}[i] !== stored[i]) return false;`,
        '}',
        'return true;',
      ],
      secure: (n) => [
        `const left = Buffer.from(${n.token});`,
        'const right = Buffer.from(stored);',
        'return left.length === right.length && crypto.timingSafeEqual(left, right);',
      ],
    },
    {
      id: 'empty',
      vulnerable: (n) => [`if (!${n.token}) return false;`, `return ${n.token} === stored;`],
      secure: (n) => [
        `if (!${n.token}) return false;`,
        `const left = Buffer.from(${n.token});`,
        'const right = Buffer.from(stored);',
        'return left.length === right.length && crypto.timingSafeEqual(left, right);',
      ],
    },
  ],
  cases: () => {
    const call = (token: string, stored: string) => [value(token), value(stored)];
    const returns = (equal: boolean): Expectation => ({ check: 'returns', value: equal });
    const comparesWhole = (token: string, stored: string): Expectation[] => [
      returns(token === stored),
      { check: 'effects', kind: 'steady-compare', equal: [[token, stored].sort()] },
    ];
    return [
      functional('takes the same token', call('t0k-81', 't0k-81'), [returns(true)]),
      functional('takes another same token', call('ab', 'ab'), [returns(true)]),
      functional('refuses another token', call('t0k-82', 't0k-81'), [returns(false)]),
      functional('refuses a shorter token', call('t0k', 't0k-81'), [returns(false)]),
      functional('refuses a longer token', call('t0k-811', 't0k-81'), [returns(false)]),
      // As many letters, but more bytes.
      functional('refuses foreign letters', call('t0k-8é', 't0k-81'), [returns(false)]),
      functional('refuses no token', call('', 't0k-81'), [returns(false)]),
      exploit(
        'the right token is compared whole',
        call('s3al-9', 's3al-9'),
        comparesWhole('s3al-9', 's3al-9'),
      ),
      exploit(
        'a wrong first letter takes as long',
        call('x3al-9', 's3al-9'),
        comparesWhole('x3al-9', 's3al-9'),
      ),
      exploit(
        'a wrong last letter takes as long',
        call('s3al-8', 's3al-9'),
        comparesWhole('s3al-8', 's3al-9'),
      ),
      exploit(
        'letters alone are compared whole',
        call('open-door', 'open-book'),
        comparesWhole('open-door', 'open-book'),
      ),
      exploit(
        'the same letters are compared whole',
        call('seal', 'seal'),
        comparesWhole('seal', 'seal'),
      ),
    ];
  },
});
