import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const linkMarkup = defineFamily({
  id: 'link-markup',
  cwe: 'CWE-79',
  title: 'Input breaks out of an attribute',
  level: 'call',
  identifiers: {
    fn: cross(
      ['make', 'build', 'render', 'create'],
      ['Link', 'Anchor', 'LinkHtml', 'Hyperlink', 'AnchorTag'],
    ),
    text: textNames,
  },
  words: { page: ['tags', 'topics', 'people', 'places', 'posts', 'teams', 'events', 'shops'] },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Return the HTML of a link to /${n.page}, titled as given.`,
    `Give back an anchor to /${n.page} with these words and title.`,
    `HTML for a link: href /${n.page}, the words as title and text.`,
    `Make an <a> tag that leads to /${n.page}.`,
    `The template needs an anchor tag for /${n.page}.`,
    `Build link markup: the title and the text, href /${n.page}.`,
    `A hyperlink to /${n.page} as HTML, with a tooltip.`,
    `Return an <a> element as a string; it goes to /${n.page}.`,
    `Wrap the words in an HTML link to /${n.page} with a title.`,
    `Render an anchor; title and text are the input, href /${n.page}.`,
  ],
  ways: [
    {
      id: 'template',
      vulnerable: (n) => [
        `return \`<a href="/${n.page}" title="\${${n.text}}">\${${n.text}}</a>\`;`,
      ],
      secure: (n) => [
        `return \`<a href="/${n.page}" title="\${escapeHtml(${n.text})}">\${escapeHtml(${n.text})}</a>\`;`,
      ],
    },
    {
      id: 'variable',
      vulnerable: (n) => [
        `const shown = ${n.text}.trim();`,
        `return \`<a href="/${n.page}" title="\${shown}">\${shown}</a>\`;`,
      ],
      secure: (n) => [
        `const shown = escapeHtml(${n.text}.trim());`,
        `return \`<a href="/${n.page}" title="\${shown}">\${shown}</a>\`;`,
      ],
    },
    {
      id: 'words',
      vulnerable: (n) => [
        `const words = ${n.text}.trim();`,
        `const start = \`<a href="/${n.page}" title="\${words}">\`;`,
        'return `${start}${words}</a>`;',
      ],
      secure: (n) => [
        `const words = ${n.text}.trim();`,
        `const start = \`<a href="/${n.page}" title="\${escapeHtml(words)}">\`;`,
        'return `${start}${escapeHtml(words)}</a>`;',
      ],
    },
    {
      id: 'parts',
      vulnerable: (n) => [
        `const title = \` title="\${${n.text}}"\`;`,
        `return \`<a href="/${n.page}"\${title}>\${${n.text}}</a>\`;`,
      ],
      secure: (n) => [
        `const title = \` title="\${escapeHtml(${n.text})}"\`;`,
        `return \`<a href="/${n.page}"\${title}>\${escapeHtml(${n.text})}</a>\`;`,
      ],
    },
  ],
  cases: (n) => {
    const links = (text: string): Expectation[] => [
      { check: 'returns', value: `<a href="/${n.page}" title="${text}">${text}</a>` },
    ];
    // The quotes around the title end it, and the text holds no tag.
    const isOneLink: Expectation[] = [
      {
        check: 'matches',
        pattern: `^<a href="/${n.page}" title="[^"]*go[^"]*">[^<>]*go[^<>]*</a>$`,
      },
    ];
    return [
      functional('links a word', [value('music')], links('music')),
      functional(
        'links a sentence',
        [value('All the news, daily!')],
        links('All the news, daily!'),
      ),
      functional('links a path-like text', [value('a/b: 50% + c')], links('a/b: 50% + c')),
      functional('links a number', [value('2024')], links('2024')),
      exploit('a short text with a quote stays text', [value('3"go')], isOneLink),
      exploit('a quote adds no attribute', [value('x" onmouseover="go()')], isOneLink),
      exploit('an image tag stays text', [value('<img src=x onerror=go()>')], isOneLink),
      exploit('a quote and a tag stay text', [value('"><script>go()</script>')], isOneLink),
      exploit('a second link stays text', [value('</a><a href=//evil.example>go')], isOneLink),
    ];
  },
});
