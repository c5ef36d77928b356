import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { docPages } from './docPages.ts';

test('the pages of docs/ are those of the tables; npm run docs writes them', async () => {
  for (const [path, text] of await docPages()) {
    expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'), path).toBe(text);
  }
});
