/** Writes the pages of docs/ that come from tables in the code. Usage: npm run docs */
import { writeFileSync } from 'node:fs';
import { docPages } from './docPages.ts';

for (const [path, text] of await docPages()) {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
  console.log(path);
}
