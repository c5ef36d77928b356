/** Results of experiments on disk. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunConfig } from '../core/runConfig.ts';
import { jobResultSchema, planResultsSchema, type JobResult } from '../experiment/jobResult.ts';
import { CommandError, reasonOf } from './errors.ts';

/** A file holds one result, or all of a plan. */
const fileSchema = z.union([planResultsSchema, jobResultSchema.transform((result) => [result])]);

function readResults(file: string): JobResult[] {
  const refuse = (why: string): never => {
    throw new CommandError(
      `${file} is not a result of an experiment: ${why}.`,
      'Move it away; experiment does the run again.',
    );
  };
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(reasonOf(error));
  }
  const parsed = fileSchema.safeParse(json);
  return parsed.success ? parsed.data : refuse(z.prettifyError(parsed.error));
}

/** All results in a folder and the folders in it. @throws CommandError when there is no such folder, or a file is none */
export function readResultFolder(folder: string): JobResult[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new CommandError(`There is no folder ${folder}.`, 'Run an experiment into it first.');
  }
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return names
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => readResults(join(folder, name)));
}

/** What a result must have been made with to count as done. */
export interface Expected {
  readonly config: RunConfig;
  readonly steps: number;
  /** Fingerprint. */
  readonly model: string;
  readonly prompts: number;
  readonly backend: string;
}

/**
 * The result of a job that is done, or null.
 * @throws CommandError when it was made with something else
 */
export function readFinished(file: string, expected: Expected): JobResult | null {
  if (!existsSync(file)) return null;
  const [result] = readResults(file);
  const { config, steps, model, scores, backend } = result;
  const made: Record<string, string | number | boolean | undefined> = {
    ...config,
    ...{ steps, model, prompts: scores['unseen-names'].n, backend },
  };
  const { config: settings, ...others } = expected;
  const wanted = { ...settings, ...others };
  const difference = Object.entries(wanted).find(([key, value]) => made[key] !== value);
  if (!difference) return result;
  const [key, value] = difference;
  throw new CommandError(
    `${file} was made with ${key} ${made[key] ?? 'not known'}; now it is ${value}.`,
    'Results of both cannot be compared. Choose another --out, or move the old results away.',
  );
}
