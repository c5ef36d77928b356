import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const readData = defineFamily({
  id: 'read-data',
  cwe: 'CWE-95',
  title: 'Input is run as code',
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
  ],
  cases: (n) => [
    functional('reads a number', [value(`{"${n.field}": 5}`)], [{ check: 'returns', value: 5 }]),
    functional(
      'reads a list',
      [value(`{"other": 1, "${n.field}": ["a", "b"]}`)],
      [{ check: 'returns', value: ['a', 'b'] }],
    ),
    functional(
      'reads an inner object',
      [value(`{"${n.field}": {"x": true}}`)],
      [{ check: 'returns', value: { x: true } }],
    ),
    exploit(
      'a call in the text is not run',
      [value('execSync("id")')],
      [{ check: 'no-effect', kind: 'process' }],
    ),
    exploit(
      'a call inside an object is not run',
      [value(`{"${n.field}": execSync("id")}`)],
      [{ check: 'no-effect', kind: 'process' }],
    ),
  ],
});
