/** Where items come from: the files of pairs that the importers read, of which the vulnerable side is taken, and plain code. */
import { z } from 'zod';
import { taskTestsSchema } from '../core/testCase.ts';
import { parseJsonLine } from '../corpus/pairJson.ts';
import { guessFormat } from '../corpus/formatGuess.ts';
import { pairFormatNames, pairFormats, type PairFormatName } from '../corpus/pairFormats.ts';
import { createLineSplitter } from '../corpus/pairLines.ts';
import { cweName, extensionOf, parseRow, RowError, text } from '../corpus/pairRow.ts';
import { maxRowBytes, readPairStream } from '../corpus/pairStream.ts';
import type { SourceItem } from './contract.ts';

export const sourceFormatNames = ['code', ...pairFormatNames] as const;
export type SourceFormatName = (typeof sourceFormatNames)[number];

export const sourceFormats: Readonly<Record<SourceFormatName, string>> = {
  code: 'JSON lines {code} with optional id, language, cwe, license, tests.',
  ...(Object.fromEntries(
    pairFormatNames.map((name) => [
      name,
      `${pairFormats[name].meaning} The vulnerable side is taken.`,
    ]),
    // One entry for each format; fromEntries gives any names.
  ) as Record<PairFormatName, string>),
};

const codeRow = z.object({
  code: text.min(1, 'is empty'),
  id: text.optional(),
  language: text.optional(),
  cwe: text.optional(),
  license: text.optional(),
  tests: taskTestsSchema.optional(),
});

export type SourceEvent =
  | { readonly kind: 'item'; readonly item: SourceItem }
  /** line: where the row begins, from 1. */
  | { readonly kind: 'error'; readonly line: number; readonly error: RowError };

/**
 * Reads items from the bytes of a file. A bad row is told and passed over.
 * @param name of the file, for where an item is from
 */
export async function* readSources(
  bytes: AsyncIterable<Uint8Array>,
  format: SourceFormatName,
  name: string,
): AsyncGenerator<SourceEvent> {
  const ids = new Set<string>();
  const unique = (id: string, line: number) => {
    const own = ids.has(id) ? `${id}@${line}` : id;
    ids.add(own);
    return own;
  };
  if (format === 'code') {
    yield* readCode(bytes, name, unique);
    return;
  }
  for await (const event of readPairStream(bytes, format)) {
    if (event.kind === 'progress') continue;
    if (event.kind === 'error') {
      yield event;
      continue;
    }
    const { id, vulnerable, language, cwe, license } = event.pair;
    if (vulnerable.trim() === '') {
      yield { kind: 'error', line: event.line, error: emptyCode() };
      continue;
    }
    const origin = `${name}:${event.line}`;
    const item = { id: unique(id, event.line), code: vulnerable, language, cwe, license, origin };
    yield { kind: 'item', item: { ...item, tests: null } };
  }
}

/** From how a file begins, as the importers of pairs do; null when its rows are of no known format. */
export function guessSourceFormat(head: string): SourceFormatName | null {
  const pairs = guessFormat(head);
  if (pairs !== null) return pairs;
  return /^\ufeff?\s*\{[^\r\n]*"code"\s*:/u.test(head) ? 'code' : null;
}

/** Endings of files that are code themselves. */
const codeEndings = new Set(
  'js mjs cjs jsx ts tsx py c h cc cpp cxx hpp java go rs rb php cs kt swift scala sh lua pl sql'.split(
    ' ',
  ),
);

/** Characters of code that a model is asked about at once. */
const longestCode = 100_000;

/** Whether a file of this name is code itself, not rows. */
export const isCodeFile = (path: string) => codeEndings.has(extensionOf(path).toLowerCase());

/** A whole file as one item. @throws RowError when there is nothing in it, or too much */
export function sourceOfFile(path: string, code: string): SourceItem {
  if (code.trim() === '') throw emptyCode();
  if (code.length > longestCode) {
    throw new RowError(
      `it has ${code.length} characters, and at most ${longestCode} can be looked at together`,
      'Cut the function out that matters.',
    );
  }
  const language = extensionOf(path).toLowerCase();
  return { id: path, code, language, cwe: '', license: null, origin: path, tests: null };
}

const emptyCode = () =>
  new RowError('it holds no code, so there is nothing to look at', 'Leave the row out.');

async function* readCode(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  unique: (id: string, line: number) => string,
): AsyncGenerator<SourceEvent> {
  const lines = createLineSplitter(maxRowBytes);
  const take = function* (line: number, row: unknown): Generator<SourceEvent> {
    if (row === undefined) return;
    try {
      if (row instanceof RowError) throw row;
      const { id, code, language, cwe, license, tests } = parseRow(codeRow, row);
      const item: SourceItem = {
        id: unique(id || `line-${line}`, line),
        code,
        language: language ?? '',
        cwe: cweName(cwe ?? ''),
        license: license?.trim() || null,
        origin: `${name}:${line}`,
        tests: tests ?? null,
      };
      yield { kind: 'item', item };
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      yield { kind: 'error', line, error };
    }
  };
  const read = (row: string | RowError) => (row instanceof RowError ? row : parseJsonLine(row));
  for await (const block of bytes) {
    for (const { number, text: row } of lines.push(block)) yield* take(number, read(row));
  }
  for (const { number, text: row } of lines.end()) yield* take(number, read(row));
}
