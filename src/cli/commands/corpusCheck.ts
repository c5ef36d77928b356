import { z } from 'zod';
import { checkCorpus, type CheckReport } from '../../corpus/check.ts';
import { families } from '../../corpus/families.ts';
import { defineCommand, option } from '../command.ts';
import { CommandError, UsageError } from '../errors.ts';
import { createNodeOracle } from '../nodeOracle.ts';
import { say } from '../output.ts';
import { suggest } from '../suggestion.ts';

/** Name draws of every way of writing. */
export const drawsPerWay = 24;

/** The check in this process, over the family with this id or over all. */
export function checkInNode(familyId?: string): Promise<CheckReport> {
  const ids = families.map(({ id }) => id);
  const chosen = families.filter(({ id }) => familyId === undefined || id === familyId);
  if (chosen.length === 0) {
    throw new UsageError(
      `No family is called ${familyId}.${suggest(familyId ?? '', ids)}`,
      `The families are ${ids.join(', ')}; a new one is added to src/corpus/families.ts.`,
    );
  }
  const oracle = createNodeOracle();
  return checkCorpus((requests) => oracle.judge(requests), drawsPerWay, chosen);
}

export const corpusCheck = defineCommand({
  name: 'corpus check',
  description: `Runs both sides of every way of writing with ${drawsPerWay} draws of names, and prints every problem in a line:
its place and, in plain words, what is wrong.`,
  options: z.object({
    family: option('ID', 'Checks this family alone.', z.string().optional()),
  }),
  run: async ({ family }) => {
    const { problems, completions, rates } = await checkInNode(family);
    for (const { place, message } of problems) process.stdout.write(`${place}: ${message}\n`);
    const rate = [...rates].sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
    say(
      `${completions} completions run, ${Math.round(rate)} a second for the median family, ${problems.length} problems.`,
    );
    if (problems.length > 0) {
      throw new CommandError(
        'The corpus has problems; they are listed above.',
        'Correct the families they name, and check again.',
      );
    }
  },
});
