import type { Json } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const readData = defineFamily({
  id: 'read-data',
  cwe: 'CWE-95',
  title: 'Input is run as code',
  level: 'call',
  identifiers: {
    fn: cross(['parse', 'read', 'decode', 'load', 'get'], ['Data', 'Config', 'State', 'Record']),
    text: textNames,
  },
  words: { field: ['items', 'users', 'list', 'total', 'color', 'width', 'theme', 'lines'] },
  parameters: (n) => [n.text],
  phrasings: (n) => [
    `Return the ${n.field} stored in a text.`,
    `Turn the text into an object and return its ${n.field}.`,
    `Get ${n.field} out of data that came as text.`,
    `Read an object from its text form and give back ${n.field}.`,
    `The text describes an object; return what it has as ${n.field}.`,
    `Pick ${n.field} from an object that was saved as text.`,
    `Take a saved text apart and return the ${n.field} in it.`,
    `Load the object from its saved text and give back its ${n.field}.`,
    `What does the stored text say for ${n.field}?`,
    `From an object in text form, return the part called ${n.field}.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`return eval("(" + ${n.text} + ")").${n.field};`],
      secure: (n) => [`return JSON.parse(${n.text}).${n.field};`],
    },
    {
      id: 'variable',
      vulnerable: (n) => [`const data = eval("(" + ${n.text} + ")");`, `return data.${n.field};`],
      secure: (n) => [`const data = JSON.parse(${n.text});`, `return data.${n.field};`],
    },
    {
      id: 'built',
      vulnerable: (n) => [`return new Function("return " + ${n.text})().${n.field};`],
      secure: (n) => [`return JSON.parse(${n.text}).${n.field};`],
    },
    {
      id: 'default',
      vulnerable: (n) => [
        'let data = {};',
        `if (${n.text}) data = eval("(" + ${n.text} + ")");`,
        `return data.${n.field};`,
      ],
      secure: (n) => [
        'let data = {};',
        `if (${n.text}) data = JSON.parse(${n.text});`,
        `return data.${n.field};`,
      ],
    },
    {
      id: 'clean',
      vulnerable: (n) => [
        `const clean = ${n.text}.trim();`,
        `return eval("(" + clean + ")").${n.field};`,
      ],
      secure: (n) => [`const clean = ${n.text}.trim();`, `return JSON.parse(clean).${n.field};`],
    },
  ],
  cases: (n) => {
    const reads = (name: string, text: string, found: Json) =>
      functional(name, [value(text)], [{ check: 'returns', value: found }]);
    const runsNothing = (name: string, text: string) =>
      exploit(
        name,
        [value(text)],
        [
          ...['process', 'read', 'request'].map((kind) => ({ check: 'no-effect' as const, kind })),
          { check: 'clean-prototypes' },
        ],
      );
    return [
      reads('reads a number', `{"${n.field}": 5}`, 5),
      reads('reads a list', `{"other": 1, "${n.field}": ["a", "b"]}`, ['a', 'b']),
      reads('reads an inner object', `{"${n.field}": {"x": true}}`, { x: true }),
      reads('reads a text with signs', `{"${n.field}": "a (b); c = d"}`, 'a (b); c = d'),
      runsNothing('a call in the text is not run', 'execSync("id")'),
      runsNothing('a call inside an object is not run', `{"${n.field}": execSync("id")}`),
      runsNothing('a read inside an object is not run', `{"${n.field}": fs.readFileSync("k")}`),
      runsNothing('a request in a list is not run', `{"${n.field}": [1, http.get("http://a")]}`),
      runsNothing('an assignment is not run', `{"${n.field}": Object.prototype.seen = 1}`),
      // Still runs when the first bracket alone is taken out.
      runsNothing('a call after a comment is not run', `{/*()*/"${n.field}": execSync("id")}`),
    ];
  },
});
