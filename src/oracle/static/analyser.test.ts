/** Positions, fragments, languages and limits of the static analyser; rules.test.ts holds the rules. */
import { describe, expect, it } from 'vitest';
import { createAnalyser } from './analyser.ts';
import { partsInNode } from './loadNode.ts';
import type { Rule } from './rule.ts';

const analyser = createAnalyser(partsInNode);

const rule: Rule = {
  id: 'javascript-test',
  cwe: 'CWE-0',
  language: 'javascript',
  title: 'Test',
  why: 'For the test.',
  query: '((call_expression function: (identifier) @f) @finding (#eq? @f "eval"))',
  cases: { match: [], clean: [] },
};

/** The text of each finding of eval. */
async function found(code: string): Promise<string[]> {
  const findings = await createAnalyser(partsInNode, [rule]).findingsIn(code, 'javascript');
  return findings.map(({ start, end }) => code.slice(start, end));
}

describe('positions', () => {
  it.each([
    ['ASCII', 'let a = 1; eval(a);'],
    ['letters of two bytes', '/* é ü ß */ let größe = "ä"; eval(größe);'],
    ['characters of two code units', 'const 𝒳 = "😀😀"; eval("😀" + 𝒳);'],
    ['combined characters and a mark of byte order', '\uFEFFlet a = "e\u0301👩‍👩‍👧"; eval(a);'],
    ['lines that end with both marks', 'let a = "é";\r\n\r\n  eval(a);'],
  ])('are UTF-16 code units: %s', async (_, code) => {
    const start = code.indexOf('eval');
    const findings = await createAnalyser(partsInNode, [rule]).findingsIn(code, 'javascript');
    expect(findings).toEqual([
      {
        rule: 'javascript-test',
        cwe: 'CWE-0',
        start,
        end: code.indexOf(')', start) + 1,
        message: 'For the test.',
      },
    ]);
  });
});

describe('fragments', () => {
  it.each([
    ['a body', 'const b = "é";\nreturn eval(b);', 'eval(b)'],
    ['a body that waits', 'const b = await load();\nreturn eval(b);', 'eval(b)'],
    ['a method', 'static async get(b) {\n  return eval(b);\n}', 'eval(b)'],
    ['members of an object', 'get(b) { return eval(b); },\nset: (c) => eval(c),', 'eval(b)'],
    ['a function that was cut off', 'function f(b) {\n  if (b) {\n    eval(b);\n', 'eval(b)'],
    ['a body with a brace too many', '  eval(b);\n}\n', 'eval(b)'],
  ])('%s', async (_, code, expected) => {
    expect((await found(code))[0]).toBe(expected);
  });

  it('stay within the code that was given', async () => {
    const code = 'return eval(';
    const findings = await createAnalyser(partsInNode, [rule]).findingsIn(code, 'javascript');
    for (const { start, end } of findings) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(code.length);
    }
  });

  it('of Python may be indented', async () => {
    const code = '    def read(self, text):\n        return eval(text)\n';
    const [finding] = await analyser.findingsIn(code, 'python');
    expect(code.slice(finding?.start, finding?.end)).toBe('eval(text)');
  });

  it('of C may be statements', async () => {
    const code = 'char buf[8];\ngets(buf);\n';
    const [finding] = await analyser.findingsIn(code, 'c');
    expect(finding?.cwe).toBe('CWE-120');
  });
});

describe('findings', () => {
  it('come in order, each place once', async () => {
    const code = `function f(a) { eval(a); db.query("SELECT x FROM y WHERE b = '" + a + "' AND c = '" + a + "'"); }`;
    const findings = await analyser.findingsIn(code, 'javascript');
    expect(findings.map((finding) => finding.rule)).toEqual([
      'javascript-code-from-text',
      'javascript-sql-text',
    ]);
  });

  it('of nothing are none', async () => {
    expect(await analyser.findingsIn('', 'javascript')).toEqual([]);
  });

  it.each([
    ['brackets', '('.repeat(3000)],
    ['a long sum', `return a${' + a'.repeat(1000)};\n}`],
    ['templates in templates', '`${'.repeat(500)],
    ['conditions', `if (${'a && '.repeat(500)}a) eval(a);\n}`],
    ['chained names', `${'let a = a + a;\n'.repeat(300)}node.innerHTML = a;\n}`],
  ])('of hostile code come, or fewer, but never an error: %s', async (_, body) => {
    const findings = await analyser.findingsIn(`function f(a, node) {\n${body}`, 'javascript');
    expect(Array.isArray(findings)).toBe(true);
  });
});

describe('a broken rule', () => {
  it.each([
    ['its query', '((no_such_node) @finding)'],
    ['its predicate', '((identifier) @finding (#nothing? @finding "a"))'],
  ])('is named: %s', async (_, query) => {
    const broken = createAnalyser(partsInNode, [rule, { ...rule, id: 'javascript-broken', query }]);
    const message = await broken.load('javascript').then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(message).toContain('javascript-broken');
  });

  it('that captures no @finding is named', async () => {
    const broken = createAnalyser(partsInNode, [{ ...rule, query: '((identifier) @place)' }]);
    await expect(broken.findingsIn('a', 'javascript')).rejects.toThrow('javascript-test');
  });
});
