/** The report of experiments: docs/results.md, whole, from the plans and the results alone. */
import { meanInterval, type MeanInterval } from '../core/statistics.ts';
import {
  formatDifference,
  formatPoints,
  pairedDifference,
  verdict,
  verdictRule,
  type Reading,
} from './comparison.ts';
import { meanOverRun } from './curves.ts';
import { differencesByCwe } from './finals.ts';
import {
  scoredSplits,
  shareOf,
  type JobResult,
  type Measure,
  type ScoredSplit,
} from './jobResult.ts';
import type { Arm, Comparison, Plan } from './plan.ts';

/** A plan with what is there of its results. */
export interface PlanReport {
  readonly plan: Plan;
  readonly results: readonly JobResult[];
}

const introduction = `# Do token-level rewards repair more precisely?

Does reinforcement learning that rewards tokens (the secure tokens of a repair up, the vulnerable ones down) mend local
weaknesses better than reinforcement learning that rewards whole completions? Each experiment below trains the shipped
model in several ways, its arms, over the same seeds. Within an experiment every arm with RL samples the same number of
completions, and arms that start alike ask the same prompts; only what is written in its row differs. RL trains all weights
here, as in the paper; by default it trains [a part of them](decisions/0004-shipped-model.md). This page, its figures and the
numbers are written by \`npm run experiment -- report\`.

## How to read it

- **func-sec@1** is the headline: the share of held-out prompts whose one greedy completion passes every functional and
  every exploit case. **func@1** is the functional part alone: where it falls, safety was bought with code that no longer
  works; its change is against the start model, on unseen-names. The scores are on ${scoredSplits.join(' and ')} ([what is held back](decisions/0006-splits.md)); the learning curves on the
  validation prompts.
- A number with brackets is the mean over the seeds with Student's 95 % interval. A seed changes the prompts, the pairs and
  every sampled token; the held-out prompts stay the same, so the interval does not tell how other prompts would do.
- Differences are taken seed by seed. Each experiment has **one primary comparison**, named in its plan before anything
  was run. ${verdictRule}
  All other comparisons are told without a verdict: among so many, some intervals leave out 0 by chance.
- With five seeds the sign test cannot go below p = 0.063, however clear the matter is.
- **Mean over the run** is the mean of func-sec@1 on the validation prompts from the first to the last completion: of two
  arms that end alike, the one that learnt sooner has more.
- Everything here is a model of 0.6 million parameters on templated code. It says how the method acts in this small world,
  and nothing of large models.

## To repeat it
`;

/** Written for people who read the source, too: the commands that gave a set of results. */
function commandsOf(reports: readonly PlanReport[]): string {
  const lines = reports.map(({ plan, results }) => {
    const seeds = results.length === 0 ? '' : ` --seeds ${seedsOf(results).join(',')}`;
    const own = results.at(0)?.steps ?? plan.steps;
    const steps = own === plan.steps ? '' : ` --steps ${own}`;
    return `npm run experiment -- --plan ${plan.name} --out runs/experiment${seeds}${steps}`;
  });
  return `\`\`\`sh
${lines.join('\n')}
npm run experiment -- report --in runs/experiment --out docs/results.md
\`\`\`

An experiment can be stopped at any time and started again: what is done is kept. \`--jobs 2\` runs two at a time; \`--steps\`
makes the runs longer, \`--set\` changes a setting that all arms have alike. Without \`--in\` the last command writes this page anew from the
numbers in \`results\`.`;
}

const seedsOf = (results: readonly JobResult[]) =>
  [...new Set(results.map(({ seed }) => seed))].sort((a, b) => a - b);
const ofArm = (results: readonly JobResult[], name: string) =>
  results.filter(({ arm }) => arm === name);

const percent = (share: number) => (100 * share).toFixed(1);

