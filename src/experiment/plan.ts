/** What an experiment is: arms under one budget, over the same seeds, and what is compared, named beforehand. */
import { runConfigSchema, type RunConfig } from '../core/runConfig.ts';

/** One way to train. */
export interface Arm {
  /** Part of file names: lower-case letters, digits, hyphens and dots. */
  readonly name: string;
  /** What it does, as a sentence without its full stop. */
  readonly meaning: string;
  /** Settings that differ from the plan's. Seed and steps are the job's own. */
  readonly changes: Partial<RunConfig>;
  /** Which parts it has; by rl when it is not said. none: the start model as it is, scored once for all seeds. */
  readonly training?: 'none' | 'sft' | 'rl';
  /** Share of the RL steps that go on the outcome alone before the token term comes in; 0 when not said. */
  readonly outcomeShare?: number;
}

/** The scores of `arm` minus those of `than`, seed by seed. */
export interface Comparison {
  readonly arm: string;
  readonly than: string;
  /** What a difference would show. */
  readonly meaning: string;
}

/** Learning curves that are drawn together. */
export interface Panel {
  readonly title: string;
  readonly series: readonly { readonly arm: string; readonly label: string }[];
}

export interface Plan {
  readonly name: string;
  readonly title: string;
  /** What it asks and how, in a few sentences. */
  readonly question: string;
  /** RL steps of every arm that has RL, unless the command says otherwise. */
  readonly steps: number;
  /** Settings of all arms that are not the default. */
  readonly common: Partial<RunConfig>;
  readonly arms: readonly Arm[];
  /** The one comparison that the verdict rests on. */
  readonly primary: Comparison;
  /** Looked at, and told, without a verdict. */
  readonly secondary: readonly Comparison[];
  readonly panels: readonly Panel[];
  /** Arms whose scores are told by weakness. */
  readonly detailed: readonly string[];
}

/** One run of an experiment. */
export interface Job {
  readonly arm: Arm;
  readonly seed: number;
}

/** What the command changes in every arm of a plan. */
export interface PlanScale {
  readonly steps: number;
  readonly changes: Readonly<Record<string, string | number | boolean>>;
}

/** Evaluations a run, beside the one before its first step. */
const evaluations = 12;

/** @throws ZodError when a setting does not exist or is out of range */
export function jobConfig(plan: Plan, { arm, seed }: Job, scale: PlanScale): RunConfig {
  const { training = 'rl', outcomeShare = 0 } = arm;
  const isRl = training === 'rl';
  return runConfigSchema.parse({
    ...plan.common,
    ...arm.changes,
    evalSteps: Math.ceil(scale.steps / evaluations),
    ...scale.changes,
    seed,
    // A model that is only scored needs settings that are valid, and no others.
    maxSteps: training === 'sft' ? 0 : scale.steps,
    outcomeSteps: isRl ? Math.round(outcomeShare * scale.steps) : 0,
  });
}

/** Seed by seed, so that an experiment that is stopped has whole seeds. */
export function jobsOf(arms: readonly Arm[], seeds: readonly number[]): Job[] {
  return seeds.flatMap((seed, i) =>
    arms
      .filter(({ training }) => training !== 'none' || i === 0)
      .map((arm): Job => ({ arm, seed })),
  );
}

/** About how long a job takes, in RL steps. */
export function workOf({ maxSteps, sftSteps, evalSteps }: RunConfig): number {
  const scoring = 8;
  return maxSteps + 0.2 * sftSteps + (maxSteps + sftSteps) / evalSteps + scoring;
}

/** Base of the names of a job's files. */
export const jobName = ({ arm, seed }: Job) => `${arm.name}.seed-${seed}`;
