/**
 * Writes a run down while it trains. Nothing here rejects: when the storage refuses, the trouble is told, what was
 * there stays, and what is small (the metrics) is tried again with the next step.
 */
import type { Failure } from '../core/failure.ts';
import type { MetricName } from '../core/metrics.ts';
import type { Rollout } from '../core/rollout.ts';
import type { CheckpointRecord, RunRecord } from '../core/runRecord.ts';
import { bytesOfText, MissingFileError, textOfBytes, type FileStore } from './fileStore.ts';
import { formatHistoryLine, parseHistoryLines, type HistoryLine } from './historyFile.ts';
import { packRollouts } from './packedRollouts.ts';
import type { RecordIndex } from './recordIndex.ts';
import {
  bytesIn,
  checkpointFolder,
  historyPath,
  modelFolder,
  pairsPath,
  rolloutsPath,
  runFolder,
  writeFolder,
  type NamedBytes,
} from './runFolder.ts';
import { storageFailure } from './storageFailure.ts';

/** What is known when a run begins. */
export interface RunStart extends Pick<RunRecord, 'id' | 'name' | 'config' | 'engine' | 'base'> {
  /** config.json and the tokenizer's files. */
  readonly modelFiles: readonly NamedBytes[];
  readonly pairs: {
    readonly fingerprint: string;
    readonly name: string;
    readonly count: number;
    readonly content: Blob;
  } | null;
}

export interface Recorder {
  begin(start: RunStart): Promise<void>;
  /** Goes on with a run after `step`: what it had told of later steps is taken back. */
  goOn(id: string, step: number): Promise<void>;
  note(line: HistoryLine): Promise<void>;
  keepRollouts(step: number, rollouts: readonly Rollout[]): Promise<void>;
  keepCheckpoint(
    step: number,
    kind: CheckpointRecord['kind'],
    files: readonly NamedBytes[],
  ): Promise<void>;
  setState(state: RunRecord['state']): Promise<void>;
  /** The run that is being written, or null. */
  current(): string | null;
  /** Writes no more of this run; its files are about to be deleted. */
  forget(id: string): Promise<void>;
}

export interface RecorderParts {
  readonly files: FileStore;
  readonly index: RecordIndex;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when writing begins to fail, in another way, or works again (null). */
  readonly onTrouble: (trouble: Failure | null) => void;
  readonly onChange: () => void;
}

/** Steps with rollouts; from there on every second one is dropped, so a long run keeps the same room. */
export const mostKeptSteps = 48;

const headline = 'eval/func-sec@1' satisfies MetricName;

type Part = 'history' | 'rollouts' | 'checkpoint' | 'index';

