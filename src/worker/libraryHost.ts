/** The commands of the library worker, which owns the storage: it records runs, lists, exports and imports them. */
import * as Comlink from 'comlink';
import { FailureError, settle, type Result } from '../core/failure.ts';
import type { PairsRecord, RunRecord } from '../core/runRecord.ts';
import { parseSafetensors } from '../model/safetensors.ts';
import { largestBundle, readBundle, writeBundle, type Bundle } from '../storage/bundle.ts';
import { completionsJsonl } from '../storage/completionsTable.ts';
import { createLibrary, resumeFiles, type Library } from '../storage/library.ts';
import { metricsCsv, metricsJsonl } from '../storage/metricsTable.ts';
import type { OpenStorage } from '../storage/openStorage.ts';
import { createRecorder, type Recorder } from '../storage/recorder.ts';
import type { NamedBytes } from '../storage/runFolder.ts';
import { storageFailure } from '../storage/storageFailure.ts';
import { writeZip } from '../storage/zip.ts';
import type { ExportedFile, ExportKind, LibraryApi, LibraryEvent } from './libraryContract.ts';
import { newRecordId } from './recordId.ts';
import type { RunLocks } from './runLocks.ts';
import type { RecorderApi } from './runRecording.ts';

export interface LibraryHostParts {
  readonly storage: Promise<OpenStorage>;
  readonly locks: RunLocks;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Opened {
  readonly library: Library;
  readonly recorder: Recorder;
  readonly whyMemory: string | null;
}

/** Turns what is thrown into a value. */
const settled = <T>(act: () => Promise<T>): Promise<Result<T>> =>
  settle(act, (error) => storageFailure(error, null));

export function createLibraryHost({ storage, locks, now }: LibraryHostParts): LibraryApi {
  let port: MessagePort | null = null;
  const send = (event: LibraryEvent) => port?.postMessage(event);
  const opened: Promise<Opened> = storage.then(({ files, index, whyMemory }) => ({
    library: createLibrary(files, index),
    recorder: createRecorder({
      files,
      index,
      now,
      onTrouble: (trouble) => send({ kind: 'trouble', trouble }),
      onChange: () => send({ kind: 'changed' }),
    }),
    whyMemory,
  }));
  const withLibrary = <T>(act: (library: Library) => Promise<T>) =>
    settled(async () => act((await opened).library));
  const change = (act: (library: Library) => Promise<void>) =>
    withLibrary(async (library) => {
      await act(library);
      send({ kind: 'changed' });
      return null;
    });

  return {
    subscribe: async (newPort) => {
      port = newPort;
      await opened;
    },
    record: async (trainer) => {
      const { recorder } = await opened;
      Comlink.expose(recorderFor(recorder, locks), trainer);
    },
    list: () =>
      settled(async () => {
        const { library, whyMemory } = await opened;
        const [listed, live] = await Promise.all([library.list(), locks.held()]);
        return { ...listed, live, whyMemory };
      }),
    history: (id) =>
      withLibrary(async (library) => {
        await library.run(id);
        const { samples, ...others } = await library.history(id);
        return { ...others, samples: [...samples] };
      }),
    rollouts: (id, step) => withLibrary((library) => library.rollouts(id, step)),
    resume: (id) =>
      withLibrary(async (library) => {
        const { files, pairs } = await resumeFiles(library, id);
        return { checkpoint: { files }, pairs: pairs === null ? null : new Blob([pairs]) };
      }),
    model: (id, step) =>
      withLibrary(async (library) => ({ files: await modelFilesAt(library, id, step) })),
    rename: (shelf, key, name) => change((library) => library.rename(shelf, key, name)),
    remove: async (shelf, key) => {
      const { recorder } = await opened;
      return change(async (library) => {
        await recorder.forget(key);
        await library.remove(shelf, key);
      });
    },
    removeCheckpoint: (id, step) => change((library) => library.removeCheckpoint(id, step)),
    export: (id, kind) => withLibrary((library) => exportRun(library, id, kind)),
    exportPairs: (fingerprint) =>
      withLibrary(async (library) => {
        const { pairs } = await library.list();
        const set = pairs.find((known) => known.fingerprint === fingerprint);
        const content = await library.pairs(fingerprint);
        return {
          name: `${fileName(set ?? { name: 'pairs' })}.jsonl`,
          content: new Blob([content]),
        };
      }),
    importBundle: (file) =>
      withLibrary(async (library) => {
        const run = await library.add(await readChecked(file), newRecordId(now()));
        send({ kind: 'changed' });
        return run;
      }),
  };
}

/** What a trainer may ask of the recorder; a run's lock is held while it can train. */
function recorderFor(recorder: Recorder, locks: RunLocks): RecorderApi {
  return {
    begin: (start) => {
      locks.hold(start.id);
      return recorder.begin(start);
    },
    goOn: (id, step) => {
      locks.hold(id);
      return recorder.goOn(id, step);
    },
    note: (line) => recorder.note(line),
    keepRollouts: (step, rollouts) => recorder.keepRollouts(step, rollouts),
    keepCheckpoint: (step, kind, files) => recorder.keepCheckpoint(step, kind, files),
    setState: async (state) => {
      await recorder.setState(state);
      if (state === 'stopped' || state === 'failed') locks.hold(null);
    },
  };
}

async function readChecked(file: Blob): Promise<Bundle> {
  const refuse = (why: string) =>
    new FailureError({
      code: 'bundle-invalid',
      message: `The file cannot be opened as a run: ${why}.`,
      hint: 'Choose a file that the library of PatchGrad has exported as a run bundle. Nothing was changed.',
      step: null,
    });
  if (file.size > largestBundle) throw refuse(`it is larger than ${largestBundle / 1e6} MB`);
  const bundle = readBundle(new Uint8Array(await file.arrayBuffer()));
  for (const { name, bytes } of bundle.checkpoint) {
    if (!name.endsWith('.safetensors')) continue;
    try {
      parseSafetensors(bytes);
    } catch (error) {
      throw refuse(`checkpoint/${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return bundle;
}

/** A name without what file systems refuse. */
const fileName = ({ name }: Pick<RunRecord | PairsRecord, 'name'>) =>
  name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[.-]+|[.-]+$/g, '') || 'run';

async function exportRun(library: Library, id: string, kind: ExportKind): Promise<ExportedFile> {
  const run = await library.run(id);
  const name = fileName(run);
  const text = (extension: string, content: string): ExportedFile => ({
    name: `${name}.${extension}`,
    content: new Blob([content]),
  });
  switch (kind) {
    case 'metrics.jsonl':
      return text(kind, metricsJsonl(await library.history(id)));
    case 'metrics.csv':
      return text(kind, metricsCsv(await library.history(id)));
    case 'completions.jsonl': {
      // One step at a time, so that not all rollouts are in the heap at once.
      const parts: Blob[] = [];
      for (const { step } of run.rollouts) {
        parts.push(new Blob([completionsJsonl(await library.rollouts(id, step))]));
      }
      return { name: `${name}.${kind}`, content: new Blob(parts) };
    }
    case 'bundle':
      return {
        name: `${name}.patchgrad.zip`,
        content: new Blob([writeBundle(await library.bundle(id))]),
      };
    case 'model':
      return { name: `${name}.model.zip`, content: new Blob([await modelZip(library, run)]) };
  }
}

/** A folder in Hugging Face layout, with the weights of the newest checkpoint. */
async function modelZip(library: Library, run: RunRecord): Promise<Uint8Array<ArrayBuffer>> {
  const newest = run.checkpoints.at(-1);
  if (newest !== undefined) return writeZip(await modelFilesAt(library, run.id, newest.step));
  throw new FailureError({
    code: 'wrong-state',
    message: 'No checkpoint of this run is kept, so there are no weights to export.',
    hint: 'Go on with the run until it has saved one.',
    step: null,
  });
}

/** The weights of a checkpoint, and the files that belong to every model of the run. */
async function modelFilesAt(library: Library, id: string, step: number): Promise<NamedBytes[]> {
  const weights = (await library.checkpoint(id, step)).find((f) => f.name === 'model.safetensors');
  if (weights !== undefined) return [weights, ...(await library.modelFiles(id))];
  throw new FailureError({
    code: 'wrong-state',
    message: `The checkpoint after step ${step} is not in this browser any more.`,
    hint: 'It may have been replaced by a newer one, or deleted. Choose another checkpoint.',
    step: null,
  });
}
