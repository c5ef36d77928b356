/**
 * Checks the corpus, or one family of it, and says every problem in a line.
 * Usage: npx tsx src/cli/checkCorpus.ts [family id]
 */
import { pathToFileURL } from 'node:url';
import { checkCorpus, type CheckReport } from '../corpus/check.ts';
import { families } from '../corpus/families.ts';
import { loadModuleInNode } from '../oracle/loadNode.ts';
import { createOracle } from '../oracle/oracle.ts';

/** Name draws of every way of writing. */
export const drawsPerWay = 24;

/** The check in this process, over the family with this id or over all. */
export function checkInNode(familyId?: string): Promise<CheckReport> {
  const chosen = families.filter(({ id }) => familyId === undefined || id === familyId);
  if (chosen.length === 0) {
    throw new Error(`No family is called ${familyId}. Add it to src/corpus/families.ts.`);
  }
  const oracle = createOracle({ loadModule: loadModuleInNode, now: () => performance.now() });
  return checkCorpus((requests) => oracle.judge(requests), drawsPerWay, chosen);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { problems, completions } = await checkInNode(process.argv[2]);
  for (const { place, message } of problems) console.log(`${place}: ${message}`);
  console.log(`${completions} completions run, ${problems.length} problems.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
