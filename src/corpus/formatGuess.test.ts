import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { guessFormat } from './formatGuess.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../cli/fixtures/${name}`, import.meta.url), 'utf8');

it.each([
  ['patchgrad', 'pairs.jsonl'],
  ['csv', 'pairs.csv'],
  ['sven', 'sven.jsonl'],
  ['safecoder', 'safecoder.jsonl'],
  ['primevul', 'primevul.jsonl'],
])('knows %s by the first row of %s', (format, name) => {
  expect(guessFormat(fixture(name))).toBe(format);
});

it.each([
  ['a byte order mark and empty lines', '\ufeff\r\n\n{"secure":"a","vulnerable":"b"}', 'patchgrad'],
  ['a first row that is no JSON', '{"vulnerable": "a", "secure": "b\n', 'patchgrad'],
  ['columns in quotes, with semicolons', '"Secure";"Vulnerable"\n', 'csv'],
  ['a list', '[{"vulnerable":"a","secure":"b"}]', null],
  ['other fields', '{"code":"a"}', null],
  ['other columns', 'code,label\n', null],
  ['nothing', '', null],
])('of %s says what it is', (_, head, format) => {
  expect(guessFormat(head)).toBe(format);
});
