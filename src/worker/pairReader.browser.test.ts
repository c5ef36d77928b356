/** The real pair worker on real files. */
import { expect, it } from 'vitest';
import { readPairBlob } from './pairBlob.ts';
import type { PairReading } from './pairContract.ts';
import { readPairFile } from './pairReader.ts';

const row = (n: number) =>
  JSON.stringify({
    prompt: `Job ${n}.`,
    vulnerable: `f(a)\ng(a, ${n})\n`,
    secure: `f(a)\nh(a, ${n})\n`,
    language: 'c',
  });

function read(content: string, changes: Partial<PairReading> = {}) {
  return readPairFile({
    file: new Blob([content]),
    format: null,
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...changes,
  });
}

it('reads a file to its end, keeps the pairs that fit and tells the bad rows', async () => {
  const told: [string, number][] = [];
  const content = [row(1), 'broken', row(2), row(3).replaceAll('(a', `(${'a '.repeat(9000)}`)].join(
    '\n',
  );
  const result = await read(content, { onProgress: (...news) => told.push(news) });
  if (!result?.ok) throw new Error(result?.failure.message);
  const { value } = result;
  expect(value).toMatchObject({ format: 'patchgrad', read: 3, badRows: 1 });
  expect(value.firstBadRows).toMatchObject([{ line: 2 }]);
  expect(value.unfit).toEqual([{ reason: 'context', count: 1 }]);
  expect([value.prompts.length, value.sides.length]).toEqual([2, 2]);
  const pairs = await readPairBlob(value.pairs);
  expect(pairs.map(({ pair: { id, prompt } }) => [id, prompt])).toEqual([
    ['line-1', 'Job 1.'],
    ['line-3', 'Job 2.'],
  ]);
  expect(told[0]).toEqual(['patchgrad', 0]);
  expect(told.at(-1)).toEqual(['patchgrad', new Blob([content]).size]);
});

it('says so when the format is not known', async () => {
  expect(await read('no pairs\n')).toMatchObject({
    ok: false,
    failure: {
      code: 'pairs-unreadable',
      message: expect.stringMatching(/no known format/) as string,
    },
  });
});

it('is cancelled in the middle of a file', async () => {
  const cancel = new AbortController();
  const content = `${Array.from({ length: 20_000 }, (_, n) => row(n)).join('\n')}\n`;
  const seen: number[] = [];
  const onProgress = (_: string, bytes: number) => {
    seen.push(bytes);
    if (bytes > 0) cancel.abort();
  };
  expect(await read(content, { signal: cancel.signal, onProgress })).toBeNull();
  expect(seen.at(-1)).toBeLessThan(content.length);
});

it('tells the end of its worker', async () => {
  const broken = () =>
    new Worker(URL.createObjectURL(new Blob(['throw new Error("burst")'])), { name: 'broken' });
  const result = await readPairFile(
    {
      file: new Blob(['x']),
      format: null,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    },
    broken,
  );
  expect(result).toMatchObject({
    ok: false,
    failure: { message: expect.stringMatching(/burst/) as string },
  });
});