/** For example "52.3 (48.0–56.6)". */
function formatShare({ mean, half }: MeanInterval): string {
  if (!Number.isFinite(half)) return percent(mean);
  const [low, high] = [Math.max(0, mean - half), Math.min(1, mean + half)];
  return `${percent(mean)} (${percent(low)}–${percent(high)})`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Where the head of a column says it. */
const pointsWord = ' points';

/** @returns Markdown, not yet in the common format */
export function writeReport(reports: readonly PlanReport[]): string {
  return [introduction, commandsOf(reports), ...reports.map(writePlan)].join('\n');
}

function writePlan(report: PlanReport): string {
  const { title, question, primary } = report.plan;
  return `
## ${title}

${question}

Primary comparison, named beforehand: **${primary.arm} − ${primary.than}**, func-sec@1 on unseen-names at the end. ${primary.meaning}.

${report.results.length === 0 ? writeOutlook(report.plan) : writeResults(report)}
`;
}

/** What is going to be run. */
function writeOutlook({ arms, steps }: Plan): string {
  const rows = arms.map(({ name, meaning }) => [`**${name}**`, meaning]);
  return `Not run yet. ${steps} RL steps for every arm with RL.\n\n${table(['arm', 'meaning'], rows)}`;
}

function writeResults({ plan, results }: PlanReport): string {
  const { name, primary } = plan;
  const difference = pairedDifference(results, primary, reading('unseen-names', 'funcSec'));
  const figure = (kind: FigureKind, text: string) => `![${text}](${figurePath(name, kind)})`;
  return `**${verdict(primary, difference)}**

${factsOf(plan, results)}

${writeArms(plan, results)}

${figure('finals', `func-sec@1 and func@1 of every arm of ${name}`)}

${figure('curves', `Learning curves of ${name}`)}

### Differences in ${name}

${writeDifferences(plan, results)}

### Weaknesses in ${name}

${figure('cwe', `${primary.arm} − ${primary.than} by weakness`)}

${scoredSplits.map((split) => writeByCwe(plan, results, split)).join('\n\n')}

The raw numbers are in [${resultsPath(name)}](${resultsPath(name)}): settings, learning curve and counts of every run. The four
numbers of a weakness are its prompts and how many passed func, sec and both.`;
}

export type FigureKind = 'finals' | 'curves' | 'cwe';

/** Beside the report. */
export const figurePath = (plan: string, kind: FigureKind) => `figures/${plan}-${kind}.svg`;
export const resultsPath = (plan: string) => `results/${plan}.json`;

const reading =
  (split: ScoredSplit, measure: Measure): Reading =>
  (result) =>
    shareOf(result, split, measure);

/** Budget, machine and what broke off. */
function factsOf({ arms }: Plan, results: readonly JobResult[]): string {
  const most = Math.max(...results.map(({ rollouts }) => rollouts));
  const broken = results.filter(({ failure }) => failure !== null);
  const adapters = [...new Set(results.map((r) => `${r.backend}, ${r.adapter}`))].join('; ');
  const hours = results.reduce((sum, { seconds }) => sum + seconds, 0) / 3600;
  const missing = arms.filter(({ name }) => ofArm(results, name).length === 0);
  const sentences = [
    `${results.length} runs over the seeds ${seedsOf(results).join(', ')}; ${most} completions in each run with RL (${results[0].steps} steps).`,
    `Model ${[...new Set(results.map(({ model }) => model))].join(', ')}; ${adapters}; ${hours.toFixed(1)} hours of training in all.`,
    ...broken.map(
      ({ arm, seed, failure }) =>
        `${arm} with seed ${seed} broke off at step ${failure?.step}: its numbers were no longer finite. It is scored as it was before.`,
    ),
    ...(missing.length > 0 ? [`Not run: ${missing.map(({ name }) => name).join(', ')}.`] : []),
  ];
  return sentences.join(' ');
}

function writeArms({ arms }: Plan, results: readonly JobResult[]): string {
  const start = arms.find(({ training }) => training === 'none');
  const before = results.find(({ arm }) => arm === start?.name);
  const func = reading('unseen-names', 'func');
  const cost = (arm: Arm) => {
    if (!before) return 'not known';
    const changes = ofArm(results, arm.name).map((result) => func(result) - func(before));
    return arm === start ? '' : formatDifference(meanInterval(changes)).replace(pointsWord, '');
  };
  const cell = (arm: Arm, read: Reading) =>
    formatShare(meanInterval(ofArm(results, arm.name).map(read)));
  const rows = arms
    .filter(({ name }) => ofArm(results, name).length > 0)
    .map((arm) => [
      `**${arm.name}**: ${arm.meaning}`,
      String(ofArm(results, arm.name).length),
      ...scoredSplits.flatMap((split) => [
        cell(arm, reading(split, 'funcSec')),
        cell(arm, reading(split, 'func')),
      ]),
      cost(arm),
      arm === start ? '' : cell(arm, meanOverRun),
    ]);
  const head = scoredSplits.flatMap((split) => [`func-sec@1, ${split}`, `func@1, ${split}`]);
  return `In per cent:\n\n${table(['arm', 'seeds', ...head, 'change of func@1, points', 'mean over the run'], rows)}`;
}

function writeDifferences(plan: Plan, results: readonly JobResult[]): string {
  const row = (comparison: Comparison, isPrimary: boolean) => {
    const difference = (read: Reading) => pairedDifference(results, comparison, read);
    const headline = difference(reading('unseen-names', 'funcSec'));
    if (headline.seeds.length === 0) return [];
    const named = `${comparison.arm} − ${comparison.than}`;
    const { above, below } = headline.signs;
    return [
      [
        `${isPrimary ? `**${named}** (primary)` : named}: ${comparison.meaning}`,
        formatDifference(headline).replace(pointsWord, ''),
        headline.differences.map(formatPoints).join(', '),
        `${above} : ${below}, ${headline.signs.p.toFixed(3)}`,
        ...[
          reading('unseen-names', 'func'),
          reading('unseen-phrasings', 'funcSec'),
          meanOverRun,
        ].map((read) => formatDifference(difference(read)).replace(pointsWord, '')),
      ],
    ];
  };
  const rows = [
    ...row(plan.primary, true),
    ...plan.secondary.flatMap((comparison) => row(comparison, false)),
  ];
  const head = [
    'difference',
    'func-sec@1, unseen-names',
    'each seed',
    'above : below 0, p',
    'func@1, unseen-names',
    'func-sec@1, unseen-phrasings',
    'mean over the run',
  ];
  return `In points:\n\n${table(head, rows)}`;
}

function writeByCwe(plan: Plan, results: readonly JobResult[], split: ScoredSplit): string {
  const arms = plan.detailed.filter((name) => ofArm(results, name).length > 0);
  const percentOf = (name: string, measure: Measure, cwe: string) => {
    const shares = ofArm(results, name).map((result) => shareOf(result, split, measure, cwe));
    return Math.round(100 * meanInterval(shares).mean);
  };
  const rows = differencesByCwe(plan, results, split).map(({ cwe, n, ...difference }) => [
    cwe,
    String(n),
    ...arms.map((name) => `${percentOf(name, 'funcSec', cwe)} / ${percentOf(name, 'func', cwe)}`),
    difference.seeds.length === 0 ? '' : formatDifference(difference).replace(pointsWord, ''),
  ]);
  const head = ['CWE', 'prompts', ...arms, 'primary difference, points'];
  return `func-sec@1 / func@1 on ${split} in per cent, means over the seeds:\n\n${table(head, rows)}`;
}
