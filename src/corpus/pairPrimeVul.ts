/**
 * PrimeVul's paired files: a vulnerable function, target 1, and in the next row its repair, target 0. The
 * hashes of the functions are whole numbers beyond 2^53, which JSON.parse rounds; no field of ours holds
 * them, so nobody ever sees a rounded one.
 */
import { z } from 'zod';
import { cweName, extensionOf, parseRow, RowError, text, type PairReader } from './pairRow.ts';

const primeVulRow = z.object({
  target: z.literal([0, 1], 'is neither 0 nor 1'),
  func: text,
  cwe: z.array(text, { error: 'is missing or is no list' }),
  commit_id: text,
  file_name: text.nullish(),
});

const advice = 'Put the two rows of a pair one after the other, the vulnerable one first.';

const missingRepair = () =>
  new RowError(
    'the vulnerable function (target 1) before this has no repaired one (target 0) after it, so it gives no pair',
    advice,
  );

export function createPrimeVulReader(): PairReader {
  let waiting: z.output<typeof primeVulRow> | null = null;
  return {
    take: (raw, id) => {
      const before = waiting;
      waiting = null;
      const row = parseRow(primeVulRow, raw);
      if (row.target === 1) {
        waiting = row;
        if (before) throw missingRepair();
        return null;
      }
      if (!before || before.commit_id !== row.commit_id) {
        throw new RowError(
          'this repaired function (target 0) does not follow the vulnerable one (target 1) of its commit, so it gives no pair',
          advice,
        );
      }
      return {
        id,
        prompt: '',
        vulnerable: before.func,
        secure: row.func,
        cwe: row.cwe.map(cweName).join(', '),
        language: extensionOf(row.file_name ?? before.file_name ?? ''),
        license: null,
        recordedChanges: null,
      };
    },
    skip: () => (waiting = null),
    end: () => {
      if (waiting) throw missingRepair();
    },
  };
}
