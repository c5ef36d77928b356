import type { Expectation, Json } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross, formNames } from '../pools.ts';

export const profileUpdate = defineFamily({
  id: 'profile-update',
  cwe: 'CWE-915',
  title: 'A form sets any field of a user',
  level: 'body',
  identifiers: {
    fn: cross(
      ['update', 'edit', 'apply', 'merge', 'save'],
      ['Profile', 'Member', 'Person', 'Customer'],
    ),
    form: formNames,
  },
  words: {
    first: ['name', 'email', 'phone', 'title'],
    second: ['city', 'color', 'language', 'motto'],
  },
  parameters: (n) => ['user', n.form],
  phrasings: (n) => [
    `Update the profile: the form holds ${n.first} and ${n.second}.`,
    `The profile form has ${n.first} and ${n.second}; return the user.`,
    `Take ${n.first} and ${n.second} from the form into the profile.`,
    `A member edits ${n.first} or ${n.second}; return the profile.`,
    `Change the user's ${n.first} and ${n.second} as in the form.`,
    `Apply a sent form (${n.first}, ${n.second}) to the user.`,
    `Merge new ${n.first} and ${n.second} into the user and return it.`,
    `Users can edit their ${n.first} and ${n.second}. Return the result.`,
    `Give back the user after an edit of ${n.first} or ${n.second}.`,
    `Profile page: fill in ${n.first} and ${n.second} if they came.`,
  ],
  ways: [
    {
      id: 'keys',
      vulnerable: (n) => [
        `for (const key of Object.keys(${n.form})) {`,
        `  user[key] = ${n.form}[key];`,
        '}',
        'return user;',
      ],
      secure: (n) => [
        `for (const key of ["${n.first}", "${n.second}"]) {`,
        `  if (key in ${n.form}) user[key] = ${n.form}[key];`,
        '}',
        'return user;',
      ],
    },
    {
      id: 'spread',
      vulnerable: (n) => [`return { ...user, ...${n.form} };`],
      secure: (n) => [
        'const next = { ...user };',
        `for (const key of ["${n.first}", "${n.second}"]) {`,
        `  if (key in ${n.form}) next[key] = ${n.form}[key];`,
        '}',
        'return next;',
      ],
    },
    {
      id: 'copy',
      vulnerable: (n) => [
        'const copy = { ...user };',
        `Object.assign(copy, ${n.form});`,
        'return copy;',
      ],
      secure: (n) => [
        'const copy = { ...user };',
        `for (const key of ["${n.first}", "${n.second}"]) {`,
        `  if (key in ${n.form}) copy[key] = ${n.form}[key];`,
        '}',
        'return copy;',
      ],
    },
    {
      id: 'entries',
      vulnerable: (n) => [
        `for (const [key, value] of Object.entries(${n.form})) {`,
        '  user[key] = value;',
        '}',
        'return user;',
      ],
      secure: (n) => [
        `for (const [key, value] of Object.entries(${n.form})) {`,
        `  if (["${n.first}", "${n.second}"].includes(key)) user[key] = value;`,
        '}',
        'return user;',
      ],
    },
  ],
  cases: (n) => {
    const user = { id: 7, [n.first]: 'old', [n.second]: 'past', role: 'reader' };
    const call = (form: Json) => [value(user), value(form)];
    const gives = (fields: Record<string, string>): Expectation[] => [
      { check: 'returns', value: { ...user, ...fields } },
    ];
    return [
      functional(
        'changes the first field',
        call({ [n.first]: 'new' }),
        gives({ [n.first]: 'new' }),
      ),
      functional('changes the second field', call({ [n.second]: 'x' }), gives({ [n.second]: 'x' })),
      functional(
        'changes both fields',
        call({ [n.first]: 'a', [n.second]: 'b' }),
        gives({ [n.first]: 'a', [n.second]: 'b' }),
      ),
      functional('leaves all as it was', call({}), gives({})),
      exploit('a form gives no role', call({ role: 'admin' }), gives({})),
      exploit(
        'a form gives no new flag',
        call({ [n.second]: 'b', isAdmin: true }),
        gives({ [n.second]: 'b' }),
      ),
      exploit(
        'a form makes nobody someone else',
        call({ id: 1, [n.first]: 'a' }),
        gives({ [n.first]: 'a' }),
      ),
    ];
  },
});
