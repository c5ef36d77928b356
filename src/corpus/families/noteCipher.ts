import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross } from '../pools.ts';

export const noteCipher = defineFamily({
  id: 'note-cipher',
  cwe: 'CWE-327',
  title: 'Broken cipher',
  level: 'call',
  identifiers: {
    fn: cross(
      ['seal', 'lock', 'scramble', 'wrap', 'close'],
      ['Diary', 'Memo', 'Letter', 'Journal'],
    ),
    memo: cross(
      [
        ...['my', 'new', 'old', 'next', 'last', 'first', 'long', 'short'],
        ...['daily', 'plain', 'open', 'inner', 'family', 'team', 'work'],
      ],
      ['Diary', 'Memo', 'Letter', 'Journal'],
    ),
  },
  // Triple DES takes keys of 24 bytes, and so does AES-192: the repair needs no new keys.
  words: { old: ['des-ede3-cbc', 'des-ede3-cfb', 'des-ede3-ofb'] },
  parameters: (n) => [n.memo, 'key', 'iv'],
  phrasings: () => [
    'Seal a diary page with the key and the iv, as hex.',
    'Turn the memo into cipher text under key and iv, in hex.',
    'Lock a letter by the key; what comes out is hex.',
    'Scramble a journal page so that only the key opens it, as hex.',
    'Return the hex of the memo, ciphered with key and iv.',
    'Make the journal unreadable without the key; return it as hex.',
    'Put a letter through the cipher and return its hex.',
    'Journal in, hex cipher text out, under the given key.',
    'Cipher the letter by key and iv, then give back its hex.',
    'Close up the letter: key and iv given, hex wanted.',
  ],
  ways: [
    {
      id: 'sum',
      vulnerable: (n) => [
        `const cipher = crypto.createCipheriv("${n.old}", key, iv.slice(0, 8));`,
        `return cipher.update(${n.memo}, "utf8", "hex") + cipher.final("hex");`,
      ],
      secure: (n) => [
        'const cipher = crypto.createCipheriv("aes-192-cbc", key, iv);',
        `return cipher.update(${n.memo}, "utf8", "hex") + cipher.final("hex");`,
      ],
    },
    {
      id: 'steps',
      vulnerable: (n) => [
        `const cipher = crypto.createCipheriv("${n.old}", key, iv.slice(0, 8));`,
        `let hex = cipher.update(${n.memo}, "utf8", "hex");`,
        'hex += cipher.final("hex");',
        'return hex;',
      ],
      secure: (n) => [
        'const cipher = crypto.createCipheriv("aes-192-cbc", key, iv);',
        `let hex = cipher.update(${n.memo}, "utf8", "hex");`,
        'hex += cipher.final("hex");',
        'return hex;',
      ],
    },
    {
      id: 'bytes',
      vulnerable: (n) => [
        `const bytes = Buffer.from(${n.memo});`,
        `const cipher = crypto.createCipheriv("${n.old}", key, iv.slice(0, 8));`,
        'return cipher.update(bytes, null, "hex") + cipher.final("hex");',
      ],
      secure: (n) => [
        `const bytes = Buffer.from(${n.memo});`,
        'const cipher = crypto.createCipheriv("aes-192-cbc", key, iv);',
        'return cipher.update(bytes, null, "hex") + cipher.final("hex");',
      ],
    },
    {
      id: 'pieces',
      vulnerable: (n) => [
        'const parts = [];',
        `const cipher = crypto.createCipheriv("${n.old}", key, iv.slice(0, 8));`,
        `parts.push(cipher.update(${n.memo}, "utf8", "hex"), cipher.final("hex"));`,
        'return parts.join("");',
      ],
      secure: (n) => [
        'const parts = [];',
        'const cipher = crypto.createCipheriv("aes-192-cbc", key, iv);',
        `parts.push(cipher.update(${n.memo}, "utf8", "hex"), cipher.final("hex"));`,
        'return parts.join("");',
      ],
    },
  ],
  cases: () => {
    const keys = ['k'.repeat(24), '0123456789abcdefghijklmn'] as const;
    const call = (memo: string, key: string, iv = 'fresh-iv-16bytes') => [
      value(memo),
      value(key),
      value(iv),
    ];
    const seals = (memo: string, key: string): Expectation[] => [
      { check: 'effects', kind: 'sealed', equal: [[key, memo]] },
      // The stand-in of the cipher leaves the bytes as they are.
      { check: 'matches', pattern: `^(?:[0-9a-f]{2})*${hexOf(memo)}(?:[0-9a-f]{2})*$` },
    ];
    const holds = (memo: string, key: string): Expectation[] => [
      ...seals(memo, key),
      { check: 'no-effect', kind: 'weak-cipher' },
    ];
    // A good cipher may refuse such an iv.
    const isNotWeak: Expectation[] = [{ check: 'no-effect', kind: 'weak-cipher' }];
    const long = 'the same line again. '.repeat(8);
    return [
      functional('seals a word', call('hello', keys[0]), seals('hello', keys[0])),
      functional('seals a sentence', call('up at six', keys[0]), seals('up at six', keys[0])),
      functional('seals with another key', call('hello', keys[1]), seals('hello', keys[1])),
      functional('seals many lines', call(long, keys[1]), seals(long, keys[1])),
      exploit('a word is ciphered well', call('pin 4711', keys[0]), holds('pin 4711', keys[0])),
      exploit('so is a long text', call(long, keys[0]), holds(long, keys[0])),
      exploit('so is a text under another key', call('a', keys[1]), holds('a', keys[1])),
      exploit('an old, short iv changes nothing', call('a', keys[0], 'iv-of-08'), isNotWeak),
      exploit(
        'a longer iv changes nothing',
        call('a', keys[0], 'fresh-iv-of-24-bytes-now'),
        isNotWeak,
      ),
    ];
  },
});

const hexOf = (ascii: string) =>
  [...ascii].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
