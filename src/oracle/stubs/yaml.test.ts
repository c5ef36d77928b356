import { describe, expect, it } from 'vitest';
import { readYaml } from './yaml.ts';

describe('readYaml', () => {
  it.each([
    ['a: 5', [{ a: 5 }]],
    ['# first\na: -1.5\n\nb: dark blue\n', [{ a: -1.5, b: 'dark blue' }]],
    ['a: "12"\nb: \'x: y\'\nc: true\nd:\n', [{ a: '12', b: 'x: y', c: true, d: null }]],
    ['---\na: 1\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['a: http://x.org', [{ a: 'http://x.org' }]],
  ])('%s', (source, documents) => {
    for (const canBuild of [true, false]) {
      expect(readYaml(source, canBuild)).toEqual({ documents, built: [] });
    }
  });

  it('builds an object only where it may', () => {
    const source = 'a: 1\nrun: !!js/function "function () {}"';
    expect(readYaml(source, true)).toEqual({
      documents: [{ a: 1, run: null }],
      built: ['js/function'],
    });
    expect(readYaml(source, false)).toEqual({
      error: 'YAMLException: unknown tag !<tag:yaml.org,2002:js/function>',
    });
  });

  it('refuses what is no mapping', () => {
    expect(readYaml('- a', true)).toHaveProperty('error');
    expect(readYaml('a:1', false)).toHaveProperty('error');
  });

  it('keeps a key that names a prototype as an ordinary key', () => {
    const result = readYaml('__proto__: 1', false);
    expect('documents' in result && Object.keys(result.documents[0] ?? {})).toEqual(['__proto__']);
  });
});
