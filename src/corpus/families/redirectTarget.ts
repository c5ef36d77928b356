import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross, linkNames } from '../pools.ts';

export const redirectTarget = defineFamily({
  id: 'redirect-target',
  cwe: 'CWE-601',
  title: 'Redirect to another site',
  level: 'check',
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
    `Bring the visitor to the page they wanted, or else to /${n.home}.`,
    `Forward the browser to a page of ours; /${n.home} if none is named.`,
    `Return the visitor to where they came from, else to /${n.home}.`,
    `Answer with a redirect to the given page or to /${n.home}.`,
    `Where to next? To the page asked for, without one to /${n.home}.`,
    `Send the user on: the wanted page here, or /${n.home}.`,
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
      id: 'ternary',
      vulnerable: (n) => [
        `const page = ${n.link} ? ${n.link} : "/${n.home}";`,
        'res.redirect(page);',
      ],
      secure: (n) => [
        `const page = /^\\/\\w/.test(${n.link}) ? ${n.link} : "/${n.home}";`,
        'res.redirect(page);',
      ],
    },
    {
      id: 'home',
      vulnerable: (n) => [`const home = "/${n.home}";`, `res.redirect(${n.link} || home);`],
      secure: (n) => [
        `const home = "/${n.home}";`,
        `res.redirect(/^\\/\\w/.test(${n.link}) ? ${n.link} : home);`,
      ],
    },
    {
      id: 'trimmed',
      vulnerable: (n) => [
        `const trimmed = ${n.link}.trim();`,
        `res.redirect(trimmed ? trimmed : "/${n.home}");`,
      ],
      secure: (n) => [
        `const trimmed = ${n.link}.trim();`,
        `res.redirect(/^\\/\\w/.test(trimmed) ? trimmed : "/${n.home}");`,
      ],
    },
  ],
  cases: (n) => {
    const call = (link: string) => [stub('response'), value(link)];
    const goes = (link: string): Expectation[] => [
      { check: 'effects', kind: 'redirect', equal: [link] },
    ];
    const stays: Expectation[] = [{ check: 'effects-lack', kind: 'redirect', text: 'evil' }];
    return [
      functional('goes to a page', call('/orders'), goes('/orders')),
      functional('keeps the query', call('/orders/7?tab=2'), goes('/orders/7?tab=2')),
      functional('keeps the place on a page', call('/a/b-c#top'), goes('/a/b-c#top')),
      functional('goes home without a page', call(''), goes(`/${n.home}`)),
      exploit('does not leave for another site', call('https://evil.example/login'), stays),
      exploit('does not leave by the old protocol', call('http://evil.example'), stays),
      exploit('does not leave through two slashes', call('//evil.example'), stays),
      exploit('does not leave through a backslash', call('/\\evil.example'), stays),
      exploit('does not leave through two backslashes', call('\\\\evil.example'), stays),
      exploit('does not leave by a path like home', call(`//evil.example/${n.home}`), stays),
      exploit('does not run a script', call('javascript:evil()'), stays),
      exploit('does not leave in front of a new line', call('//evil.example\n/a'), stays),
    ];
  },
});
