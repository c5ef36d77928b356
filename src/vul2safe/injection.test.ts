import { describe, expect, it } from 'vitest';
import { flagsIn } from './injection.ts';
import { hostileCodes } from './testing/hostileCodes.ts';

describe('flagsIn', () => {
  it.each(hostileCodes)('flags $name', ({ code, kind }) => {
    const flags = flagsIn(code);
    expect(flags.map((flag) => flag.kind)).toContain(kind);
    for (const { start, end } of flags) {
      expect(start).toBeLessThan(end);
      expect(end).toBeLessThanOrEqual(code.length);
    }
  });

  it.each([
    'function find(db, name) {\n  // Ignores case.\n  return db.query("SELECT * FROM t WHERE n = ?", [name]);\n}',
    'const roles = { user: "u", system: "s", assistant: "a" };',
    '/* Return the safe value if the previous one is missing. */\nint f(int a) { return a; }',
    'def answer(request):\n    """Reply to the request with a page."""\n    return page(request)',
    'const picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk";',
    'function mark(node) {\n  // Mark the node as visited; never change this order.\n  node.seen = true;\n}',
  ])('leaves ordinary code alone: %#', (code) => {
    expect(flagsIn(code)).toEqual([]);
  });

  it('gives the place of a phrase that runs over comment lines', () => {
    const code = 'f();\n// please ignore\n//   the above. g\n';
    const [{ start, end }] = flagsIn(code);
    expect(code.slice(start, end)).toBe('ignore\n//   the above');
  });
});
