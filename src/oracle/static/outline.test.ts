import { describe, expect, it } from 'vitest';
import { partsInNode } from './loadNode.ts';
import { createOutliner } from './outline.ts';
import type { LanguageName } from './rule.ts';

const outliner = createOutliner(partsInNode);
const named = async (code: string, language: LanguageName) => {
  const { functions } = await outliner.outlineOf(code, language);
  return functions.map(({ name, parameters, isTrivial }) => [name, parameters, isTrivial]);
};

describe('createOutliner', () => {
  it.each<[string, LanguageName, unknown[]]>([
    ['function f(a, b) { return g(a); }', 'javascript', [['f', '(a, b)', false]]],
    ['const f = async (a) => { return null; };', 'javascript', [['f', '(a)', true]]],
    ['const f = a => a.b;', 'javascript', [['f', 'a', false]]],
    [
      'exports.f = function (a) { throw new Error(a); };',
      'javascript',
      [['exports.f', '(a)', true]],
    ],
    ['f(a) { /* none */ }', 'javascript', [['f', '(a)', true]]],
    ['function f(a) { return { a: [] }; }', 'javascript', [['f', '(a)', true]]],
    ['function f(a) { return { a }; }', 'javascript', [['f', '(a)', false]]],
    ['def f(a, b=1):\n    """Does it."""\n    return None\n', 'python', [['f', '(a, b=1)', true]]],
    ['def f(a):\n    return open(a)\n', 'python', [['f', '(a)', false]]],
    ['static char *f(const char *a) { return strdup(a); }', 'c', [['f', '(const char *a)', false]]],
    ['int f(void) { return -1; }', 'c', [['f', '(void)', true]]],
    ['  return a + 1;', 'javascript', []],
  ])('reads %j', async (code, language, functions) => {
    expect(await named(code, language)).toEqual(functions);
  });

  it('counts syntax errors and gives places in the code itself', async () => {
    const code = 'f(a) { return g(a); }';
    const { errors, functions } = await outliner.outlineOf(code, 'javascript');
    expect(errors).toBe(0);
    expect(code.slice(functions[0].start, functions[0].end)).toBe(code);
    expect(
      (await outliner.outlineOf('function f(a) { return g(a; }', 'javascript')).errors,
    ).toBeGreaterThan(0);
  });
});
