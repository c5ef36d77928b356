import { describe, expect, it } from 'vitest';
import { functional, value } from '../family.ts';
import { readCode } from './codeNodes.ts';
import { mutationsOf } from './operators.ts';

const body = (...lines: string[]) => lines.map((line) => `  ${line}\n`).join('') + '}\n';
const cases = [3, 10, 40].map((n) =>
  functional(`draws ${n}`, [value(n)], [{ check: 'returns', value: n }]),
);

/** Mutants of the secure side by operator, without the white space. */
function mutants(vulnerable: string, secure: string, parameters: readonly string[]) {
  return mutationsOf({ vulnerable, secure, parameters, cases }, [{ vulnerable, secure }]).map(
    ({ operator, text }) => `${operator}: ${text.replace(/\s+/g, ' ').trim()}`,
  );
}

describe('readCode', () => {
  it('keeps literals whole and marks what was added', () => {
    const { nodes } = readCode('return f(`a`);', 'return f(`a${g("x y", /[/"]+$/g)}b`);');
    expect(nodes.map(({ text }) => text)).toEqual([
      ...[
        'return',
        'f',
        '(',
        '`a${',
        'g',
        '(',
        '"x y"',
        ',',
        '/[/"]+$/g',
        ')',
        '}',
        'b`',
        ')',
        ';',
      ],
    ]);
    expect(nodes.filter(({ isAdded }) => isAdded).map(({ text }) => text)).toContain('"x y"');
    expect(nodes[0].isAdded).toBe(false);
    expect(nodes[3].partner).toBe(10);
    expect(nodes[5].partner).toBe(9);
  });

  it('puts back what stood at a changed place', () => {
    const [before, after] = ['return a + b;', 'return a + c(b);'];
    const { changes } = readCode(before, after);
    const whole = [...changes]
      .reverse()
      .reduce((text, c) => text.slice(0, c.start) + c.before + text.slice(c.end), after);
    expect(whole.replace(/\s/g, '')).toBe(before.replace(/\s/g, ''));
  });
});

const guard = mutants(
  body('return go(count);'),
  body('if (count < 0 || count > 80) return null;', 'return go(count);'),
  ['count'],
);
const options = mutants(
  body('send(name, { path: "/a" });'),
  body('send(name, { path: "/a", hidden: true });'),
  ['name'],
);
const call = mutants(body('return read(name);'), body('return read(path.basename(name));'), [
  'name',
]);
const pattern = mutants(
  body('return name;'),
  body('if (!/^[a-z]+$/.test(name)) return null;', 'return name;'),
  ['name'],
);

describe('the operators', () => {
  it.each([
    ['constant condition: if (false) return null; return go(count); }', guard],
    ['negate a condition: if (!(count < 0 || count > 80)) return null; return go(count); }', guard],
    ['drop a part of a condition: if (count > 80) return null; return go(count); }', guard],
    ['swap && and ||: if ((count < 0) && (count > 80)) return null; return go(count); }', guard],
    ['move a bound: if (count < 0 || count > 80000) return null; return go(count); }', guard],
    ['move a bound: if (count < 0 || count > 81) return null; return go(count); }', guard],
    ['swap a mark: if (count <= 0 || count > 80) return null; return go(count); }', guard],
    ['guard that goes on: if (count < 0 || count > 80) void null; return go(count); }', guard],
    [
      'move a statement later: return go(count); if (count < 0 || count > 80) return null; }',
      guard,
    ],
    [
      'repair for some inputs: if (count <= 10) { return go(count); } if (count < 0 || count > 80) return null; return go(count); }',
      guard,
    ],
    ['flip an option: send(name, { path: "/a", hidden: false }); }', options],
    ['keep both: send(name, { path: "/a" }); send(name, { path: "/a", hidden: true }); }', options],
    ['unwrap a call: return read(name); }', call],
    ['drop an argument: return read(path.basename()); }', call],
    ['ignore the repair: void read(path.basename(name)); return read(name); }', call],
    ['weaken a pattern: if (!/[a-z]+$/.test(name)) return null; return name; }', pattern],
    ['weaken a pattern: if (!/^[a-z]+/.test(name)) return null; return name; }', pattern],
    ['swap a mark: if (/^[a-z]+$/.test(name)) return null; return name; }', pattern],
  ])('make %s', (wanted, made) => {
    expect(made).toContain(wanted);
  });

  it('take back one of two places, and never both at once', () => {
    const made = mutants(body('return a(x) + a(y);'), body('return a(f(x)) + a(f(y));'), []);
    expect(made).toContain('revert a place: return a(x)+ a(f(y)); }');
    expect(made).toContain('revert a place: return a(f(x)) + a(y); }');
    expect(made.filter((text) => text.startsWith('revert a place')).length).toBeGreaterThan(1);
    expect(made.filter((text) => text === 'revert a place: return a(x) + a(y); }')).toEqual([]);
  });

  it('leave alone what the repair did not add', () => {
    const made = mutants(
      body('if (a < 1) return 1;', 'return b(a);'),
      body('if (a < 1) return 1;', 'return b(c(a));'),
      ['a'],
    );
    const plain = made.filter((text) => !/^(?:repair for|fall back|ignore)/.test(text));
    expect(plain.length).toBeGreaterThan(0);
    expect(plain.every((text) => text.includes('if (a < 1) return 1;'))).toBe(true);
  });
});
