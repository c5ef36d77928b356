import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const elementText = defineFamily({
  id: 'element-text',
  cwe: 'CWE-79',
  title: 'Input becomes markup of the page',
  identifiers: {
    fn: cross(
      ['show', 'write', 'render', 'display', 'put'],
      ['Message', 'Title', 'Comment', 'Note', 'Line', 'Answer'],
    ),
    text: textNames,
  },
  words: { label: ['Hello', 'Name', 'Topic', 'Result', 'Author', 'Message', 'Comment', 'City'] },
  parameters: (n) => ['node', n.text],
  phrasings: (n) => [
    `Show "${n.label}: " and the given words in the node.`,
    `Write the words after "${n.label}: " into the page element.`,
    `Let the element display "${n.label}: " followed by the input.`,
    `Put a line "${n.label}: ..." on the page.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`node.innerHTML = "${n.label}: " + ${n.text};`],
      secure: (n) => [`node.textContent = "${n.label}: " + ${n.text};`],
    },
    {
      id: 'variable',
      vulnerable: (n) => [
        `const line = "${n.label}: " + ${n.text};`,
        'node.innerHTML = line;',
        'return node;',
      ],
      secure: (n) => [
        `const line = "${n.label}: " + ${n.text};`,
        'node.textContent = line;',
        'return node;',
      ],
    },
  ],
  cases: (n) => {
    const call = (text: string) => [stub('element'), value(text)];
    const shows = (text: string): Expectation[] => [
      { check: 'effects', kind: 'shown', equal: [`${n.label}: ${text}`] },
    ];
    const noMarkup: Expectation[] = [{ check: 'no-effect', kind: 'markup' }];
    return [
      functional('shows a word', call('welcome'), shows('welcome')),
      functional('shows a sentence', call('a good day, all!'), shows('a good day, all!')),
      functional('shows a number', call('42'), shows('42')),
      exploit('an image tag stays text', call('<img src=x onerror=go()>'), noMarkup),
      exploit('a script tag stays text', call('<script>go()</script>'), noMarkup),
    ];
  },
});
