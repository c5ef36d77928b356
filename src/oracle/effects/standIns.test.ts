/** The stand-ins of sessions, tokens, ciphers and the environment, used from inside the sandbox. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Argument, Expectation, Json, World } from '../../core/testCase.ts';
import { loadModuleInNode } from '../loadNode.ts';
import { createOracle, type Oracle } from '../oracle.ts';

let oracle: Oracle;
beforeAll(() => {
  oracle = createOracle({ loadModule: loadModuleInNode, now: () => performance.now() });
});

/** Why the body does not meet the expectations, or an empty text. */
async function detailOf(
  body: string,
  expectations: Expectation[],
  args: Argument[] = [],
  world: World = {},
): Promise<string> {
  const [outcome] = await oracle.judge([
    {
      prompt: 'function f(a) {\n',
      completion: `${body}\n}\n`,
      tests: {
        functionName: 'f',
        cases: [{ kind: 'functional', name: 'case', args, world, expect: expectations }],
      },
    },
  ]);
  return outcome?.cases[0]?.detail ?? 'no case';
}

const returns = (value: Json): Expectation => ({ check: 'returns', value });
const did = (kind: string, ...equal: Json[]): Expectation => ({ check: 'effects', kind, equal });

describe('sessions', () => {
  const request: Argument[] = [{ stub: 'request' }];
  const written = did('session', ['user', 7]);
  const [kept, left] = [did('kept-session', 'user'), did('kept-session')];
  it.each([
    ['a.session.user = 7;', kept],
    ['a.session.regenerate(() => { a.session.user = 7; });', left],
    ['a.session.regenerate(() => {}); a.session.user = 7;', kept],
    ['const s = a.session; s.regenerate(() => { s.user = 7; });', kept],
    ['a.session.user = 7; a.session.regenerate(() => {});', kept],
  ])('%s', async (body, age) => {
    expect(await detailOf(body, [written, age], request)).toBe('');
  });
});

describe('tokens', () => {
  const payload = btoa('{"team":"red"}').replaceAll('=', '');
  const token = `e30.${payload}.c2ln`;
  const world: World = { signed: { key: 'k', tokens: [token] } };
  it.each<[string, string, Expectation]>([
    ['jwt.decode(a).team', token, returns('red')],
    ['jwt.decode(a, { complete: true }).payload.team', token, returns('red')],
    ['jwt.decode(a)', 'no token', returns(null)],
    ['jwt.decode(a)', 'a.b.c', returns(null)],
    ['jwt.verify(a, "k").team', token, returns('red')],
    ['jwt.verify(a, "k")', `e30.${payload}.bm8`, { check: 'refuses' }],
    ['jwt.verify(a, "other")', token, { check: 'refuses' }],
    ['jwt.verify(a)', token, { check: 'refuses' }],
  ])('%s of %s', async (code, given, expected) => {
    expect(await detailOf(`return ${code};`, [expected], [{ value: given }], world)).toBe('');
  });
});

describe('ciphers', () => {
  const body = (name: string, iv: string) => `
    const cipher = crypto.createCipheriv("${name}", "${'k'.repeat(24)}", ${iv});
    return cipher.update("née", "utf8", "hex") + cipher.final("hex");`;
  const sealed = [did('sealed', ['k'.repeat(24), 'née']), returns('6ec3a965')];
  it('records what is ciphered, and a weak cipher', async () => {
    const [strong, weak] = [body('aes-192-cbc', '"0123456789abcdef"'), body('aes-192-ecb', 'null')];
    expect(await detailOf(strong, [...sealed, did('weak-cipher')])).toBe('');
    expect(await detailOf(weak, [...sealed, did('weak-cipher', 'aes-192-ecb')])).toBe('');
  });
  it('throws what Node throws for a wrong iv', async () => {
    expect(await detailOf(body('aes-192-cbc', '"short"'), [returns(1)])).toContain(
      'Invalid initialization vector',
    );
  });
});

describe('comparison and environment', () => {
  it('compares bytes alone, in a time that tells nothing', async () => {
    const compare = (a: string, b: string) => `return crypto.timingSafeEqual(${a}, ${b});`;
    const both = compare('Buffer.from("b")', 'Buffer.from("a")');
    expect(await detailOf(both, [returns(false), did('steady-compare', ['a', 'b'])])).toBe('');
    for (const wrong of [compare('"a"', '"a"'), compare('Buffer.from("a")', 'Buffer.from("ab")')]) {
      expect(await detailOf(wrong, [{ check: 'refuses' }, did('steady-compare')])).toBe('');
    }
  });
  it('knows the variables of the case and no others', async () => {
    const body = 'return [process.env.KEY, process.env.OTHER, process.env.constructor];';
    expect(await detailOf(body, [returns(['k', null, null])], [], { env: { KEY: 'k' } })).toBe('');
  });
});
