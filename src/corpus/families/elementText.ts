import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const elementText = defineFamily({
  id: 'element-text',
  cwe: 'CWE-79',
  title: 'Input becomes markup of the page',
  level: 'call',
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
    `Display "${n.label}: " in the node, then the text we were given.`,
    `Fill the element with "${n.label}: " and the typed words.`,
    `Let the page say "${n.label}: " with the words after it.`,
    `The node should read "${n.label}: " and then the input.`,
    `Make "${n.label}: " plus the words visible in this element.`,
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
    {
      id: 'words',
      vulnerable: (n) => [
        `const words = ${n.text}.trim();`,
        `node.innerHTML = "${n.label}: " + words;`,
      ],
      secure: (n) => [
        `const words = ${n.text}.trim();`,
        `node.textContent = "${n.label}: " + words;`,
      ],
    },
    {
      id: 'parts',
      vulnerable: (n) => [
        `const parts = ["${n.label}", ${n.text}];`,
        'node.innerHTML = parts.join(": ");',
      ],
      secure: (n) => [
        `const parts = ["${n.label}", ${n.text}];`,
        'node.textContent = parts.join(": ");',
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
      functional('shows signs', call('3 < 5 & "b" > c'), shows('3 < 5 & "b" > c')),
      exploit('an image tag stays text', call('<img src=x onerror=go()>'), noMarkup),
      exploit('a short tag stays text', call('<b>'), noMarkup),
      exploit('a script tag stays text', call('<script>go()</script>'), noMarkup),
      exploit('capital letters stay text', call('<IMG SRC=x ONERROR=go()>'), noMarkup),
      exploit('a second tag stays text', call('<3 <b>x</b> <svg onload=go()>'), noMarkup),
      exploit(
        'a tag that is never closed stays text',
        call('a <img src=x onerror=go() '),
        noMarkup,
      ),
      exploit('a tag inside a tag stays text', call('<scr<script>ipt>go()</script>'), noMarkup),
    ];
  },
});
