import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, hosts, linkNames } from '../pools.ts';

export const fetchLink = defineFamily({
  id: 'fetch-link',
  cwe: 'CWE-918',
  title: 'Server requests any address',
  identifiers: {
    fn: cross(['fetch', 'load', 'get', 'download', 'pull'], ['Image', 'Report', 'Feed', 'Preview']),
    link: linkNames,
  },
  words: { host: hosts },
  parameters: (n) => [n.link],
  phrasings: (n) => [
    `Get what a link to ${n.host} points to.`,
    `Download from ${n.host} by a link and return the answer.`,
    `Follow a ${n.host} link and give back the content.`,
    `Return the content at the link, which is on ${n.host}.`,
  ],
  ways: [
    {
      id: 'url',
      vulnerable: (n) => [`const url = new URL(${n.link});`, 'return http.get(url.href);'],
      secure: (n) => [
        `const url = new URL(${n.link});`,
        `if (url.hostname !== "${n.host}") return null;`,
        'return http.get(url.href);',
      ],
    },
    {
      id: 'answer',
      vulnerable: (n) => [
        `const url = new URL(${n.link});`,
        'const answer = http.get(url.href);',
        'return answer;',
      ],
      secure: (n) => [
        `const url = new URL(${n.link});`,
        `if (url.hostname !== "${n.host}") return null;`,
        'const answer = http.get(url.href);',
        'return answer;',
      ],
    },
  ],
  cases: (n) => {
    const gets = (link: string): Expectation[] => [
      { check: 'effects', kind: 'request', equal: [link] },
      { check: 'returns', value: `content of ${link}` },
    ];
    const link = (rest: string) => `https://${n.host}${rest}`;
    const none: Expectation[] = [{ check: 'no-effect', kind: 'request' }];
    return [
      functional('gets a page', [value(link('/a'))], gets(link('/a'))),
      functional('gets a file', [value(link('/img/b.png'))], gets(link('/img/b.png'))),
      functional('keeps the query', [value(link('/c?d=1'))], gets(link('/c?d=1'))),
      exploit('does not ask an inner host', [value('http://127.0.0.1/keys')], none),
      exploit('does not ask a longer host', [value(link('.evil.example/a'))], none),
    ];
  },
});
