/** The vulnerable codes that the check sends, from the corpus. */
import { writeFileSync } from 'node:fs';
import { drawTask } from '../../src/corpus/tasks.ts';
import { contextTokens } from './tinyModel.ts';

/** The id of a code that no prompt can hold: nearly every character of it is a token. */
export const longId = 'too-long';

/** Writes a file of the format `code`. @returns the ids in it */
export function writeCodes(file: string, count: number, isLongAdded = false): string[] {
  const rows = Array.from({ length: count }, (_, i) => {
    const { prompt, pair, cwe } = drawTask('train', i);
    return { id: `code-${i}`, code: prompt + pair.vulnerable, language: 'javascript', cwe };
  });
  if (isLongAdded) {
    const code = `function add(q) {\n${'  q++;\n'.repeat(contextTokens / 4)}  return q;\n}\n`;
    rows.push({ id: longId, code, language: 'javascript', cwe: '' });
  }
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return rows.map(({ id }) => id);
}
