/** Which format a file of pairs has, from how it begins. */
import type { PairFormatName } from './pairFormats.ts';

/** Fields that only rows of one format have, the most telling first. */
const telling: readonly { readonly format: PairFormatName; readonly fields: readonly string[] }[] =
  [
    { format: 'safecoder', fields: ['func_src_before', 'description'] },
    { format: 'sven', fields: ['func_src_before'] },
    { format: 'primevul', fields: ['func', 'target'] },
    { format: 'patchgrad', fields: ['vulnerable', 'secure'] },
  ];

/**
 * Looks for names of fields in the first row that holds anything, so a broken row can still tell.
 * @param head the beginning of the file; its first row may be cut
 * @returns null when it is of no known format
 */
export function guessFormat(head: string): PairFormatName | null {
  const row = head
    .replace(/^\ufeff/u, '')
    .trimStart()
    .split(/[\r\n]/u, 1)[0];
  if (row.startsWith('{')) {
    const has = (field: string) => new RegExp(`"${field}"\\s*:`, 'u').test(row);
    return telling.find(({ fields }) => fields.every(has))?.format ?? null;
  }
  const columns = row
    .toLowerCase()
    .split(/[,;\t]/u)
    .map((name) => name.trim().replace(/^"(.*)"$/u, '$1'));
  return columns.includes('vulnerable') && columns.includes('secure') ? 'csv' : null;
}
