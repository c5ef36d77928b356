/** Parsed input goes into the query of a document store, where an object is a condition and no value. */
import type { Expectation, Json } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross, textNames } from '../pools.ts';

export const documentFilter = defineFamily({
  id: 'document-filter',
  cwe: 'CWE-943',
  title: 'Input becomes conditions of a query',
  level: 'body',
  identifiers: {
    fn: cross(['find', 'get', 'fetch', 'match', 'seek'], ['Member', 'Guest', 'Player', 'Owner']),
    text: textNames,
  },
  words: { field: ['name', 'email', 'nick', 'phone', 'login', 'card', 'alias', 'badge'] },
  parameters: (n) => ['members', n.text, 'pin'],
  phrasings: (n) => [
    `Return the member with this ${n.field} and pin, or null.`,
    `Look up a member by ${n.field} and pin.`,
    `Which member has the given ${n.field} and the given pin?`,
    `Find one document among the members: same ${n.field}, same pin.`,
    `Give back the member whose ${n.field} and pin were typed in.`,
    `Members sign in with ${n.field} and pin; return the right one.`,
    `Query the members for a ${n.field} together with its pin.`,
    `Null unless some member has that ${n.field} and that pin.`,
    `Get the document of the member by its ${n.field} and pin.`,
  ],
  ways: [
    {
      id: 'compare',
      vulnerable: (n) => [
        `const member = members.findOne({ ${n.field}: ${n.text}, pin: pin });`,
        'return member;',
      ],
      secure: (n) => [
        `const member = members.findOne({ ${n.field}: String(${n.text}) });`,
        'return member && member.pin === pin ? member : null;',
      ],
    },
    {
      id: 'inline',
      vulnerable: (n) => [`return members.findOne({ ${n.field}: ${n.text}, pin: pin });`],
      secure: (n) => [
        `return members.findOne({ ${n.field}: String(${n.text}), pin: String(pin) });`,
      ],
    },
    {
      id: 'typed',
      vulnerable: (n) => [
        `const query = { ${n.field}: ${n.text}, pin };`,
        'return members.findOne(query);',
      ],
      secure: (n) => [
        `if (typeof ${n.text} !== "string" || typeof pin !== "string") return null;`,
        `const query = { ${n.field}: ${n.text}, pin };`,
        'return members.findOne(query);',
      ],
    },
    {
      id: 'built',
      vulnerable: (n) => [
        'const filter = {};',
        `filter.${n.field} = ${n.text};`,
        'filter.pin = pin;',
        'return members.findOne(filter);',
      ],
      secure: (n) => [
        'const filter = {};',
        `filter.${n.field} = { $eq: ${n.text} };`,
        'filter.pin = { $eq: pin };',
        'return members.findOne(filter);',
      ],
    },
  ],
  cases: (n) => {
    const member = (id: number, text: string, pin: string) => ({ id, [n.field]: text, pin });
    const [ann, bob, eve] = [
      member(1, 'ann', '4711'),
      member(2, 'bob', '0815'),
      member(3, 'eve', '4711'),
    ];
    const world = { documents: [ann, bob, eve] };
    const call = (text: Json, pin: Json) => [stub('collection'), value(text), value(pin)];
    const finds = (found: Json): Expectation[] => [{ check: 'returns', value: found }];
    const none: Expectation[] = [{ check: 'refuses' }];
    return [
      functional('finds the first', call('ann', '4711'), finds(ann), world),
      functional('finds another', call('bob', '0815'), finds(bob), world),
      functional('tells two with one pin apart', call('eve', '4711'), finds(eve), world),
      functional('finds none by a wrong pin', call('bob', '4711'), finds(null), world),
      functional('finds none by an unknown text', call('kim', '4711'), finds(null), world),
      exploit('no condition stands for the text', call({ $ne: null }, '4711'), none, world),
      exploit('no condition stands for the pin', call('bob', { $ne: null }), none, world),
      exploit('no order stands for both', call({ $gt: '' }, { $gt: '' }), none, world),
      exploit('no list stands for the pin', call('ann', { $in: ['0815', '4711'] }), none, world),
    ];
  },
});
