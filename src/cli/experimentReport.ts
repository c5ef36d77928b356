/** The report of experiments as files: Markdown in the common format, figures, numbers. */
import { format, resolveConfig } from 'prettier';
import { gatherResults, reportFiles } from '../experiment/files.ts';
import type { JobResult } from '../experiment/jobResult.ts';
import { CommandError } from './errors.ts';

/**
 * Path beside the report, and text; the report itself has the empty path.
 * @throws CommandError when the results cannot stand beside each other
 */
export async function assembleReport(
  results: readonly JobResult[],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map(reportFiles(gather(results)));
  const style = await resolveConfig('docs/results.md');
  files.set('', await format(files.get('') ?? '', { ...style, parser: 'markdown' }));
  return files;
}

function gather(results: readonly JobResult[]) {
  try {
    return gatherResults(results);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CommandError(
      `${error.message}.`,
      'Give --in only folders of results that belong together.',
    );
  }
}
