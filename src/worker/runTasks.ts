/** The tasks of a run, from what the page sends with its start. */
import { FailureError } from '../core/failure.ts';
import type { RunConfig } from '../core/runConfig.ts';
import type { ModelConfig } from '../model/modelConfig.ts';
import { createAnalyser } from '../oracle/static/analyser.ts';
import { partsInBrowser } from '../oracle/static/loadBrowser.ts';
import type { RunCheckpoint } from '../training/runCheckpoint.ts';
import {
  corpusTasks,
  fittingTasks,
  importedTasks,
  type TaskSource,
} from '../training/taskSource.ts';
import { readPairBlob } from './pairBlob.ts';

/**
 * @param pairs of a PairReport, or null for the corpus
 * @throws FailureError 'config-invalid' when no pair fits the settings
 */
export async function taskSource(
  pairs: Blob | null,
  { max_position_embeddings: context }: Pick<ModelConfig, 'max_position_embeddings'>,
  config: Pick<RunConfig, 'seed' | 'pairsPerFamily' | 'scarcePrompts' | 'maxCompletionLength'>,
): Promise<TaskSource> {
  if (pairs === null) return corpusTasks(config);
  const { seed, maxCompletionLength } = config;
  const tasks = fittingTasks(await readPairBlob(pairs), { context, maxCompletionLength });
  if (tasks.length > 0) return importedTasks(tasks, seed, createAnalyser(partsInBrowser));
  throw new FailureError({
    code: 'config-invalid',
    message: `None of your pairs fits the model with completions of at most ${maxCompletionLength} tokens.`,
    hint: 'Change the setting “Longest completion”, import other pairs, or train on the shipped corpus.',
    step: null,
  });
}

/** @throws FailureError 'asset-invalid' when the checkpoint is of a run on other tasks */
export function requireSameTasks(
  tasks: Pick<TaskSource, 'pairs'>,
  { pairs }: Pick<RunCheckpoint, 'pairs'>,
): void {
  if ((tasks.pairs?.fingerprint ?? null) === pairs) return;
  throw new FailureError({
    code: 'asset-invalid',
    message: 'The run trained on other pairs than those that are here, so it cannot go on.',
    hint: 'Start the run again from the beginning; its seed repeats it.',
    step: null,
  });
}
