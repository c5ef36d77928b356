/** Repair pairs from outside: what a row of each known format must hold, and the pair it gives. */
import { z } from 'zod';
import { pairProvenanceSchema } from '../core/pair.ts';
import { recordedChangesSchema } from './charChanges.ts';
import { createPrimeVulReader } from './pairPrimeVul.ts';
import {
  cweName,
  extensionOf,
  parseRow,
  text,
  type ImportedPair,
  type PairReader,
} from './pairRow.ts';

export interface PairFormat {
  readonly meaning: string;
  /** How the file is cut into rows: a JSON object a line, or CSV with a header. */
  readonly rows: 'json' | 'csv';
  readonly createReader: () => PairReader;
}

/** A format in which each row is a pair. */
function onePerRow<S extends z.ZodType>(
  schema: S,
  toPair: (row: z.output<S>, id: string) => ImportedPair,
): () => PairReader {
  return () => ({
    take: (row, id) => toPair(parseRow(schema, row), id),
    skip: () => undefined,
    end: () => undefined,
  });
}

/** Our own: a pair as the corpus writes it. Only the two sides are needed; other fields are passed over. */
const plainRow = z.object({
  vulnerable: text,
  secure: text,
  id: text.optional(),
  prompt: text.optional(),
  cwe: text.optional(),
  language: text.optional(),
  license: text.optional(),
  /** As Vul2Safe writes them; whatever else goes by these names is passed over. */
  confidence: pairProvenanceSchema.shape.confidence.optional().catch(undefined),
  provenance: pairProvenanceSchema.omit({ confidence: true }).optional().catch(undefined),
});

/** The columns without which a CSV file holds no pair. */
export const neededColumns = [
  'vulnerable',
  'secure',
] as const satisfies (keyof typeof plainRow.shape)[];

const readPlain = onePerRow(plainRow, (row, otherwise) => ({
  // An empty CSV field says as little as a missing one.
  id: row.id || otherwise,
  prompt: row.prompt ?? '',
  vulnerable: row.vulnerable,
  secure: row.secure,
  cwe: cweName(row.cwe ?? ''),
  language: row.language ?? '',
  license: row.license?.trim() || null,
  recordedChanges: null,
  ...(row.provenance !== undefined &&
    row.confidence !== undefined && {
      provenance: { ...row.provenance, confidence: row.confidence },
    }),
}));

/** Of SVEN (eth-sri/sven) and SafeCoder (eth-sri/SafeCoder); only the latter describes the function. */
const svenRow = z.object({
  func_src_before: text,
  func_src_after: text,
  /** For example "cwe-089". */
  vul_type: text,
  file_name: text,
  description: text.optional(),
  char_changes: recordedChangesSchema.optional(),
});

const readSven = onePerRow(svenRow, (row, id) => ({
  id,
  prompt: row.description ?? '',
  vulnerable: row.func_src_before,
  secure: row.func_src_after,
  cwe: cweName(row.vul_type),
  language: extensionOf(row.file_name),
  license: null,
  recordedChanges: row.char_changes ?? null,
}));

export const pairFormats = {
  patchgrad: {
    meaning: 'JSON lines {vulnerable, secure} with optional id, prompt, cwe, language, license.',
    rows: 'json',
    createReader: readPlain,
  },
  csv: {
    meaning: 'The same as CSV: the first row names the columns; other columns are passed over.',
    rows: 'csv',
    createReader: readPlain,
  },
  sven: {
    meaning: "SVEN's JSON lines: func_src_before, func_src_after, vul_type, file_name.",
    rows: 'json',
    createReader: readSven,
  },
  safecoder: {
    meaning: "SafeCoder's JSON lines: SVEN's with a description, which becomes the prompt.",
    rows: 'json',
    createReader: readSven,
  },
  primevul: {
    meaning: "PrimeVul's paired JSON lines: func with target 1, then its repair with target 0.",
    rows: 'json',
    createReader: createPrimeVulReader,
  },
} as const satisfies Record<string, PairFormat>;

export type PairFormatName = keyof typeof pairFormats;

/** In table order. */
// Object.keys forgets the names that the table's type holds.
export const pairFormatNames = Object.keys(pairFormats) as PairFormatName[];
