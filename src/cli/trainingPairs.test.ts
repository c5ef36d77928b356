import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { defaultRunConfig } from '../core/runConfig.ts';
import { readTrainingPairs } from './trainingPairs.ts';

const folder = mkdtempSync(join(tmpdir(), 'patchgrad-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A token a character; spans are only needed for lints. */
const model = {
  config: { max_position_embeddings: 100 },
  tokenizer: {
    endToken: { id: 0 },
    encode: (text: string) => [...text].map(() => 1),
    withSpans: (ids: readonly number[]) => ({
      text: '',
      ids,
      spans: ids.map(() => ({ start: 0, end: 0 })),
    }),
  },
};
const settings = { ...defaultRunConfig, maxCompletionLength: 20 };
const row = (vulnerable: string, secure: string) =>
  JSON.stringify({ vulnerable: `f()\n${vulnerable}`, secure: `f()\n${secure}` });

let said = '';
beforeEach(() => {
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

function read(rows: readonly string[]) {
  const file = join(folder, 'pairs.jsonl');
  writeFileSync(file, rows.join('\n'));
  return readTrainingPairs({ file, format: 'patchgrad' }, model, settings);
}

it('gives the pairs that fit, and tells of the others and that no tests run', async () => {
  const rows = [row('a', 'b'), 'broken', row('a', 'a'), row('a', 'b'.repeat(30))];
  const { tasks, summary } = await read(rows);
  expect(tasks.map(({ task }) => task.prompt)).toEqual(['f()\n']);
  expect(summary).toMatchObject({ format: 'patchgrad', read: 3, badRows: 1, trained: 1 });
  expect(said).toMatch(/pairs\.jsonl:2: this is not JSON/);
  expect(said).toMatch(/Pairs: 3 read, 1 can train with this model; bad rows: 1/);
  expect(said).toMatch(/1 left out: Both sides are the same/);
  expect(said).toMatch(/1 left out: The longer side exceeds/);
  expect(said).toMatch(/No tests run for these/);
});

it('refuses a file of which no pair can train', async () => {
  await expect(read([row('a', 'a')])).rejects.toThrow(/no pair of the format patchgrad that can/);
});
