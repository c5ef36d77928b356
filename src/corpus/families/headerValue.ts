import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const headerValue = defineFamily({
  id: 'header-value',
  cwe: 'CWE-113',
  title: 'Line breaks in a response header',
  level: 'call',
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
    `Send ${n.header} along with the answer, set to the given words.`,
    `The response should carry the header ${n.header}.`,
    `Write the words into the ${n.header} header.`,
    `Attach ${n.header} to the response, with these words in it.`,
    `Give the response a ${n.header} header made of the input.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`res.setHeader("${n.header}", ${n.text});`],
      secure: (n) => [`res.setHeader("${n.header}", ${n.text}.replace(/[\\r\\n]/g, ""));`],
    },
    {
      id: 'trim',
      vulnerable: (n) => [`const line = ${n.text}.trim();`, `res.setHeader("${n.header}", line);`],
      secure: (n) => [
        `const line = ${n.text}.trim().replace(/[\\r\\n]/g, "");`,
        `res.setHeader("${n.header}", line);`,
      ],
    },
    {
      id: 'words',
      vulnerable: (n) => [
        `const words = ${n.text}.trim();`,
        'if (words === "") return;',
        `res.setHeader("${n.header}", words);`,
      ],
      secure: (n) => [
        `const words = ${n.text}.trim();`,
        'if (words === "") return;',
        `res.setHeader("${n.header}", words.replace(/[\\r\\n]/g, ""));`,
      ],
    },
    {
      id: 'header',
      vulnerable: (n) => [`const header = "${n.header}";`, `res.setHeader(header, ${n.text});`],
      secure: (n) => [
        `const header = "${n.header}";`,
        `res.setHeader(header, ${n.text}.replace(/[\\r\\n]/g, ""));`,
      ],
    },
  ],
  cases: (n) => {
    const call = (text: string) => [stub('response'), value(text)];
    const sets = (text: string): Expectation[] => [
      { check: 'effects', kind: 'header', equal: [[n.header, text]] },
    ];
    const oneLine: Expectation[] = [
      { check: 'effects-lack', kind: 'header', text: '\r' },
      { check: 'effects-lack', kind: 'header', text: '\n' },
    ];
    return [
      functional('sets a word', call('blue'), sets('blue')),
      functional('sets a sentence', call('a b, c'), sets('a b, c')),
      functional('sets a dash', call('x-1'), sets('x-1')),
      functional('keeps every letter', call('morning rain [r/n]'), sets('morning rain [r/n]')),
      exploit('a new line adds no header', call('a\nSet-Cookie: id=1'), oneLine),
      exploit('a carriage return adds no header', call('a\rX-Admin: 1'), oneLine),
      exploit('both together add no header', call('a\r\nX-Admin: 1'), oneLine),
      exploit('a second new line adds no header', call('a\nX-A: 1\nX-B: 2\n\nbody'), oneLine),
      exploit('a second pair adds no body', call('a\r\n\r\nbody\r\n'), oneLine),
      exploit('returns before new lines add nothing', call('a\n\r\rX-B: 2'), oneLine),
    ];
  },
});
