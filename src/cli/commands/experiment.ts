import { z } from 'zod';
import { jobsOf, type Arm, type Plan } from '../../experiment/plan.ts';
import { planNames, plans } from '../../experiment/plans.ts';
import { defineCommand, option, wholeNumber } from '../command.ts';
import { UsageError } from '../errors.ts';
import { configOf, experimentOptions, readOrder } from '../experimentOptions.ts';
import { suggest } from '../suggestion.ts';

const planList = planNames
  .map((name) => `  ${name}  ${plans[name].title}: ${plans[name].arms.length} arms`)
  .join('\n');

export const experiment = defineCommand({
  name: 'experiment',
  description: `Does every run of a plan that is not done yet, each in a process of its own, seed by seed. A run leaves one file of
JSON in DIR/NAME, with its log beside it. It can be stopped at any time and started again. npm run experiment -- is short for it.
With another model, setting or number of steps than that of the results in DIR it refuses to go on.

Plans:
${planList}`,
  options: z.object({
    ...experimentOptions(),
    seeds: option('LIST', 'Comma-separated (1,2,3,4,5).', z.string().default('1,2,3,4,5')),
    only: option('ARM,…', 'Some of the arms of the plan.', z.string().optional()),
    jobs: option('N', 'Runs at a time (1).', wholeNumber(1, 64).default(1)),
  }),
  run: async ({ seeds, only, jobs: atATime, ...options }) => {
    const order = readOrder(options);
    const jobs = jobsOf(readArms(order.plan, only), readSeeds(seeds));
    for (const job of jobs) configOf(order, job);
    const { runExperiment } = await import('../experimentRunner.ts');
    await runExperiment(order, options, jobs, atATime);
  },
});

function readSeeds(text: string): number[] {
  const seeds = text.split(',').map((word) => (/^\d{1,9}$/u.test(word) ? Number(word) : NaN));
  if (seeds.every(Number.isFinite) && new Set(seeds).size === seeds.length) return seeds;
  throw new UsageError(
    `--seeds ${text} is not a list of different whole numbers.`,
    'Write for example --seeds 1,2,3.',
  );
}

/** The arms in the order of the plan. @throws UsageError when one does not exist */
export function readArms({ name, arms }: Plan, only: string | undefined): readonly Arm[] {
  if (only === undefined) return arms;
  const names = arms.map((arm) => arm.name);
  const wanted = only.split(',');
  const unknown = wanted.find((word) => !names.includes(word));
  if (unknown === undefined) return arms.filter((arm) => wanted.includes(arm.name));
  throw new UsageError(
    `Plan ${name} has no arm ${unknown}.${suggest(unknown, names)}`,
    `Its arms are ${names.join(', ')}.`,
  );
}
