import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const sessionCookie = defineFamily({
  id: 'session-cookie',
  cwe: 'CWE-1004',
  title: 'Cookie readable by scripts',
  level: 'call',
  identifiers: {
    fn: cross(['set', 'keep', 'remember', 'save', 'store'], ['Visit', 'Login', 'Cookie', 'User']),
    text: textNames,
  },
  words: {
    cookie: ['sid', 'session', 'visit', 'login', 'user', 'key'],
    path: ['/', '/app', '/shop', '/team'],
  },
  parameters: (n) => ['res', n.text],
  phrasings: (n) => [
    `Set the ${n.cookie} cookie for ${n.path}.`,
    `Keep the input in a cookie named ${n.cookie} under ${n.path}.`,
    `Answer with a cookie ${n.cookie} that counts for ${n.path}.`,
    `Remember the visitor by the cookie ${n.cookie} on ${n.path}.`,
    `Store the input in the cookie ${n.cookie}, path ${n.path}.`,
    `Give the browser a cookie called ${n.cookie} for ${n.path}.`,
    `Hand out the cookie ${n.cookie}; it belongs to ${n.path}.`,
    `Note the visit in the ${n.cookie} cookie under ${n.path}.`,
    `Let the browser bring back ${n.cookie} as a cookie on ${n.path}.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`res.cookie("${n.cookie}", ${n.text}, { path: "${n.path}" });`],
      secure: (n) => [
        `res.cookie("${n.cookie}", ${n.text}, { path: "${n.path}", httpOnly: true });`,
      ],
    },
    {
      id: 'variable',
      vulnerable: (n) => [
        `const options = { path: "${n.path}" };`,
        `res.cookie("${n.cookie}", ${n.text}, options);`,
      ],
      secure: (n) => [
        `const options = { path: "${n.path}", httpOnly: true };`,
        `res.cookie("${n.cookie}", ${n.text}, options);`,
      ],
    },
    {
      id: 'name',
      vulnerable: (n) => [
        `const name = "${n.cookie}";`,
        `res.cookie(name, ${n.text}, { path: "${n.path}" });`,
      ],
      secure: (n) => [
        `const name = "${n.cookie}";`,
        `res.cookie(name, ${n.text}, { path: "${n.path}", httpOnly: true });`,
      ],
    },
    {
      id: 'step',
      vulnerable: (n) => [
        'const settings = {};',
        `settings.path = "${n.path}";`,
        `res.cookie("${n.cookie}", ${n.text}, settings);`,
      ],
      secure: (n) => [
        'const settings = {};',
        `settings.path = "${n.path}";`,
        'settings.httpOnly = true;',
        `res.cookie("${n.cookie}", ${n.text}, settings);`,
      ],
    },
  ],
  cases: (n) => {
    const call = (text: string) => [stub('response'), value(text)];
    const sets = (text: string): Expectation[] => [
      { check: 'effects', kind: 'cookie', equal: [[n.cookie, text, n.path]] },
    ];
    const hidden: Expectation[] = [{ check: 'no-effect', kind: 'open-cookie' }];
    return [
      functional('sets a number', call('17'), sets('17')),
      functional('sets a word', call('anna'), sets('anna')),
      functional('sets letters and digits', call('a9f3'), sets('a9f3')),
      functional('sets nothing', call(''), sets('')),
      exploit('scripts cannot read a number', call('17'), hidden),
      exploit('scripts cannot read a word', call('anna'), hidden),
      exploit('scripts cannot read a long text', call('7f'.repeat(32)), hidden),
      exploit('scripts cannot read an empty one', call(''), hidden),
    ];
  },
});
