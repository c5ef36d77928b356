import type { Expectation } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, stub, value } from '../family.ts';
import { cross, tokenNames } from '../pools.ts';

export const loginCookie = defineFamily({
  id: 'login-cookie',
  cwe: 'CWE-614',
  title: 'Cookie sent over plain http',
  level: 'call',
  identifiers: {
    fn: cross(
      ['start', 'extend', 'renew', 'begin', 'prolong'],
      ['SignIn', 'Membership', 'Device', 'Stay', 'Account'],
    ),
    token: tokenNames,
  },
  words: {
    cookie: ['member', 'device', 'account', 'seat', 'guest', 'reader', 'player'],
    minutes: ['10', '15', '20', '30', '45', '60', '90'],
  },
  parameters: (n) => ['res', n.token],
  phrasings: (n) => [
    `Keep the ${n.cookie} signed in for ${n.minutes} minutes by a cookie.`,
    `Send a cookie "${n.cookie}" that lives ${n.minutes} minutes.`,
    `Sign in: the cookie "${n.cookie}" ends after ${n.minutes} minutes.`,
    `For ${n.minutes} minutes the browser keeps the ${n.cookie} cookie.`,
    `Stay signed in ${n.minutes} minutes; the cookie is called "${n.cookie}".`,
    `Give the browser a "${n.cookie}" cookie, ${n.minutes} minutes long.`,
    `The ${n.cookie} cookie should expire in ${n.minutes} minutes.`,
    `Let the sign-in last ${n.minutes} minutes, cookie "${n.cookie}".`,
    `After sign-in, hand out "${n.cookie}" for ${n.minutes} minutes.`,
    `Renew the "${n.cookie}" cookie for another ${n.minutes} minutes.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [
        `res.cookie("${n.cookie}", ${n.token}, { maxAge: ${n.minutes} * 60000, httpOnly: true });`,
      ],
      secure: (n) => [
        `res.cookie("${n.cookie}", ${n.token}, { maxAge: ${n.minutes} * 60000, httpOnly: true, secure: true });`,
      ],
    },
    {
      id: 'flags',
      vulnerable: (n) => [
        'const flags = { httpOnly: true };',
        `res.cookie("${n.cookie}", ${n.token}, { ...flags, maxAge: ${n.minutes} * 60000 });`,
      ],
      secure: (n) => [
        'const flags = { httpOnly: true, secure: true };',
        `res.cookie("${n.cookie}", ${n.token}, { ...flags, maxAge: ${n.minutes} * 60000 });`,
      ],
    },
    {
      id: 'variable',
      vulnerable: (n) => [
        `const maxAge = ${n.minutes} * 60000;`,
        `res.cookie("${n.cookie}", ${n.token}, { maxAge, httpOnly: true });`,
      ],
      secure: (n) => [
        `const maxAge = ${n.minutes} * 60000;`,
        `res.cookie("${n.cookie}", ${n.token}, { maxAge, httpOnly: true, secure: true });`,
      ],
    },
    {
      id: 'assign',
      vulnerable: (n) => [
        'const options = { httpOnly: true };',
        `options.maxAge = ${n.minutes} * 60000;`,
        `res.cookie("${n.cookie}", ${n.token}, options);`,
      ],
      secure: (n) => [
        'const options = { httpOnly: true };',
        `options.maxAge = ${n.minutes} * 60000;`,
        'options.secure = true;',
        `res.cookie("${n.cookie}", ${n.token}, options);`,
      ],
    },
  ],
  cases: (n) => {
    const call = (token: string) => [stub('response'), value(token)];
    const sets = (token: string): Expectation[] => [
      { check: 'effects', kind: 'cookie', equal: [[n.cookie, token, null]] },
      { check: 'effects', kind: 'cookie-age', equal: [Number(n.minutes) * 60_000] },
    ];
    const isKept: Expectation[] = [
      { check: 'no-effect', kind: 'plain-cookie' },
      { check: 'no-effect', kind: 'open-cookie' },
    ];
    return [
      functional('sets a number', call('4711'), sets('4711')),
      functional('sets letters and digits', call('k3j9x'), sets('k3j9x')),
      functional('sets a long token', call('9f8e7d6c5b4a39281706'), sets('9f8e7d6c5b4a39281706')),
      functional('sets a token with a dash', call('ab-12'), sets('ab-12')),
      exploit('plain http does not carry a number', call('4711'), isKept),
      exploit('plain http does not carry letters and digits', call('k3j9x'), isKept),
      exploit('plain http does not carry a long token', call('9f8e7d6c5b4a39281706'), isKept),
    ];
  },
});
