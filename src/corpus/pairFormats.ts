/** Repair pairs from outside: what a row of each known format must hold, and the pair it gives. */
import { z } from 'zod';
import type { RepairPair } from '../core/pair.ts';

/** Why a row gives no pair, and what to do. */
export class RowError extends Error {
  override readonly name = 'RowError';
}

/** Reads the rows of one file in order. */
export interface PairReader {
  /**
   * @param row parsed JSON
   * @param id what to call the pair when the row does not say
   * @returns the pair that this row completes, or null when it waits for the next row
   * @throws RowError when the row is not of the format; reading can go on
   */
  readonly take: (row: unknown, id: string) => RepairPair | null;
  /** A row could not be parsed: whatever waits for it is given up. */
  readonly skip: () => void;
  /** @throws RowError when a row still waits for its partner */
  readonly end: () => void;
}

export interface PairFormat {
  readonly meaning: string;
  readonly createReader: () => PairReader;
}

/** A format in which each row is a pair. */
function onePerRow<S extends z.ZodType>(
  schema: S,
  toPair: (row: z.output<S>, id: string) => RepairPair,
): () => PairReader {
  return () => ({
    take: (row, id) => toPair(parseRow(schema, row), id),
    skip: () => undefined,
    end: () => undefined,
  });
}

function parseRow<S extends z.ZodType>(schema: S, row: unknown): z.output<S> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')} ${message}`,
  );
  throw new RowError(reasons.join('; '));
}

const text = z.string({
  error: ({ input }) => (input === undefined ? 'is missing' : 'is not text'),
});

/** Our own: a pair as the corpus writes it. Only the two sides are needed. */
const plainRow = z.object({
  vulnerable: text,
  secure: text,
  id: text.optional(),
  prompt: text.optional(),
  cwe: text.optional(),
  language: text.optional(),
});

/** Of SVEN (eth-sri/sven) and SafeCoder (eth-sri/SafeCoder); only the latter describes the function. */
const svenRow = z.object({
  func_src_before: text,
  func_src_after: text,
  /** For example "cwe-089". */
  vul_type: text,
  file_name: text,
  description: text.optional(),
});

/** Of PrimeVul's paired files: a vulnerable function, target 1, and in the next row its repair, target 0. */
const primeVulRow = z.object({
  target: z.literal([0, 1], 'is neither 0 nor 1'),
  func: text,
  cwe: z.array(text, { error: 'is missing or is no list' }),
  commit_id: text,
  file_name: text.nullish(),
});

/** "cwe-089" as "CWE-89". */
const cweName = (text: string) => text.replace(/^cwe-0*/iu, 'CWE-');

/** The ending of a file name says the language: "py", "c", "js". */
const extensionOf = (name: string) => /\.([^./]+)$/u.exec(name)?.[1] ?? '';

function fromSven(row: z.output<typeof svenRow>, id: string): RepairPair {
  return {
    id,
    prompt: row.description ?? '',
    vulnerable: row.func_src_before,
    secure: row.func_src_after,
    cwe: cweName(row.vul_type),
    language: extensionOf(row.file_name),
  };
}

function createPrimeVulReader(): PairReader {
  let waiting: z.output<typeof primeVulRow> | null = null;
  return {
    take: (raw, id) => {
      const before = waiting;
      waiting = null;
      const row = parseRow(primeVulRow, raw);
      if (row.target === 1) {
        waiting = row;
        if (before) throw new RowError(missingRepair);
        return null;
      }
      if (!before || before.commit_id !== row.commit_id) {
        throw new RowError(
          'this repaired function (target 0) does not follow the vulnerable one (target 1) of its commit; put the two rows of a pair one after the other',
        );
      }
      const cwe = row.cwe.map(cweName).join(', ');
      return {
        id,
        prompt: '',
        vulnerable: before.func,
        secure: row.func,
        cwe,
        language: extensionOf(before.file_name ?? ''),
      };
    },
    skip: () => (waiting = null),
    end: () => {
      if (waiting) throw new RowError(missingRepair);
    },
  };
}

const missingRepair =
  'the vulnerable function (target 1) before has no repaired one (target 0) after it; put the two rows of a pair one after the other';

export const pairFormats = {
  patchgrad: {
    meaning: 'JSON lines {vulnerable, secure} with optional id, prompt, cwe, language.',
    createReader: onePerRow(plainRow, ({ id, prompt, cwe, language, ...sides }, otherwise) => ({
      id: id ?? otherwise,
      prompt: prompt ?? '',
      cwe: cwe ?? '',
      language: language ?? '',
      ...sides,
    })),
  },
  sven: {
    meaning: "SVEN's JSON lines: func_src_before, func_src_after, vul_type, file_name.",
    createReader: onePerRow(svenRow, fromSven),
  },
  safecoder: {
    meaning: "SafeCoder's JSON lines: SVEN's with a description, which becomes the prompt.",
    createReader: onePerRow(svenRow, fromSven),
  },
  primevul: {
    meaning: "PrimeVul's paired JSON lines: func with target 1, then its repair with target 0.",
    createReader: createPrimeVulReader,
  },
} as const satisfies Record<string, PairFormat>;

export type PairFormatName = keyof typeof pairFormats;

/** In table order. */
// Object.keys forgets the names that the table's type holds.
export const pairFormatNames = Object.keys(pairFormats) as PairFormatName[];
