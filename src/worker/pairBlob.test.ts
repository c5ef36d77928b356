import { expect, it } from 'vitest';
import { blockParts, blocksOf, readPairBlob } from './pairBlob.ts';

const pair = (id: string, size: number) => ({
  id,
  prompt: 'é\u2028\n🙂',
  vulnerable: 'x'.repeat(size),
  secure: '"\\',
  cwe: 'CWE-1',
  language: 'c',
});

it('gives back the pairs in order, and nothing else of them', async () => {
  const pairs = [pair('a', 10), pair('b', 2 ** 20), pair('c', 0)];
  const parts = blockParts();
  const size = { prompt: 3, side: 7 };
  for (const each of pairs) parts.add({ ...each, ...{ license: 'MIT' } }, size);
  expect(await readPairBlob(parts.toBlob())).toEqual(pairs.map((each) => ({ pair: each, size })));
  expect(await readPairBlob(blockParts().toBlob())).toEqual([]);
});

it('refuses what is no pair', async () => {
  await expect(readPairBlob(new Blob(['{"id":"a"}\n']))).rejects.toThrow();
});

it('gives the bytes of a file in order', async () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);
  const read: number[] = [];
  for await (const block of blocksOf(new Blob([bytes]))) for (const byte of block) read.push(byte);
  expect(read).toEqual([...bytes]);
});
