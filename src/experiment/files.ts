/** Everything that a report writes, as texts by path beside it. */
import { drawCurves } from './curves.ts';
import { drawByCwe, drawFinals } from './finals.ts';
import { writePlanResults, type JobResult } from './jobResult.ts';
import { plans } from './plans.ts';
import { figurePath, resultsPath, writeReport, type PlanReport } from './report.ts';

/**
 * The results of each plan, in the order of its arms and seeds.
 * @throws Error when results cannot stand beside each other, saying which and why
 */
export function gatherResults(results: readonly JobResult[]): PlanReport[] {
  const unknown = results.find(({ plan }) => !(plan in plans));
  if (unknown) throw new Error(`There is no plan "${unknown.plan}"`);
  return Object.values(plans).map((plan) => {
    const own = results.filter((result) => result.plan === plan.name);
    const names = plan.arms.map(({ name }) => name);
    const stranger = own.find(({ arm }) => !names.includes(arm));
    if (stranger) throw new Error(`Plan ${plan.name} has no arm "${stranger.arm}"`);
    requireOneBudget(own);
    const rank = ({ arm, seed }: JobResult) => names.indexOf(arm) * 2 ** 31 + seed;
    return { plan, results: [...own].sort((a, b) => rank(a) - rank(b)) };
  });
}

/** Results of one plan: each run once, from one model, with the same number of completions where there is RL. */
function requireOneBudget(results: readonly JobResult[]): void {
  const names = results.map(({ arm, seed }) => `${arm} with seed ${seed}`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new Error(`${results[0].plan} has ${twice} twice`);
  const whole = results.filter(({ rollouts, failure }) => rollouts > 0 && failure === null);
  const requireSame = (what: string, values: readonly (string | number)[]) => {
    const found = [...new Set(values)];
    if (found.length > 1) {
      throw new Error(`Runs of ${results[0].plan} differ in ${what}: ${found.join(', ')}`);
    }
  };
  requireSame(
    'the completions they sampled',
    whole.map(({ rollouts }) => rollouts),
  );
  requireSame(
    'their number of steps',
    results.map(({ steps }) => steps),
  );
  requireSame(
    'the model they start from',
    results.map(({ model }) => model),
  );
  requireSame(
    'the prompts they are scored on',
    results.map(({ scores }) => scores['unseen-names'].n),
  );
}

/** Path beside the report, and text. The report itself has the empty path, and is not in the common format yet. */
export function reportFiles(reports: readonly PlanReport[]): Map<string, string> {
  const files = new Map([['', writeReport(reports)]]);
  for (const { plan, results } of reports) {
    if (results.length === 0) continue;
    files.set(figurePath(plan.name, 'finals'), drawFinals(plan, results));
    files.set(figurePath(plan.name, 'curves'), drawCurves(plan, results));
    files.set(figurePath(plan.name, 'cwe'), drawByCwe(plan, results));
    files.set(resultsPath(plan.name), writePlanResults(plan.name, results));
  }
  return files;
}