export function createRecorder(parts: RecorderParts): Recorder {
  const { files, index, now, onTrouble, onChange } = parts;
  let run: RunRecord | null = null;
  let unwritten: HistoryLine[] = [];
  const troubles = new Map<Part, Failure>();
  let told: Failure | null = null;
  let last: Promise<void> = Promise.resolve();

  function tell(): void {
    const trouble = [...troubles.values()].at(0) ?? null;
    if (trouble?.message === told?.message) return;
    told = trouble;
    onTrouble(trouble);
  }

  /** Does one thing after what was asked before; gives whether it worked. */
  async function attempt(part: Part, act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      troubles.delete(part);
      return true;
    } catch (error) {
      troubles.set(part, storageFailure(error, run?.step ?? null));
      return false;
    } finally {
      tell();
    }
  }

  function inOrder(act: () => Promise<void>): Promise<void> {
    // One thing that goes wrong must not keep the next from being done.
    last = last.then(() => attempt('index', act)).then(() => undefined);
    return last;
  }

  async function save(changes: Partial<RunRecord>): Promise<void> {
    if (run === null) return;
    const changed = { ...run, ...changes, updatedAt: now() };
    run = changed;
    await attempt('index', () => index.putRun(changed));
    onChange();
  }

  async function writeHistory({ id }: RunRecord): Promise<void> {
    const lines = unwritten;
    if (lines.length === 0) return;
    const text = lines.map(formatHistoryLine).join('');
    const isWritten = await attempt('history', () =>
      files.append(historyPath(id), bytesOfText(text)),
    );
    if (isWritten) unwritten = [];
  }

  async function thinRollouts({ id, rollouts }: RunRecord): Promise<RunRecord['rollouts']> {
    if (rollouts.length <= mostKeptSteps) return rollouts;
    // The first and the newest stay.
    const isKept = (i: number) => i % 2 === 0 || i === rollouts.length - 1;
    for (const [i, { step }] of rollouts.entries()) {
      if (!isKept(i)) await files.remove(rolloutsPath(id, step));
    }
    return rollouts.filter((_, i) => isKept(i));
  }

  const sizeOf = async ({ id, bytes }: RunRecord) =>
    bytesIn(files, runFolder(id)).catch(() => bytes);

  return {
    begin: ({ id, name, config, engine, base, modelFiles, pairs }) =>
      inOrder(async () => {
        const at = now();
        unwritten = [];
        run = {
          version: 1,
          ...{ id, name, config, engine, base },
          createdAt: at,
          updatedAt: at,
          state: 'running',
          step: 0,
          funcSec: null,
          failure: null,
          pairs: pairs?.fingerprint ?? null,
          checkpoints: [],
          rollouts: [],
          bytes: 0,
          isImported: false,
        };
        await attempt('index', () => writeFolder(files, modelFolder(id), modelFiles));
        if (pairs !== null) await attempt('index', () => keepPairs(parts, pairs));
        await save({});
      }),
    goOn: (id, step) =>
      inOrder(async () => {
        unwritten = [];
        const known = (await index.list()).runs.find((entry) => entry.id === id);
        run = known ?? null;
        if (!known) return;
        await attempt('history', () => cutHistory(files, id, step));
        const isBefore = (entry: { step: number }) => entry.step <= step;
        const rollouts = known.rollouts.filter(isBefore);
        const checkpoints = known.checkpoints.filter(isBefore);
        await save({ step, rollouts, checkpoints, state: 'running', failure: null });
      }),
    note: (line) =>
      inOrder(async () => {
        if (run === null) return;
        unwritten.push(line);
        await writeHistory(run);
        if (line.kind === 'step') await save({ step: line.step });
        if (line.kind === 'evaluation') await save({ funcSec: line.metrics[headline] ?? null });
        if (line.kind === 'failure') await save({ failure: line.failure });
      }),
    keepRollouts: (step, rollouts) =>
      inOrder(async () => {
        if (run === null) return;
        const { id, rollouts: kept } = run;
        const packed = packRollouts(rollouts);
        const isKept = await attempt('rollouts', () => files.write(rolloutsPath(id, step), packed));
        if (!isKept) return;
        const others = kept.filter((entry) => entry.step !== step);
        const all = [...others, { step, bytes: packed.byteLength }].sort((a, b) => a.step - b.step);
        const thinned = await thinRollouts({ ...run, rollouts: all });
        await save({ rollouts: thinned, bytes: await sizeOf(run) });
      }),
    keepCheckpoint: (step, kind, content) =>
      inOrder(async () => {
        if (run === null) return;
        const { id, checkpoints } = run;
        const folder = checkpointFolder(id, step);
        const isKept = await attempt('checkpoint', () => writeFolder(files, folder, content));
        const others = checkpoints.filter((entry) => entry.step !== step);
        if (!isKept) {
          await files.remove(folder).catch(() => undefined);
          await save({ checkpoints: others });
          return;
        }
        const bytes = content.reduce((sum, file) => sum + file.bytes.byteLength, 0);
        // Entered before older ones go, so that there is always one to go on from.
        await save({ checkpoints: [...others, { step, kind, bytes, savedAt: now() }] });
        const old = others.filter((entry) => entry.kind === 'regular');
        for (const entry of old) await files.remove(checkpointFolder(id, entry.step));
        const left = run.checkpoints.filter((entry) => !old.includes(entry));
        await save({ checkpoints: left, bytes: await sizeOf(run) });
      }),
    setState: (state) =>
      inOrder(async () => {
        if (run === null) return;
        await writeHistory(run);
        await save({ state, bytes: await sizeOf(run) });
      }),
    current: () => run?.id ?? null,
    forget: (id) =>
      inOrder(() => {
        if (run?.id === id) run = null;
        return Promise.resolve();
      }),
  };
}

async function keepPairs(
  { files, index, now }: RecorderParts,
  { fingerprint, name, count, content }: NonNullable<RunStart['pairs']>,
): Promise<void> {
  const { pairs } = await index.list();
  if (pairs.some((known) => known.fingerprint === fingerprint)) return;
  const bytes = new Uint8Array(await content.arrayBuffer());
  await files.write(pairsPath(fingerprint), bytes);
  await index.putPairs({ fingerprint, name, count, bytes: bytes.byteLength, savedAt: now() });
}

/** Shorter than before, so a full storage does not refuse it. */
async function cutHistory(files: FileStore, id: string, step: number): Promise<void> {
  try {
    const text = textOfBytes(await files.read(historyPath(id)));
    const kept = parseHistoryLines(text).lines.filter((line) => line.step <= step);
    await files.write(historyPath(id), bytesOfText(kept.map(formatHistoryLine).join('')));
  } catch (error) {
    if (!(error instanceof MissingFileError)) throw error;
  }
}
