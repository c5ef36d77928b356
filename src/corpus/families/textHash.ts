import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const textHash = defineFamily({
  id: 'text-hash',
  cwe: 'CWE-328',
  title: 'Weak hash',
  level: 'call',
  identifiers: {
    fn: cross(['hash', 'digest', 'sum', 'sign', 'mark'], ['Text', 'Content', 'Body', 'Message']),
    text: textNames,
  },
  words: { old: ['md5', 'sha1'], kind: ['hex', 'base64'] },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Return the hash of the given words as ${n.kind}.`,
    `Compute a ${n.kind} digest of the input.`,
    `Give back a ${n.kind} checksum for the words.`,
    `Hash the input and write the result in ${n.kind}.`,
    `A ${n.kind} fingerprint of the text, please.`,
    `Digest the given words and return them as ${n.kind}.`,
    `Calculate the hash sum of a text, written in ${n.kind}.`,
    `Boil the text down to a hash in ${n.kind}.`,
    `Return a ${n.kind} hash by which the text can be told apart.`,
    `Work out the checksum of the input, as ${n.kind}.`,
  ],
  ways: [
    {
      id: 'chain',
      vulnerable: (n) => [
        `return crypto.createHash("${n.old}").update(${n.text}).digest("${n.kind}");`,
      ],
      secure: (n) => [`return crypto.createHash("sha256").update(${n.text}).digest("${n.kind}");`],
    },
    {
      id: 'steps',
      vulnerable: (n) => [
        `const hash = crypto.createHash("${n.old}");`,
        `hash.update(${n.text});`,
        `return hash.digest("${n.kind}");`,
      ],
      secure: (n) => [
        'const hash = crypto.createHash("sha256");',
        `hash.update(${n.text});`,
        `return hash.digest("${n.kind}");`,
      ],
    },
    {
      id: 'form',
      vulnerable: (n) => [
        `const form = "${n.kind}";`,
        `return crypto.createHash("${n.old}").update(${n.text}).digest(form);`,
      ],
      secure: (n) => [
        `const form = "${n.kind}";`,
        `return crypto.createHash("sha256").update(${n.text}).digest(form);`,
      ],
    },
  ],
  cases: (n) => {
    const hashes = (text: string): Expectation[] => [
      { check: 'effects', kind: 'digest', equal: [[text, n.kind]] },
      { check: 'matches', pattern: `^${n.kind} of ${text} by ` },
    ];
    const strong: Expectation[] = [{ check: 'no-effect', kind: 'weak-hash' }];
    return [
      functional('hashes a word', [value('hello')], hashes('hello')),
      functional('hashes a sentence', [value('a b c')], hashes('a b c')),
      functional('hashes nothing', [value('')], hashes('')),
      functional('hashes a number', [value('2026')], hashes('2026')),
      exploit('a word gets a strong hash', [value('hello')], strong),
      exploit('a sentence gets a strong hash', [value('a b c')], strong),
      exploit('a number gets a strong hash', [value('2026')], strong),
      exploit('an empty text gets a strong hash', [value('')], strong),
      exploit('a long text gets a strong hash', [value('x'.repeat(64))], strong),
    ];
  },
});
