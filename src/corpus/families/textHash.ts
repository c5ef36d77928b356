import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const textHash = defineFamily({
  id: 'text-hash',
  cwe: 'CWE-328',
  title: 'Weak hash',
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
  ],
  cases: (n) => {
    const hashes = (text: string): Expectation[] => [
      { check: 'effects', kind: 'digest', equal: [[text, n.kind]] },
      { check: 'matches', pattern: `^${n.kind} of ` },
    ];
    const strong: Expectation[] = [{ check: 'no-effect', kind: 'weak-hash' }];
    return [
      functional('hashes a word', [value('hello')], hashes('hello')),
      functional('hashes a sentence', [value('a b c')], hashes('a b c')),
      functional('hashes nothing', [value('')], hashes('')),
      exploit('a word gets a strong hash', [value('hello')], strong),
      exploit('a long text gets a strong hash', [value('x'.repeat(64))], strong),
    ];
  },
});
