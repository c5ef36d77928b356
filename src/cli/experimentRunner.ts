/** Does the jobs of an experiment in processes of their own, some at a time, and leaves out what is done. */
import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shareOf, type JobResult } from '../experiment/jobResult.ts';
import { jobName, workOf, type Job } from '../experiment/plan.ts';
import { fingerprint } from '../model/checkpoint.ts';
import { CommandError } from './errors.ts';
import {
  configOf,
  logFile,
  resultFile,
  type ExperimentOptions,
  type Order,
} from './experimentOptions.ts';
import { readFinished } from './experimentResults.ts';
import { Interrupted } from './interrupt.ts';
import { makeFolder, readModelFolder } from './modelFolder.ts';
import { say } from './output.ts';

interface Progress {
  /** About how much there is to do and how much is done, in RL steps. */
  readonly total: number;
  done: number;
  runs: number;
  readonly began: number;
}

/**
 * @param options as typed, for the jobs
 * @param atATime jobs that run beside each other
 * @throws CommandError when jobs failed, after the others; Interrupted when it was ended
 */
export async function runExperiment(
  order: Order,
  options: ExperimentOptions,
  jobs: readonly Job[],
  atATime: number,
): Promise<void> {
  makeFolder(order.folder);
  const model = fingerprint((await readModelFolder(order.model)).weights);
  const finished = (job: Job) =>
    readFinished(resultFile(order, job), {
      config: configOf(order, job),
      steps: order.scale.steps,
      model,
      prompts: order.prompts,
      backend: order.backend,
    });
  const open = jobs.filter((job) => finished(job) === null);
  say(`${jobs.length} runs of ${order.plan.name}, ${jobs.length - open.length} of them done.`);
  const work = (list: readonly Job[]) =>
    list.reduce((sum, job) => sum + workOf(configOf(order, job)), 0);
  const progress = { total: work(open), done: 0, runs: 0, began: performance.now() };
  const failed: Job[] = [];
  const children = new Set<ChildProcess>();
  const interrupt = watchEnd(children);

  const queue = open.values();
  const worker = async () => {
    for (const job of queue) {
      if (interrupt.aborted) return;
      await runProcess(order, options, job, children);
      if (interrupt.aborted) return;
      const result = finished(job);
      if (result === null) failed.push(job);
      progress.done += work([job]);
      progress.runs += 1;
      const position = jobs.length - open.length + progress.runs;
      say(`${position} of ${jobs.length}: ${describe(job, result)}; ${timeLeft(progress)}`);
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  if (interrupt.aborted) {
    throw new Interrupted(`Ended. What is done is in ${order.folder}; the same command goes on.`);
  }
  if (failed.length > 0) {
    throw new CommandError(
      `${failed.length} runs failed: ${failed.map(jobName).join(', ')}.`,
      `Why is in ${logFile(order, failed[0])}. The same command tries them again.`,
    );
  }
  say(`All ${jobs.length} runs are in ${order.folder}.`);
}

/** Ends the children, too, which hear of a SIGINT from a terminal but not of one that was sent. */
function watchEnd(children: ReadonlySet<ChildProcess>): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      controller.abort();
      for (const child of children) child.kill('SIGKILL');
    });
  }
  return controller.signal;
}

const runner = fileURLToPath(new URL('patchgrad.ts', import.meta.url));

/** Resolves when the process has ended, however it did; what it says goes into its log. */
async function runProcess(
  order: Order,
  options: ExperimentOptions,
  { arm, seed }: Job,
  children: Set<ChildProcess>,
): Promise<void> {
  const { out, set, prompts, model } = options;
  const log = openSync(logFile(order, { arm, seed }), 'w');
  const given = { plan: order.plan.name, arm: arm.name, seed, out, prompts, model };
  const child = fork(
    runner,
    [
      'experiment',
      'job',
      ...Object.entries({ ...given, steps: order.scale.steps, backend: order.backend }).map(
        ([key, value]) => `--${key}=${value}`,
      ),
      ...set.map((text) => `--set=${text}`),
    ],
    { execArgv: ['--import', 'tsx'], stdio: ['ignore', log, log, 'ipc'] },
  );
  children.add(child);
  await new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
    child.on('error', (error) => {
      say(`${arm.name}, seed ${seed}, could not be started: ${error.message}`);
      resolve();
    });
  });
  children.delete(child);
  closeSync(log);
}

function describe({ arm, seed }: Job, result: JobResult | null): string {
  const named = `${arm.name}, seed ${seed}`;
  if (result === null) return `${named}: failed`;
  const percent = (measure: 'funcSec' | 'func') =>
    `${(100 * shareOf(result, 'unseen-names', measure)).toFixed(1)} %`;
  return `${named}: func-sec@1 ${percent('funcSec')}, func@1 ${percent('func')}, ${result.seconds} s`;
}

/** All runs that go beside each other count. */
function timeLeft({ total, done, runs, began }: Progress): string {
  const minutes = (performance.now() - began) / 60_000;
  const left = (minutes * (total - done)) / done;
  return `a run every ${(minutes / runs).toFixed(1)} min, about ${Math.ceil(left)} min left`;
}
