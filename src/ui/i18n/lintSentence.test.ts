import { describe, expect, it } from 'vitest';
import type { PairLint } from '../../worker/dataContract.ts';
import { data as german } from './de/data.ts';
import { data as english } from './en/data.ts';

const lints: readonly PairLint[] = [
  { code: 'too-long', message: 'needs 300 tokens, holds 256', tokens: 300, context: 256 },
  { code: 'empty-mask', message: 'level line', diffLevel: 'line' },
  { code: 'wide-mask', message: 'marks 72 %', share: 0.72, side: 'secure' },
  { code: 'duplicate', message: 'line 17', line: 17 },
  { code: 'near-duplicate', message: 'line 19', line: 19 },
  { code: 'prompt-leak', message: 'names escapeHtml', names: ['escapeHtml'] },
  { code: 'license-unknown', message: 'no license' },
];

describe('the sentence of a lint', () => {
  it('is the one of the worker in English', () => {
    expect(lints.map(english.lintSentence)).toEqual(lints.map(({ message }) => message));
  });

  it('has the same numbers and names in German', () => {
    const told = lints.map(german.lintSentence);
    for (const [i, part] of ['300', 'line', '72 %', '17', '19', 'escapeHtml'].entries()) {
      expect(told[i]).toContain(part);
    }
    expect(told[0]).toContain('256');
    expect(told[2]).toContain('reparierten');
    expect(new Set(told).size).toBe(lints.length);
  });
});
