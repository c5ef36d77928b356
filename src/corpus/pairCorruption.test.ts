import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import type { PairFormatName } from './pairFormats.ts';
import type { ImportedPair } from './pairRow.ts';
import {
  corruptFile,
  corruptions,
  rowLimit,
  type CorruptionName,
  type RowsOfFile,
} from './testing/corruptPairs.ts';
import { readFileOfPairs } from './testing/pairEvents.ts';

const rounds = 33;
// Object.keys forgets the names that the table's type holds.
const names = Object.keys(corruptions) as CorruptionName[];

const files: Record<PairFormatName, { name: string; neededField: string; rowsPerPair: number }> = {
  patchgrad: { name: 'pairs.jsonl', neededField: 'secure', rowsPerPair: 1 },
  csv: { name: 'pairs.csv', neededField: 'secure', rowsPerPair: 1 },
  sven: { name: 'sven.jsonl', neededField: 'func_src_after', rowsPerPair: 1 },
  safecoder: { name: 'safecoder.jsonl', neededField: 'vul_type', rowsPerPair: 1 },
  primevul: { name: 'primevul.jsonl', neededField: 'func', rowsPerPair: 2 },
};

function readRows(format: PairFormatName): RowsOfFile {
  const { name, neededField } = files[format];
  const whole = readFileSync(new URL(`../cli/fixtures/${name}`, import.meta.url), 'utf8');
  const isJson = format !== 'csv';
  // Each row of the CSV fixture begins with its prompt.
  const rows = whole.split(isJson ? /(?<=\n)/u : /(?<=\n)(?="?Write )/u);
  return {
    header: isJson ? '' : rows[0],
    rows: isJson ? rows : rows.slice(1),
    isJson,
    neededField,
  };
}

/** What makes two pairs the same, wherever they stand. */
const contentOf = ({ prompt, vulnerable, secure, cwe, language, license }: ImportedPair) =>
  JSON.stringify([prompt, vulnerable, secure, cwe, language, license]);

/** After these a whole row may remain, as it was or another one, and nobody can tell. */
const canBeSilent = (name: CorruptionName, format: PairFormatName) =>
  name === 'row twice' ||
  (name === 'row lost' && format !== 'primevul') ||
  (name === 'line lost' && format !== 'primevul');
const canChangeCode = (name: CorruptionName, format: PairFormatName) =>
  format === 'csv' && (name === 'line lost' || name === 'quote lost');

// As above.
describe.each(Object.keys(files) as PairFormatName[])('a broken file of %s', (format) => {
  it(`loses only what is broken, in ${rounds} ways`, async () => {
    const file = readRows(format);
    const { pairs: all } = await readFileOfPairs(file.header + file.rows.join(''), format);
    expect(all.length * files[format].rowsPerPair).toBe(file.rows.length);
    const original = all.map(({ pair }) => contentOf(pair));
    for (let round = 0; round < rounds; round += 1) {
      const random = createRandom(deriveSeed(1, `corruption/${format}`, round, 0));
      const name = names[round % names.length];
      const r = random.integer(file.rows.length);
      const broken = corruptFile(file, name, r, random);
      const { pairs, errors } = await readFileOfPairs(broken, format, {
        rowLimit,
        blockSize: 1 + random.integer(500),
      });
      const touched = Math.floor(r / files[format].rowsPerPair);
      const untouched = original.filter((_, i) =>
        name === 'cut file' ? i < touched : i !== touched,
      );
      const found = pairs.map(({ pair }) => contentOf(pair));
      const place = `round ${round}: ${name} in row ${r}`;
      expect(
        found.filter((content) => untouched.includes(content)),
        place,
      ).toEqual(untouched);
      if (!canChangeCode(name, format)) {
        expect(
          found.filter((content) => !original.includes(content)),
          place,
        ).toEqual([]);
      }
      if (!canBeSilent(name, format)) expect(errors.length, place).toBeGreaterThan(0);
      for (const { message } of errors) expect(message, place).toMatch(/^\S.+\. \S.+\.$/u);
    }
  });
});
