import { describe, expect, it } from 'vitest';
import { leakedIdentifiers, securityWordsIn } from './promptWords.ts';

describe('securityWordsIn', () => {
  it('finds words by their beginning, in any case and inside camelCase names', () => {
    expect(securityWordsIn('// Safely store it.\nfunction validateInput(userText) {')).toEqual([
      'safely',
      'validate',
    ]);
  });
  it('leaves words alone that only contain one', () => {
    expect(securityWordsIn('// Set the cookie of the vendor on a chart.')).toEqual([]);
  });
});

describe('leakedIdentifiers', () => {
  it('names what the prompt and the repair share and the vulnerable side lacks', () => {
    expect(
      leakedIdentifiers('// Use basename.', 'return read(a);', 'return read(basename(a));'),
    ).toEqual(['basename']);
  });
  it('leaves quoted text, keywords and shared identifiers alone', () => {
    expect(
      leakedIdentifiers('// If a is at site, read it.', 'read(a);', 'if (a === "site") read(a);'),
    ).toEqual([]);
  });
});
