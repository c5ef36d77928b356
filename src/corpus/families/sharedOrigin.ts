import type { Json } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross, hosts, originNames } from '../pools.ts';

const header = 'Access-Control-Allow-Origin';

export const sharedOrigin = defineFamily({
  id: 'shared-origin',
  cwe: 'CWE-942',
  title: 'Every site may read the answer',
  level: 'check',
  identifiers: {
    fn: cross(
      ['share', 'serve', 'publish', 'offer'],
      ['WithSite', 'Across', 'ToPartner', 'Abroad', 'CrossSite'],
    ),
    origin: originNames,
  },
  words: { host: hosts },
  parameters: (n) => ['res', n.origin, 'data'],
  phrasings: (n) => [
    `Send the data so that pages of ${n.host} can read it.`,
    `Scripts on https://${n.host} fetch this data across sites.`,
    `Answer cross-site calls from ${n.host} with the data.`,
    `Our partner https://${n.host} loads this JSON in the browser.`,
    `Share the data with the web app at ${n.host}.`,
    `Make the JSON readable for the front end on ${n.host}.`,
    `Set the CORS header for ${n.host} and send the data.`,
    `The page at https://${n.host} calls us from another origin.`,
    `Serve the data to the browser app of ${n.host} over CORS.`,
    `A site, ${n.host}, reads our data with fetch; answer it.`,
  ],
  ways: [
    {
      id: 'constant',
      vulnerable: () => [`res.setHeader("${header}", "*");`, 'res.json(data);'],
      secure: (n) => [`res.setHeader("${header}", "https://${n.host}");`, 'res.json(data);'],
    },
    {
      id: 'echo',
      vulnerable: (n) => [`res.setHeader("${header}", ${n.origin});`, 'res.json(data);'],
      secure: (n) => [
        `if (${n.origin} === "https://${n.host}") {`,
        `  res.setHeader("${header}", ${n.origin});`,
        '}',
        'res.json(data);',
      ],
    },
    {
      id: 'ending',
      vulnerable: (n) => [
        `if (${n.origin}.endsWith("${n.host}")) {`,
        `  res.setHeader("${header}", ${n.origin});`,
        '}',
        'res.json(data);',
      ],
      secure: (n) => [
        `if (${n.origin} === "https://${n.host}") {`,
        `  res.setHeader("${header}", ${n.origin});`,
        '}',
        'res.json(data);',
      ],
    },
    {
      id: 'vary',
      vulnerable: (n) => [
        'res.setHeader("Vary", "Origin");',
        `res.setHeader("${header}", ${n.origin});`,
        'res.json(data);',
      ],
      secure: (n) => [
        'res.setHeader("Vary", "Origin");',
        `if (${n.origin} === "https://${n.host}") res.setHeader("${header}", ${n.origin});`,
        'res.json(data);',
      ],
    },
  ],
  cases: (n) => {
    const home = `https://${n.host}`;
    const call = (origin: string, data: Json) => [stub('response'), value(origin), value(data)];
    const shares = (name: string, data: Json) =>
      functional(
        name,
        call(home, data),
        [
          { check: 'effects', kind: 'shared', equal: [home] },
          { check: 'effects', kind: 'sent', equal: [data] },
        ],
        { origin: home },
      );
    const keeps = (name: string, origin: string) =>
      exploit(name, call(origin, [1, 2]), [{ check: 'no-effect', kind: 'shared' }], { origin });
    return [
      shares('shares a list', ['a', 'b']),
      shares('shares an object', { count: 3 }),
      shares('shares a text', 'hello'),
      functional('answers a call without an origin', call('', { a: 1 }), [
        { check: 'effects', kind: 'sent', equal: [{ a: 1 }] },
      ]),
      keeps('another site cannot read', 'https://evil.example'),
      keeps('a site with the same ending cannot read', `https://evil${n.host}`),
      keeps('a site with the same beginning cannot read', `${home}.evil.example`),
      keeps('a page without https cannot read', `http://${n.host}`),
      keeps('a page without a site cannot read', 'null'),
    ];
  },
});
