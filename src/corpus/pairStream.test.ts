import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPairStream } from './pairStream.ts';
import { readFileOfPairs } from './testing/pairEvents.ts';

const row = (vulnerable: string, more: object = {}) =>
  JSON.stringify({ vulnerable, secure: `${vulnerable}!`, ...more });
const bytesOf = (text: string) => new TextEncoder().encode(text);
const joined = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...bytesOf(part)] : part)));
const sides = ({ pairs }: Awaited<ReturnType<typeof readFileOfPairs>>) =>
  pairs.map(({ line, pair }) => `${line} ${pair.vulnerable}`);
const fixture = (name: string) => readFileSync(new URL(`../cli/fixtures/${name}`, import.meta.url));

describe('readPairStream', () => {
  it.each([
    ['patchgrad', 'pairs.jsonl', 2],
    ['csv', 'pairs.csv', 8],
    ['sven', 'sven.jsonl', 8],
    ['safecoder', 'safecoder.jsonl', 8],
    ['primevul', 'primevul.jsonl', 8],
  ] as const)('reads %s in blocks of any size', async (format, name, count) => {
    const whole = await readFileOfPairs(fixture(name), format, { blockSize: 1e6 });
    expect(whole.errors).toEqual([]);
    expect(whole.pairs).toHaveLength(count);
    // Blocks of one byte cut every character and every row.
    const { pairs } = await readFileOfPairs(fixture(name), format, { blockSize: 1 });
    expect(pairs).toEqual(whole.pairs);
  });

  it('all formats give the same code', async () => {
    const formats = ['csv', 'sven', 'safecoder', 'primevul'] as const;
    const read = await Promise.all(
      formats.map((format) =>
        readFileOfPairs(
          fixture(`${format === 'csv' ? 'pairs' : format}.${format === 'csv' ? 'csv' : 'jsonl'}`),
          format,
        ),
      ),
    );
    const code = read.map(({ pairs }) =>
      pairs.map(({ pair: { vulnerable, secure, cwe } }) => ({ vulnerable, secure, cwe })),
    );
    expect(code[0][0].cwe).toBe('CWE-89');
    for (const other of code.slice(1)) expect(other).toEqual(code[0]);
  });

  it('takes byte order marks, \\r\\n, empty lines and a last line without its end', async () => {
    const file = `\ufeff${row('a')}\r\n\r\n\n  \n\ufeff${row('b')}\n${row('c')}`;
    const read = await readFileOfPairs(file, 'patchgrad');
    expect(read.errors).toEqual([]);
    expect(sides(read)).toEqual(['1 a', '5 b', '6 c']);
  });

  it('does not take U+2028, which JSON may hold, for a line break', async () => {
    const read = await readFileOfPairs(`${row('a\u2028b\u0085c')}\n`, 'patchgrad');
    expect(sides(read)).toEqual(['1 a\u2028b\u0085c']);
  });

  it('tells bytes that are no text, and goes on', async () => {
    const file = joined(row('a'), '\n{"vulnerable":"', [0xe9], '"}\n', row('b'), [0, 10], row('c'));
    const read = await readFileOfPairs(file, 'patchgrad');
    expect(sides(read)).toEqual(['1 a', '4 c']);
    expect(read.errors).toMatchObject([
      { line: 2, message: expect.stringMatching(/not UTF-8.*Save the file as UTF-8/) as string },
      { line: 3, message: expect.stringMatching(/zero byte.*UTF-16/) as string },
    ]);
  });

  it('takes an escaped \\u0000, and refuses half of a character', async () => {
    const read = await readFileOfPairs(
      '{"vulnerable":"a\\u0000","secure":""}\n{"vulnerable":"\\ud83d","secure":""}\n',
      'patchgrad',
    );
    expect(sides(read)).toEqual(['1 a\0']);
    expect(read.errors[0].message).toMatch(/^vulnerable holds half of a character/);
  });

  it('refuses a key that stands twice, however it is spelled', async () => {
    const read = await readFileOfPairs(
      '{"vulnerable":"a","secure":"b","secur\\u0065":"c"}\n{"vulnerable":"\\"secure\\":","secure":"b"}\n{"vulnerable":"","secure":"","x":[{"a":1},{"a":2}]}\n',
      'patchgrad',
    );
    expect(read.pairs.map(({ line }) => line)).toEqual([2, 3]);
    expect(read.errors).toMatchObject([
      { line: 1, message: expect.stringMatching(/names "secure" twice.*Keep one/) as string },
    ]);
  });

  it('passes over a row beyond the limit and keeps its neighbours', async () => {
    const file = `${row('a')}\n${row('x'.repeat(5000))}\n${row('b')}\n`;
    const read = await readFileOfPairs(file, 'patchgrad', { rowLimit: 1024, blockSize: 100 });
    expect(sides(read)).toEqual(['1 a', '3 b']);
    expect(read.errors).toMatchObject([
      { line: 2, message: expect.stringMatching(/longer than .* MiB.*passed over/) as string },
    ]);
  });

  it('survives a line that is nothing but open brackets', async () => {
    const read = await readFileOfPairs(`${'['.repeat(1e6)}\n${row('a')}\n`, 'patchgrad', {
      blockSize: 1e5,
    });
    expect(sides(read)).toEqual(['2 a']);
    expect(read.errors).toHaveLength(1);
  });

  it('never shows a hash of PrimeVul, which JSON.parse has rounded', async () => {
    const { pairs } = await readFileOfPairs(fixture('primevul.jsonl'), 'primevul');
    expect(fixture('primevul.jsonl').toString()).toMatch(/"func_hash": \d{39},/);
    expect(JSON.stringify(pairs)).not.toMatch(/\d{17}|e\+/);
    expect(pairs.map(({ line }) => line)).toEqual([2, 4, 6, 8, 10, 12, 14, 16]);
  });

  it('tells progress in bytes up to the size of the file', async () => {
    const file = bytesOf(`${row('x'.repeat(1000))}\n`.repeat(700));
    const { progress } = await readFileOfPairs(file, 'patchgrad', { blockSize: 1e9 });
    expect(progress.length).toBeGreaterThan(3);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(file.length);
    expect((await readFileOfPairs('', 'csv')).progress).toEqual([0]);
  });

  it('lets other tasks run between slices', async () => {
    const block = bytesOf(`${row('x'.repeat(1000))}\n`.repeat(1400));
    let turns = 0;
    const clock = setInterval(() => (turns += 1), 0);
    for await (const event of readPairStream(only(block), 'patchgrad')) {
      if (event.kind === 'error') throw event.error;
    }
    clearInterval(clock);
    expect(turns).toBeGreaterThan(1);
  });

  it('throws what the source throws', async () => {
    const broken = (async function* () {
      yield await Promise.resolve(bytesOf(`${row('a')}\n`));
      throw new Error('the disk is gone');
    })();
    const read = async () => {
      const kinds: string[] = [];
      for await (const event of readPairStream(broken, 'patchgrad')) kinds.push(event.kind);
    };
    await expect(read()).rejects.toThrow('the disk is gone');
  });
});

async function* only(block: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(block);
}
