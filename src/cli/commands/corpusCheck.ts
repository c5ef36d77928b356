import { z } from 'zod';
import { checkCorpus, type CheckReport } from '../../corpus/check.ts';
import { families } from '../../corpus/families.ts';
import type { Family } from '../../corpus/family.ts';
import { isFamilyHeldOut } from '../../corpus/splits.ts';
import { phrasingsIn, waysIn } from '../../corpus/tasks.ts';
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

/** What of a family training uses and what is kept from it, in one sentence or two. */
export function sayKept(family: Family): string {
  const { id } = family;
  const phrasings = (split: 'train' | 'unseen-phrasings') => phrasingsIn(family, split).length;
  if (isFamilyHeldOut(family)) {
    return `${id} is kept whole for unseen-families: ${family.ways.length} ways, ${phrasings('train')} phrasings, none trained on.`;
  }
  const ways = (split: 'train' | 'unseen-variants') =>
    waysIn(family, split)
      .map((way) => family.ways[way].id)
      .join(', ') || 'none';
  return [
    `${id} is trained on, with the ways ${ways('train')} and ${phrasings('train')} phrasings.`,
    `Kept from training: ways ${ways('unseen-variants')}; ${phrasings('unseen-phrasings')} phrasings.`,
  ].join(' ');
}

export const corpusCheck = defineCommand({
  name: 'corpus check',
  description: `Runs both sides of every way of writing with ${drawsPerWay} draws of names, and prints every problem in a line:
its place and, in plain words, what is wrong. For one family it also says what is kept from training.`,
  options: z.object({
    family: option('ID', 'Checks this family alone.', z.string().optional()),
  }),
  run: async ({ family }) => {
    const { problems, completions, rates } = await checkInNode(family);
    for (const { place, message } of problems) process.stdout.write(`${place}: ${message}\n`);
    const rate = [...rates].sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
    if (family !== undefined) {
      families.filter(({ id }) => id === family).forEach((chosen) => say(sayKept(chosen)));
    }
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
