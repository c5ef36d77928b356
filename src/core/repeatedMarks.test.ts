import { describe, expect, it } from 'vitest';
import { repeatsMarked } from './repeatedMarks.ts';

const pair = {
  id: 'p',
  prompt: 'function read(fs, name) {\n',
  vulnerable: '  return fs.read(name);\n}',
  secure: "  if (name.includes('..')) throw new Error('bad');\n  return fs.read(name);\n}",
  cwe: 'CWE-22',
  language: 'javascript',
};
const check = "  if (name.includes('..')) throw new Error('bad');\n";

describe('repeatsMarked', () => {
  it('is false for both sides and for other ways to write them', () => {
    expect(repeatsMarked(pair.secure, pair)).toBe(false);
    expect(repeatsMarked(pair.vulnerable, pair)).toBe(false);
    const other = "  if (name.startsWith('/')) throw new Error('bad');\n" + pair.secure;
    expect(repeatsMarked('  const clean = name;\n  return fs.read(clean);\n}', pair)).toBe(false);
    expect(repeatsMarked("  if (name.includes('/')) return null;\n" + pair.vulnerable, pair)).toBe(
      false,
    );
    // A second check with the same shape does repeat what the repair added.
    expect(repeatsMarked(other, pair)).toBe(true);
  });

  it('is true for a check written twice, whatever the white space', () => {
    expect(repeatsMarked(check + pair.secure, pair)).toBe(true);
    expect(repeatsMarked(`${check.replaceAll(' ', '  ')}${pair.secure}`, pair)).toBe(true);
  });

  it('counts what the repair itself writes twice, and not what it did not add', () => {
    const twice = { ...pair, secure: check + check + pair.vulnerable };
    expect(repeatsMarked(twice.secure, twice)).toBe(false);
    expect(repeatsMarked(check + twice.secure, twice)).toBe(true);
    expect(repeatsMarked(`  return fs.read(name);\n${pair.secure}`, pair)).toBe(false);
  });
});
