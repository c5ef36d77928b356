/** `corpus mutants`: spoils the repair of each family in every general way, and tells how many the cases notice. */
import { z } from 'zod';
import { families } from '../../corpus/families.ts';
import {
  fewestReopening,
  leastRate,
  testMutants,
  type MutantReport,
} from '../../corpus/mutants.ts';
import { defineCommand, option } from '../command.ts';
import { CommandError, UsageError } from '../errors.ts';
import { createNodeObserver } from '../nodeObserver.ts';
import { createNodeOracle } from '../nodeOracle.ts';
import { showProgress, writeResult } from '../output.ts';
import { suggest } from '../suggestion.ts';

/** Survivors that a family's line shows. */
const mostShown = 5;

/** The share of the caught ones over all reports, and the families that have too few to judge by. */
export function summarise(reports: readonly MutantReport[]) {
  const total = (count: (report: MutantReport) => number) =>
    reports.reduce((sum, report) => sum + count(report), 0);
  const reopening = total((report) => report.reopening);
  const caught = total((report) => report.caught);
  const working = total((report) => report.working);
  const escaped = reopening - caught;
  return {
    families: reports.length,
    mutants: total((report) => report.mutants),
    reopening,
    caught,
    rate: reopening === 0 ? 0 : caught / reopening,
    working,
    // What escapes passes every case, so it works.
    workingRate: working === 0 ? 0 : (working - escaped) / working,
    notShown: total((report) => report.notShown),
    tooFew: reports.filter((report) => report.reopening < fewestReopening).map((r) => r.family),
  };
}

/** Tests the family with this id, or all of them. @throws UsageError when there is no such family */
export async function mutantsInNode(
  familyId?: string,
  onReport: (report: MutantReport, done: number, total: number) => void = () => {},
): Promise<MutantReport[]> {
  const chosen = families.filter(({ id }) => familyId === undefined || id === familyId);
  if (chosen.length === 0) {
    const ids = families.map(({ id }) => id);
    throw new UsageError(
      `No family is called ${familyId}.${suggest(familyId ?? '', ids)}`,
      `The families are ${ids.join(', ')}.`,
    );
  }
  const oracle = createNodeOracle();
  const runner = {
    judge: (requests: Parameters<typeof oracle.judge>[0]) => oracle.judge(requests),
    observe: createNodeObserver(),
  };
  const reports: MutantReport[] = [];
  for (const family of chosen) {
    const report = await testMutants(family, runner);
    reports.push(report);
    onReport(report, reports.length, chosen.length);
  }
  return reports;
}

export const corpusMutants = defineCommand({
  name: 'corpus mutants',
  description: `Spoils every repair in general ways (src/corpus/mutation), finds out which of these mutants reopen the hole, and
whether the family's own cases notice. Prints a line for each family with up to ${mostShown} that escape, then one
for all. Fails below ${leastRate * 100} % caught, or where a family has fewer than ${fewestReopening} that reopen it.`,
  options: z.object({
    family: option('ID', 'Tests this family alone.', z.string().optional()),
  }),
  run: async ({ family }) => {
    const reports = await mutantsInNode(family, (report, done, total) => {
      writeResult({ ...report, escaped: report.escaped.slice(0, mostShown) });
      showProgress('mutants', done, total);
    });
    const summary = summarise(reports);
    writeResult(summary);
    if (summary.rate >= leastRate && summary.tooFew.length === 0) return;
    throw new CommandError(
      `${summary.caught} of ${summary.reopening} mutants that reopen a hole are caught; families with too few of them: ${summary.tooFew.join(', ') || 'none'}.`,
      'Add exploit cases like the calls that the escaped mutants are shown with, or ways of writing with more to repair.',
    );
  },
});
