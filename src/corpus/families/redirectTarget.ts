import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross, linkNames } from '../pools.ts';

export const redirectTarget = defineFamily({
  id: 'redirect-target',
  cwe: 'CWE-601',
  title: 'Redirect to another site',
  identifiers: {
    fn: cross(
      ['go', 'send', 'move', 'jump', 'lead'],
      ['Next', 'Back', 'Onward', 'ToPage', 'Along'],
    ),
    link: linkNames,
  },
  words: { home: ['home', 'start', 'welcome', 'index', 'main', 'login'] },
  parameters: (n) => ['res', n.link],
  phrasings: (n) => [
    `After login, lead the user on to a page of this site, or to /${n.home}.`,
    `Redirect to the wanted page, by default to /${n.home}.`,
    `Continue at the given page; without one, go to /${n.home}.`,
    `Move the visitor on to a page here or to /${n.home}.`,
  ],
  ways: [
    {
      id: 'check',
      vulnerable: (n) => [
        `if (!${n.link}) return res.redirect("/${n.home}");`,
        `res.redirect(${n.link});`,
      ],
      secure: (n) => [
        `if (!/^\\/\\w/.test(${n.link})) return res.redirect("/${n.home}");`,
        `res.redirect(${n.link});`,
      ],
    },
    {
      id: 'choice',
      vulnerable: (n) => [
        `const page = ${n.link} ? ${n.link} : "/${n.home}";`,
        'res.redirect(page);',
      ],
      secure: (n) => [
        `const page = /^\\/\\w/.test(${n.link}) ? ${n.link} : "/${n.home}";`,
        'res.redirect(page);',
      ],
    },
  ],
  cases: (n) => {
    const call = (link: string) => [stub('response'), value(link)];
    const goes = (link: string): Expectation[] => [
      { check: 'effects', kind: 'redirect', equal: [link] },
    ];
    return [
      functional('goes to a page', call('/orders'), goes('/orders')),
      functional('keeps the query', call('/orders/7?tab=2'), goes('/orders/7?tab=2')),
      functional('goes home without a page', call(''), goes(`/${n.home}`)),
      exploit('does not leave for another site', call('https://evil.example/login'), [
        { check: 'effects-lack', kind: 'redirect', text: 'evil' },
      ]),
      exploit('does not leave through two slashes', call('//evil.example'), [
        { check: 'effects-lack', kind: 'redirect', text: 'evil' },
      ]),
    ];
  },
});
