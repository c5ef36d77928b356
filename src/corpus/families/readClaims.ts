import type { Expectation, World } from '../../core/testCase.ts';
import { defineFamily, exploit, functional, value } from '../family.ts';
import { cross } from '../pools.ts';

export const readClaims = defineFamily({
  id: 'read-claims',
  cwe: 'CWE-347',
  title: 'Web token read without checking its signature',
  level: 'call',
  identifiers: {
    fn: cross(['read', 'get', 'take', 'find', 'pick'], ['Claim', 'Claims', 'Jwt', 'WebToken']),
    jwt: cross(
      [
        ...['user', 'given', 'raw', 'new', 'old', 'next', 'last', 'cookie', 'header', 'login'],
        ...['client', 'guest', 'access', 'api', 'app'],
      ],
      ['Jwt', 'Bearer', 'Claims', 'Grant'],
    ),
  },
  words: { claim: ['team', 'plan', 'role', 'sub', 'email', 'shop', 'scope', 'level'] },
  parameters: (n) => [n.jwt],
  phrasings: (n) => [
    `Return the claim ${n.claim} of a JWT.`,
    `Which ${n.claim} does the bearer's JWT name?`,
    `Read ${n.claim} out of the JWT payload.`,
    `Give back what the JWT says about ${n.claim}.`,
    `Take the JWT from the request and return its ${n.claim}.`,
    `Find the ${n.claim} claim in a json web token.`,
    `From a json web token, get ${n.claim}.`,
    `Return ${n.claim} as written in the bearer's claims.`,
    `Look up ${n.claim} among the claims of this JWT.`,
    `The ${n.claim} that a visitor's JWT carries.`,
  ],
  ways: [
    {
      id: 'inline',
      vulnerable: (n) => [`return jwt.decode(${n.jwt}).${n.claim};`],
      secure: (n) => [`return jwt.verify(${n.jwt}, process.env.JWT_KEY).${n.claim};`],
    },
    {
      id: 'steps',
      vulnerable: (n) => [`const claims = jwt.decode(${n.jwt});`, `return claims.${n.claim};`],
      secure: (n) => [
        `const claims = jwt.verify(${n.jwt}, process.env.JWT_KEY);`,
        `return claims.${n.claim};`,
      ],
    },
    {
      id: 'parts',
      vulnerable: (n) => [
        `const parts = ${n.jwt}.split(".");`,
        'if (parts.length !== 3) return null;',
        `return jwt.decode(${n.jwt}).${n.claim};`,
      ],
      secure: (n) => [
        `const parts = ${n.jwt}.split(".");`,
        'if (parts.length !== 3) return null;',
        `return jwt.verify(${n.jwt}, process.env.JWT_KEY).${n.claim};`,
      ],
    },
    {
      id: 'payload',
      vulnerable: (n) => [
        `const text = Buffer.from(${n.jwt}.split(".")[1], "base64url").toString();`,
        `return JSON.parse(text).${n.claim};`,
      ],
      secure: (n) => [
        `const body = jwt.verify(${n.jwt}, process.env.JWT_KEY);`,
        `return body.${n.claim};`,
      ],
    },
    {
      id: 'complete',
      vulnerable: (n) => [
        'const options = { complete: true };',
        `return jwt.decode(${n.jwt}, options).payload.${n.claim};`,
      ],
      secure: (n) => [
        'const options = { complete: true };',
        `return jwt.verify(${n.jwt}, process.env.JWT_KEY, options).payload.${n.claim};`,
      ],
    },
  ],
  cases: (n) => {
    const write = (part: object) => btoa(JSON.stringify(part)).replaceAll('=', '');
    const token = (claim: string, signature: string, alg = 'HS256') =>
      [write({ alg }), write({ [n.claim]: claim, iat: 1 }), signature].join('.');
    const [red, blue, gold] = [
      token('red', 'c2ln'),
      token('blue-7', 'bXk'),
      token('gold', 'b2s'),
    ] as const;
    // Whatever a program calls the variable that holds the key.
    const names = ['JWT_KEY', 'JWT_SECRET', 'TOKEN_KEY', 'TOKEN_SECRET', 'SECRET_KEY', 'SECRET'];
    const world: World = {
      signed: { key: 'k-311', tokens: [red, blue, gold] },
      env: Object.fromEntries(names.map((name) => [name, 'k-311'])),
    };
    const gives = (claim: string): Expectation[] => [{ check: 'returns', value: claim }];
    const refuses: Expectation[] = [{ check: 'refuses' }];
    return [
      functional('reads a claim', [value(red)], gives('red'), world),
      functional('reads another claim', [value(blue)], gives('blue-7'), world),
      functional('reads a third claim', [value(gold)], gives('gold'), world),
      functional('refuses what is no token', [value('red')], refuses, world),
      exploit('refuses a made-up signature', [value(token('admin', 'bm8'))], refuses, world),
      exploit('refuses a borrowed signature', [value(token('admin', 'c2ln'))], refuses, world),
      exploit('refuses a token without one', [value(token('red', '', 'none'))], refuses, world),
      exploit('refuses the key of another', [value(red)], refuses, {
        ...world,
        signed: { key: 'k-900', tokens: [red] },
      }),
    ];
  },
});
