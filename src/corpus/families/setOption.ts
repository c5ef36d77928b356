import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, objectNames } from '../pools.ts';

export const setOption = defineFamily({
  id: 'set-option',
  cwe: 'CWE-1321',
  title: 'Input names a prototype',
  level: 'check',
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
    `Assign the value as ${n.key} of that part, then hand over the object.`,
    `Return the object after the part got its ${n.key}.`,
    `One part gets a new ${n.key}; return the object afterwards.`,
    `Update the ${n.key} of the part and give back the object.`,
    `Write ${n.key} into the part with this name, return all of it.`,
    `Let a part of the object have another ${n.key}, and return it.`,
    `Save the new ${n.key} in its part, then give everything back.`,
    `In the part that is named, replace ${n.key}; return the object.`,
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
      id: 'named',
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
    {
      id: 'found',
      vulnerable: (n) => [
        `const found = ${n.target}[part];`,
        `if (part in ${n.target}) found.${n.key} = value;`,
        `return ${n.target};`,
      ],
      secure: (n) => [
        `const found = ${n.target}[part];`,
        `if (Object.hasOwn(${n.target}, part)) found.${n.key} = value;`,
        `return ${n.target};`,
      ],
    },
    {
      id: 'copy',
      vulnerable: (n) => [
        `const copy = { ...${n.target} };`,
        `copy[part].${n.key} = value;`,
        'return copy;',
      ],
      secure: (n) => [
        `const copy = { ...${n.target} };`,
        'if (!Object.hasOwn(copy, part)) return copy;',
        `copy[part].${n.key} = value;`,
        'return copy;',
      ],
    },
  ],
  cases: (n) => {
    const call = (part: string, to = 'new') => [
      value({ menu: { [n.key]: 'old' }, list: {} }),
      value(part),
      value(to),
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
      functional(
        'changes the second part',
        [value({ a: {}, b: { [n.key]: 'x' } }), value('b'), value('yy')],
        [{ check: 'returns', value: { a: {}, b: { [n.key]: 'yy' } } }],
      ),
      exploit('leaves __proto__ alone', call('__proto__'), clean),
      exploit('leaves the constructor alone', call('constructor'), clean),
      exploit('leaves a method alone', call('toString'), clean),
      exploit('leaves __proto__ alone with a letter', call('__proto__', 'x'), clean),
      exploit('leaves __proto__ alone with a long text', call('__proto__', 'very dark'), clean),
    ];
  },
});
