import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross } from '../pools.ts';

export const loginSession = defineFamily({
  id: 'login-session',
  cwe: 'CWE-384',
  title: 'Session kept at login',
  level: 'body',
  identifiers: {
    fn: cross(
      ['login', 'signIn', 'logIn', 'enter', 'welcome'],
      ['Account', 'Visitor', 'Student', 'Reader'],
    ),
    account: cross(
      [
        ...['known', 'found', 'given', 'new', 'old', 'next', 'last', 'first'],
        ...['checked', 'named', 'chosen', 'main', 'shop', 'team', 'school'],
      ],
      ['Account', 'Visitor', 'Student', 'Reader'],
    ),
  },
  words: {
    field: ['userId', 'account', 'login', 'person', 'who'],
    page: ['/home', '/start', '/desk', '/inbox', '/profile', '/shop'],
  },
  parameters: (n) => ['req', 'res', n.account],
  phrasings: (n) => [
    `Sign in: put the id into the session as ${n.field}, go to ${n.page}.`,
    `Keep the id in session.${n.field} at login, then redirect to ${n.page}.`,
    `Log the account in under ${n.field} and send it to ${n.page}.`,
    `After sign-in note ${n.field} in the session and open ${n.page}.`,
    `Finish the login: session ${n.field} is the id, next page ${n.page}.`,
    `Start the session of an account: ${n.field}, then ${n.page}.`,
    `The visitor signed in; remember ${n.field} and redirect to ${n.page}.`,
    `Write the id to ${n.field} of the session and lead on to ${n.page}.`,
    `Complete signing in with ${n.field}, then show ${n.page}.`,
    `Login step: fill session.${n.field} and move to ${n.page}.`,
  ],
  ways: [
    {
      id: 'plain',
      vulnerable: (n) => [
        `req.session.${n.field} = ${n.account}.id;`,
        `res.redirect("${n.page}");`,
      ],
      secure: (n) => [
        'req.session.regenerate(() => {',
        `  req.session.${n.field} = ${n.account}.id;`,
        `  res.redirect("${n.page}");`,
        '});',
      ],
    },
    {
      id: 'object',
      vulnerable: (n) => [
        `Object.assign(req.session, { ${n.field}: ${n.account}.id });`,
        `res.redirect("${n.page}");`,
      ],
      secure: (n) => [
        'req.session.regenerate(() => {',
        `  Object.assign(req.session, { ${n.field}: ${n.account}.id });`,
        `  res.redirect("${n.page}");`,
        '});',
      ],
    },
    {
      id: 'destructured',
      vulnerable: (n) => [
        `const { id } = ${n.account};`,
        `req.session.${n.field} = id;`,
        `return res.redirect("${n.page}");`,
      ],
      secure: (n) => [
        `const { id } = ${n.account};`,
        'req.session.regenerate(() => {',
        `  req.session.${n.field} = id;`,
        `  return res.redirect("${n.page}");`,
        '});',
      ],
    },
    {
      id: 'target',
      vulnerable: (n) => [
        `const target = "${n.page}";`,
        `req.session.${n.field} = ${n.account}.id;`,
        'res.redirect(target);',
      ],
      secure: (n) => [
        `const target = "${n.page}";`,
        'req.session.regenerate(() => {',
        `  req.session.${n.field} = ${n.account}.id;`,
        '  res.redirect(target);',
        '});',
      ],
    },
  ],
  cases: (n) => {
    const call = (id: number | string) => [
      stub('request'),
      stub('response'),
      value({ id, name: 'Ada' }),
    ];
    const enters = (id: number | string): Expectation[] => [
      { check: 'effects', kind: 'session', equal: [[n.field, id]] },
      { check: 'effects', kind: 'redirect', equal: [n.page] },
    ];
    const isFresh = (id: number | string): Expectation[] => [
      ...enters(id),
      { check: 'no-effect', kind: 'kept-session' },
    ];
    return [
      functional('signs in by number', call(17), enters(17)),
      functional('signs in by name', call('ada'), enters('ada')),
      functional('signs in another', call(4), enters(4)),
      functional('signs in by a long id', call('a9-f3-77'), enters('a9-f3-77')),
      exploit('a number leaves the old session', call(17), isFresh(17)),
      exploit('a name leaves the old session', call('eve'), isFresh('eve')),
      exploit('the first account leaves the old session', call(1), isFresh(1)),
    ];
  },
});
