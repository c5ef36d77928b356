/** The models that can be chosen now. */
import { useLibraryList } from '../library/useLibrary.ts';
import { usePageState } from '../page.ts';
import { defaultModels, savedModels, type SavedModel } from './models.ts';

export interface Models {
  readonly saved: readonly SavedModel[];
  /** The trainer of this tab has a run, going on or at its end. */
  readonly hasRun: boolean;
  /** What stands side by side before the reader chooses. */
  readonly byDefault: readonly string[];
}

export function useModels(): Models {
  const runs = useLibraryList()?.runs ?? [];
  const hasRun = usePageState(({ run }) => run.runId !== null && run.engine !== null);
  const record = usePageState(({ run }) => run.record);
  return { saved: savedModels(runs), hasRun, byDefault: defaultModels(runs, { hasRun, record }) };
}
