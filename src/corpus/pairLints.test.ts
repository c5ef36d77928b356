import { describe, expect, it } from 'vitest';
import { securityMask } from '../core/securityMask.ts';
import { tokenise } from '../core/testing/tokenise.ts';
import { pairLints, pairLintSchema, type PairLint } from './lintTable.ts';
import { createPairLinter } from './pairLints.ts';
import type { ImportedPair } from './pairRow.ts';

const fine: ImportedPair = {
  id: 'a',
  prompt: 'Write a function that stores a total.',
  vulnerable: 'function store(total) {\n  db.set("total", total);\n  return total;\n}\n',
  secure: 'function store(total) {\n  db.set("total", Number(total));\n  return total;\n}\n',
  cwe: 'CWE-20',
  language: 'js',
  license: 'MIT',
  recordedChanges: null,
};
const linter = (maxTokens = 1000) => {
  const lint = createPairLinter(maxTokens);
  let line = 0;
  return (change: Partial<ImportedPair> = {}): PairLint[] => {
    const pair = { ...fine, ...change };
    const mask = securityMask(
      { vulnerable: tokenise(pair.vulnerable, true), secure: tokenise(pair.secure, true) },
      { diffLevel: 'lexeme', bridgeGaps: false, insertionAnchors: true },
    );
    line += 1;
    return lint({ line, pair, mask, promptTokens: tokenise(pair.prompt).ids.length });
  };
};
const codes = (lints: readonly PairLint[]) => lints.map(({ code }) => code);

describe('pair lints', () => {
  it('have nothing to say of a good pair', () => {
    expect(linter()()).toEqual([]);
  });

  it('too-long: counts prompt, longer side and end token', () => {
    const tokens = tokenise(fine.prompt).ids.length + tokenise(fine.secure, true).ids.length;
    expect(linter(tokens)()).toEqual([]);
    expect(linter(tokens - 1)()).toEqual([
      {
        code: 'too-long',
        message: expect.stringContaining(`needs ${tokens} tokens`) as string,
        tokens,
        context: tokens - 1,
      },
    ]);
  });

  it('empty-mask: layout alone is no repair', () => {
    expect(codes(linter()({ secure: fine.vulnerable.replaceAll('  ', '\t') }))).toEqual([
      'empty-mask',
    ]);
  });

  it('wide-mask: names the side that changed most', () => {
    const [lint, ...more] = linter()({ secure: 'void 0;' });
    expect(more).toEqual([]);
    expect(lint).toMatchObject({ code: 'wide-mask' });
    expect(lint.message).toMatch(/marks \d\d % of the tokens of the vulnerable side/);
  });

  it('duplicate and near-duplicate: name the line of the first', () => {
    const lint = linter();
    lint();
    expect(lint()[0]).toMatchObject({ code: 'duplicate' });
    const [near] = lint({ vulnerable: fine.vulnerable.replaceAll('  ', '\t') });
    expect(near).toMatchObject({ code: 'near-duplicate' });
    expect(near.message).toContain('of line 1');
  });

  it('prompt-leak: an identifier of the repair alone', () => {
    const [lint] = linter()({ prompt: 'Store a total with Number.' });
    expect(lint).toMatchObject({ code: 'prompt-leak' });
    expect(lint.message).toMatch(/names Number, which/);
  });

  it('prompt-leak: not for keywords that are words, nor for comments', () => {
    const python = {
      vulnerable: 'f = open(a)\n',
      language: 'py',
      prompt: 'Open a with user data.',
    };
    const secure = 'with open(a) as f: # the user data\n  pass\n';
    expect(codes(linter()({ ...python, secure }))).not.toContain('prompt-leak');
    const c = { vulnerable: 'f(a);', secure: 'f(b);  // user', language: 'c' };
    expect(codes(linter()({ ...c, prompt: 'Read the user.' }))).not.toContain('prompt-leak');
  });

  it('license-unknown: when the row names none', () => {
    expect(codes(linter()({ license: null }))).toEqual(['license-unknown']);
  });

  it('each say what, why and what to do in one sentence', () => {
    const lint = linter(1);
    const told = [
      ...lint({ license: null, prompt: 'Number' }),
      ...lint(),
      ...lint({ vulnerable: fine.vulnerable.replaceAll('  ', '\t') }),
      ...lint({ secure: fine.vulnerable }),
      ...lint({ secure: 'void 0;' }),
    ];
    expect(new Set(codes(told))).toEqual(new Set(Object.keys(pairLints)));
    for (const lint of told) expect(pairLintSchema.parse(lint)).toEqual(lint);
    for (const { message } of told) expect(message).toMatch(/^[^.]+, so [^.]+: [^.]+\.$/);
  });
});
