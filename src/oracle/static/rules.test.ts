/** Every rule against its own cases. */
import { describe, expect, it } from 'vitest';
import { createAnalyser } from './analyser.ts';
import { partsInNode } from './loadNode.ts';
import { rules } from './rules.ts';

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const analyser = createAnalyser(partsInNode, [rule]);
  const isFound = async (code: string) =>
    (await analyser.findingsIn(code, rule.language)).length > 0;

  it.each(rule.cases.match)('finds %j', async (code) => {
    expect(await isFound(code)).toBe(true);
  });

  it.each(rule.cases.clean)('leaves %j alone', async (code) => {
    expect(await isFound(code)).toBe(false);
  });

  it('has enough cases and a well-formed head', () => {
    expect(new Set(rule.cases.match).size).toBeGreaterThanOrEqual(3);
    expect(new Set(rule.cases.clean).size).toBeGreaterThanOrEqual(3);
    expect(rule.cwe).toMatch(/^CWE-\d+$/);
    expect(rule.id.startsWith(`${rule.language}-`)).toBe(true);
    expect(rules.filter(({ id }) => id === rule.id)).toHaveLength(1);
    expect(rule.why).toMatch(/^[A-Z].*\.$/);
  });
});

describe('the JavaScript rules', () => {
  it('are as many and as wide as promised', () => {
    const own = rules.filter(({ language }) => language === 'javascript');
    expect(own.length).toBeGreaterThanOrEqual(20);
    expect(new Set(own.map(({ cwe }) => cwe)).size).toBeGreaterThanOrEqual(18);
  });
});
