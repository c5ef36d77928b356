/** What the commands of an experiment take alike, and what follows from it. */
import { join } from 'node:path';
import { z } from 'zod';
import type { RunConfig } from '../core/runConfig.ts';
import { jobConfig, jobName, type Job, type Plan, type PlanScale } from '../experiment/plan.ts';
import { planNames, plans } from '../experiment/plans.ts';
import { backendOption, type Backend } from './backendOption.ts';
import { oneOf, option, repeatedOption, wholeNumber } from './command.ts';
import { UsageError } from './errors.ts';
import { shippedModel } from './modelFolder.ts';
import { readChanges } from './runSettings.ts';

/** Options of a whole experiment and of one of its jobs. */
export const experimentOptions = () => ({
  plan: option('NAME', `${planNames.join(', ')}.`, oneOf(planNames)),
  out: option('DIR', 'Folder for the results.', z.string().min(1, 'is empty')),
  steps: option(
    'N',
    'RL steps of every arm with RL; the plan says how many.',
    wholeNumber(1).optional(),
  ),
  set: repeatedOption(
    'KEY=VALUE',
    'Changes a setting that all arms have alike.',
    z.array(z.string()).default([]),
  ),
  prompts: option('N', 'Prompts of each held-out split (280).', wholeNumber(1).default(280)),
  model: option('DIR', `Model to start from (${shippedModel}).`, z.string().default(shippedModel)),
  backend: backendOption(),
});

/** The options as typed, once parsed. */
export interface ExperimentOptions {
  readonly plan: (typeof planNames)[number];
  readonly out: string;
  readonly steps?: number | undefined;
  readonly set: readonly string[];
  readonly prompts: number;
  readonly model: string;
  readonly backend?: Backend | undefined;
}

/** An experiment as it was asked for. */
export interface Order {
  readonly plan: Plan;
  readonly scale: PlanScale;
  /** Folder of the results of the plan. */
  readonly folder: string;
  /** Prompts of each held-out split. */
  readonly prompts: number;
  readonly model: string;
  readonly backend: Backend;
}

const jobSettings = ['seed', 'maxSteps', 'outcomeSteps'];

/** @throws UsageError for a setting that does not exist or that the plan decides */
export function readOrder(options: ExperimentOptions): Order {
  const plan = plans[options.plan];
  const changes = readChanges(options.set);
  const ofJob = jobSettings.find((name) => name in changes);
  if (ofJob !== undefined) {
    throw new UsageError(`--set ${ofJob} is up to the jobs.`, 'Use --seeds or --steps.');
  }
  const arms = plan.arms.filter((arm) => Object.keys(arm.changes).some((name) => name in changes));
  if (arms.length > 0) {
    throw new UsageError(
      `--set would change what the arms of ${plan.name} differ in: ${arms.map(({ name }) => name).join(', ')}.`,
      'Set what all arms have alike, or write a plan of your own in src/experiment/plans.',
    );
  }
  return {
    plan,
    scale: { steps: options.steps ?? plan.steps, changes },
    folder: join(options.out, plan.name),
    prompts: options.prompts,
    model: options.model,
    // Runs of one experiment must not differ in where they were computed, whatever the machine has.
    backend: options.backend ?? 'wasm',
  };
}

/** @throws UsageError when --set gives a setting that is out of range */
export function configOf({ plan, scale }: Pick<Order, 'plan' | 'scale'>, job: Job): RunConfig {
  try {
    return jobConfig(plan, job, scale);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [{ path, message }] = error.issues;
    throw new UsageError(
      `The setting ${path.join('.')} is not valid: ${message}.`,
      'The table in src/core/settings.ts names every setting with its range.',
    );
  }
}

export const resultFile = ({ folder }: Pick<Order, 'folder'>, job: Job) =>
  join(folder, `${jobName(job)}.json`);
export const logFile = ({ folder }: Pick<Order, 'folder'>, job: Job) =>
  join(folder, `${jobName(job)}.log`);
