import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, hosts, linkNames } from '../pools.ts';

export const fetchLink = defineFamily({
  id: 'fetch-link',
  cwe: 'CWE-918',
  title: 'Server requests any address',
  level: 'check',
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
    `Load the resource behind a ${n.host} link.`,
    `Ask ${n.host} for what this link names and return it.`,
    `Our links lead to ${n.host}; return what this one holds.`,
    `Retrieve a page of ${n.host}, given its link.`,
    `Pull the content of one link at ${n.host}.`,
    `Given a link to ${n.host}, give back its answer.`,
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
    {
      id: 'host',
      vulnerable: (n) => [
        `const host = new URL(${n.link}).hostname;`,
        `if (!host.endsWith("${n.host}")) return null;`,
        `return http.get(${n.link});`,
      ],
      secure: (n) => [
        `const host = new URL(${n.link}).hostname;`,
        `if (host !== "${n.host}") return null;`,
        `return http.get(${n.link});`,
      ],
    },
    {
      id: 'start',
      vulnerable: (n) => [
        `if (!${n.link}.startsWith("https://${n.host}")) return null;`,
        `return http.get(${n.link});`,
      ],
      secure: (n) => [
        `if (!${n.link}.startsWith("https://${n.host}/")) return null;`,
        `return http.get(${n.link});`,
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
      functional('gets the first page', [value(link('/'))], gets(link('/'))),
      exploit('does not ask an inner host', [value('http://127.0.0.1/keys')], none),
      exploit('does not ask another host', [value('https://evil.example/a')], none),
      exploit('does not ask a longer host', [value(link('.evil.example/a'))], none),
      exploit('does not ask a host that ends alike', [value(`https://evil${n.host}/a`)], none),
      exploit('does not ask a host one letter longer', [value(link('x'))], none),
      exploit(
        'does not ask a file of a host that ends alike',
        [value(`https://evil${n.host}/img/b/large.png?d=1`)],
        none,
      ),
      exploit('does not ask a host after a user', [value(link('@evil.example/a'))], none),
      exploit(
        'does not ask another host whose path names ours',
        [value(`https://evil.example/${n.host}?to=https://${n.host}/a`)],
        none,
      ),
    ];
  },
});
