import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, objectNames } from '../pools.ts';

export const setOption = defineFamily({
  id: 'set-option',
  cwe: 'CWE-1321',
  title: 'Input names a prototype',
  identifiers: {
    fn: cross(
      ['set', 'change', 'update', 'save', 'store'],
      ['Option', 'Setting', 'Choice', 'Field'],
    ),
    target: objectNames,
  },
  words: { key: ['label', 'theme', 'color', 'size', 'state', 'title', 'font', 'mode'] },
  parameters: (n) => [n.target, 'part', 'value'],
  phrasings: (n) => [
    `Set the ${n.key} of one part and return the whole object.`,
    `Change ${n.key} in the named part, then return everything.`,
    `Store a new ${n.key} for a part of the object and return it.`,
    `Return the object after the part got its ${n.key}.`,
  ],
  ways: [
    {
      id: 'direct',
      vulnerable: (n) => [`${n.target}[part].${n.key} = value;`, `return ${n.target};`],
      secure: (n) => [
        `if (!Object.hasOwn(${n.target}, part)) return ${n.target};`,
        `${n.target}[part].${n.key} = value;`,
        `return ${n.target};`,
      ],
    },
    {
      id: 'variable',
      vulnerable: (n) => [
        `const entry = ${n.target}[part];`,
        `entry.${n.key} = value;`,
        `return ${n.target};`,
      ],
      secure: (n) => [
        `if (!Object.hasOwn(${n.target}, part)) return ${n.target};`,
        `const entry = ${n.target}[part];`,
        `entry.${n.key} = value;`,
        `return ${n.target};`,
      ],
    },
  ],
  cases: (n) => {
    const call = (part: string) => [
      value({ menu: { [n.key]: 'old' }, list: {} }),
      value(part),
      value('new'),
    ];
    const clean: Expectation[] = [{ check: 'clean-prototypes' }];
    return [
      functional('changes a value', call('menu'), [
        { check: 'returns', value: { menu: { [n.key]: 'new' }, list: {} } },
      ]),
      functional('adds a value', call('list'), [
        { check: 'returns', value: { menu: { [n.key]: 'old' }, list: { [n.key]: 'new' } } },
      ]),
      functional(
        'keeps other parts',
        [value({ a: { [n.key]: 'x', b: 1 } }), value('a'), value('y')],
        [{ check: 'returns', value: { a: { [n.key]: 'y', b: 1 } } }],
      ),
      exploit('leaves __proto__ alone', call('__proto__'), clean),
      exploit('leaves the constructor alone', call('constructor'), clean),
    ];
  },
});
