import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const headerValue = defineFamily({
  id: 'header-value',
  cwe: 'CWE-113',
  title: 'Line breaks in a response header',
  identifiers: {
    fn: cross(['set', 'add', 'send', 'write', 'attach'], ['Header', 'Tag', 'Info', 'Hint']),
    text: textNames,
  },
  words: { header: ['X-Name', 'X-Topic', 'X-Color', 'X-Label', 'X-Theme', 'X-Title'] },
  parameters: (n) => ['res', n.text],
  phrasings: (n) => [
    `Set the ${n.header} header of the response.`,
    `Answer with the header ${n.header} holding the given words.`,
    `Add a header ${n.header} to what we send back.`,
    `Put the words into the response as ${n.header}.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`res.setHeader("${n.header}", ${n.text});`],
      secure: (n) => [`res.setHeader("${n.header}", ${n.text}.replace(/[\\r\\n]/g, ""));`],
    },
    {
      id: 'variable',
      vulnerable: (n) => [`const line = ${n.text}.trim();`, `res.setHeader("${n.header}", line);`],
      secure: (n) => [
        `const line = ${n.text}.trim().replace(/[\\r\\n]/g, "");`,
        `res.setHeader("${n.header}", line);`,
      ],
    },
  ],
  cases: (n) => {
    const call = (text: string) => [stub('response'), value(text)];
    const sets = (text: string): Expectation[] => [
      { check: 'effects', kind: 'header', equal: [[n.header, text]] },
    ];
    return [
      functional('sets a word', call('blue'), sets('blue')),
      functional('sets a sentence', call('a b, c'), sets('a b, c')),
      functional('sets a dash', call('x-1'), sets('x-1')),
      exploit('a new line adds no header', call('a\nSet-Cookie: id=1'), [
        { check: 'effects-lack', kind: 'header', text: '\n' },
      ]),
      exploit('a carriage return adds no header', call('a\r\nX-Admin: 1'), [
        { check: 'effects-lack', kind: 'header', text: '\r' },
        { check: 'effects-lack', kind: 'header', text: '\n' },
      ]),
    ];
  },
});
