/** The models that can write: the shipped one, the run of this tab, and the checkpoints that the library keeps. Pure. */
import type { CheckpointRecord, RunRecord } from '../../core/runRecord.ts';
import type { ModelRef } from '../../worker/generationContract.ts';

export interface SavedModel {
  readonly key: string;
  readonly run: RunRecord;
  readonly checkpoint: CheckpointRecord;
}

const savedKey = ({ id }: RunRecord, { step }: CheckpointRecord) => `${id}@${step}`;

/** Its stages end where SFT does and where the outcome stage does. */
export const isEndOfSft = ({ config }: RunRecord, { kind, step }: CheckpointRecord): boolean =>
  kind !== 'regular' && step <= config.sftSteps;

/** Every checkpoint, of the newest run first. */
export const savedModels = (runs: readonly RunRecord[]): SavedModel[] =>
  runs.flatMap((run) =>
    run.checkpoints.map((checkpoint) => ({ key: savedKey(run, checkpoint), run, checkpoint })),
  );

/** @param key of an address: `base`, `run`, or a run's id and a step as `id@step` */
export function refOf(key: string): ModelRef {
  if (key === 'base' || key === 'run') return { kind: key };
  const [id = '', step = ''] = key.split('@');
  return { kind: 'checkpoint', id, step: Number(step) };
}

/**
 * What stands side by side before the reader chooses: the shipped model, what SFT left of a run, and that run now or at
 * its newest checkpoint. It is the run of this tab, or else the newest that has a checkpoint.
 * @param record of the run of this tab; null when it is not kept
 */
export function defaultModels(
  runs: readonly RunRecord[],
  { hasRun, record }: { readonly hasRun: boolean; readonly record: string | null },
): string[] {
  const run = hasRun
    ? runs.find(({ id }) => id === record)
    : runs.find(({ checkpoints }) => checkpoints.length > 0);
  const ofRun = run?.checkpoints ?? [];
  const sft = run && ofRun.find((checkpoint) => isEndOfSft(run, checkpoint));
  const newest = ofRun.at(-1);
  const last = hasRun ? 'run' : run && newest && savedKey(run, newest);
  const keys = ['base', run && sft && savedKey(run, sft), last];
  return [...new Set(keys.flatMap((key) => key ?? []))];
}

/** A model that no column shows yet, for a column more; null when all are shown. */
export function unusedModel(
  used: readonly string[],
  saved: readonly SavedModel[],
  hasRun: boolean,
): string | null {
  const all = ['base', ...(hasRun ? ['run'] : []), ...saved.map(({ key }) => key)];
  return all.find((key) => !used.includes(key)) ?? null;
}
