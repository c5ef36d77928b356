import { describe, expect, it } from 'vitest';
import { PairSet, mostBadRows, type FittingPair, type PairTokenizer } from './pairSet.ts';
import { readPairStream } from './pairStream.ts';

/** A token a character. */
const characters: PairTokenizer = {
  endToken: { id: 0 },
  encode: (text) => Array.from(text, (c) => c.charCodeAt(0)),
  withSpans: (ids) => {
    const text = String.fromCharCode(...ids.slice(0, -1));
    const spans = ids.map((_, i) => ({ start: i, end: Math.min(i + 1, text.length) }));
    return { text, ids, spans };
  },
};

async function collect(rows: readonly string[], context: number) {
  const set = new PairSet(characters, context);
  const fitting: FittingPair[] = [];
  const source = new Blob([rows.join('\n')]).stream();
  for await (const event of readPairStream(source, 'patchgrad')) {
    const found = set.take(event);
    if (found) fitting.push(found);
  }
  return { set, fitting };
}

const row = (body: string, repaired: string, more = {}) =>
  JSON.stringify({ vulnerable: `f(a)\n${body}`, secure: `f(a)\n${repaired}`, ...more });

describe('PairSet', () => {
  it('sorts pairs by whether they fit the model, and counts why not', async () => {
    const rows = [
      row('g(a)', 'h(a)', { license: 'MIT' }),
      row('g(a)', 'h(a)'),
      row('g(a)', ' g(a)'),
      row('x'.repeat(30), 'y'),
      JSON.stringify({ vulnerable: 'a', secure: 'b' }),
      '{"vulnerable": 1}',
    ];
    const { set, fitting } = await collect(rows, 20);
    expect(fitting.map(({ size }) => size)).toEqual([
      { prompt: 5, side: 5 },
      { prompt: 5, side: 5 },
    ]);
    expect(set).toMatchObject({ read: 5, badRows: 1 });
    expect([...set.unfit]).toEqual([
      ['same-sides', 1],
      ['context', 1],
      ['no-prompt', 1],
    ]);
    expect([...set.lints]).toEqual([
      ['duplicate', 1],
      ['license-unknown', 1],
    ]);
    expect(set.firstBadRows).toMatchObject([{ line: 6 }]);
    expect(set.firstBadRows[0].advice).toMatch(/Correct the row/);
  });

  it('keeps the first bad rows and counts the others', async () => {
    const { set } = await collect(Array<string>(mostBadRows + 5).fill('no'), 20);
    expect(set.badRows).toBe(mostBadRows + 5);
    expect(set.firstBadRows).toHaveLength(mostBadRows);
    expect(set.read).toBe(0);
  });
});
