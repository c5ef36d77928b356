/** A list passes a check that was written for a text. */
import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const shortName = defineFamily({
  id: 'short-name',
  cwe: 'CWE-1287',
  title: 'List where a text is due',
  level: 'check',
  identifiers: {
    fn: cross(['write', 'make', 'print', 'label', 'name'], ['Badge', 'Banner', 'Sign', 'Plate']),
    text: textNames,
  },
  words: { most: ['12', '16', '20', '24'], greeting: ['Hello', 'Dear', 'Welcome', 'Meet', 'Hi'] },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Write the badge "${n.greeting} …", null above ${n.most} letters.`,
    `Put "${n.greeting}" before a name of up to ${n.most} letters, else null.`,
    `A name plate says ${n.greeting} and the name; null over ${n.most}.`,
    `Print "${n.greeting}" and the name if at most ${n.most} letters long.`,
    `Return null for names over ${n.most} letters, else "${n.greeting} name".`,
    `Make a badge with ${n.greeting}; ${n.most} letters fit on it, else null.`,
    `Name tag: ${n.greeting}, then the name. Null past ${n.most} letters.`,
    `The sign has room for ${n.most} letters after ${n.greeting}, else null.`,
    `Label a guest's badge with ${n.greeting}, null beyond ${n.most} letters.`,
  ],
  ways: [
    {
      id: 'early',
      vulnerable: (n) => [
        `if (${n.text}.length > ${n.most}) return null;`,
        `return "${n.greeting} " + ${n.text};`,
      ],
      secure: (n) => [
        `if (typeof ${n.text} !== "string" || ${n.text}.length > ${n.most}) return null;`,
        `return "${n.greeting} " + ${n.text};`,
      ],
    },
    {
      id: 'choice',
      vulnerable: (n) => [
        `const fits = ${n.text}.length <= ${n.most};`,
        `return fits ? "${n.greeting} " + ${n.text} : null;`,
      ],
      secure: (n) => [
        `const fits = typeof ${n.text} === "string" && ${n.text}.length <= ${n.most};`,
        `return fits ? "${n.greeting} " + ${n.text} : null;`,
      ],
    },
    {
      id: 'direct',
      vulnerable: (n) => [
        `const { length } = ${n.text};`,
        `return length > ${n.most} ? null : \`${n.greeting} \${${n.text}}\`;`,
      ],
      secure: (n) => [
        `const { length } = String(${n.text});`,
        `return length > ${n.most} ? null : \`${n.greeting} \${${n.text}}\`;`,
      ],
    },
    {
      id: 'named',
      vulnerable: (n) => [
        `const badge = "${n.greeting} " + ${n.text};`,
        `return ${n.text}.length > ${n.most} ? null : badge;`,
      ],
      secure: (n) => [
        `const badge = "${n.greeting} " + ${n.text};`,
        `if (typeof ${n.text} !== "string") return null;`,
        `return ${n.text}.length > ${n.most} ? null : badge;`,
      ],
    },
  ],
  cases: (n) => {
    const most = Number(n.most);
    const greets = (name: string): Expectation[] => [
      { check: 'returns', value: `${n.greeting} ${name}` },
    ];
    const fits: Expectation[] = [{ check: 'at-most', length: n.greeting.length + 1 + most }];
    const full = 'n'.repeat(most);
    return [
      functional('greets Ada', [value('Ada')], greets('Ada')),
      functional('greets two words', [value('Ada L.')], greets('Ada L.')),
      functional('greets the longest name', [value(full)], greets(full)),
      functional('a letter too many', [value(`${full}n`)], [{ check: 'returns', value: null }]),
      functional('far too long', [value(full.repeat(9))], [{ check: 'returns', value: null }]),
      exploit('one long name in a list is not written', [value([full.repeat(30)])], fits),
      exploit('two long words in a list are not written', [value([`${full} ${full}`])], fits),
      exploit('several names in a list are not written', [value([full, 'Ada', full])], fits),
      exploit('a long name in a list of a list is not written', [value([[`${full}nn`]])], fits),
    ];
  },
});
