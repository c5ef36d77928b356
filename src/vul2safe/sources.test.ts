import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSources, type SourceEvent, type SourceFormatName } from './sources.ts';

async function read(text: string, format: SourceFormatName) {
  const events: SourceEvent[] = [];
  const bytes = new Blob([text]).stream();
  for await (const event of readSources(bytes, format, 'file')) events.push(event);
  return {
    items: events.flatMap((event) => (event.kind === 'item' ? [event.item] : [])),
    errors: events.flatMap((event) => (event.kind === 'error' ? [event] : [])),
  };
}

describe('readSources', () => {
  it('reads plain code, and tells the rows that hold none', async () => {
    const tests = {
      functionName: 'f',
      cases: [
        { kind: 'functional', name: 'a', args: [], world: {}, expect: [{ check: 'refuses' }] },
      ],
    };
    const rows = [
      { code: 'f()', id: 'a', language: 'js', cwe: 'cwe-089', license: 'MIT', tests },
      { code: 'g()' },
      { code: 'h()', id: 'a' },
      { code: '' },
      { code: 'i()', tests: { functionName: 'i', cases: [] } },
    ];
    const { items, errors } = await read(rows.map((row) => JSON.stringify(row)).join('\n'), 'code');
    expect(items.map(({ id, cwe, origin }) => [id, cwe, origin])).toEqual([
      ['a', 'CWE-89', 'file:1'],
      ['line-2', '', 'file:2'],
      ['a@3', '', 'file:3'],
    ]);
    expect(items[0].tests).toEqual(tests);
    expect(errors.map(({ line }) => line)).toEqual([4, 5]);
  });

  it.each([
    ['patchgrad', 'pairs.jsonl'],
    ['csv', 'pairs.csv'],
    ['sven', 'sven.jsonl'],
    ['safecoder', 'safecoder.jsonl'],
    ['primevul', 'primevul.jsonl'],
  ] as const)('takes the vulnerable side of %s', async (format, file) => {
    const { items } = await read(readFileSync(`src/cli/fixtures/${file}`, 'utf8'), format);
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    for (const { code, tests } of items) {
      expect(code.trim()).not.toBe('');
      expect(tests).toBeNull();
    }
  });
});
