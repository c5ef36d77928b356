/** Turns what the reader asks of the library into commands of its worker, and the answers into state. */
import type { Result } from '../../core/failure.ts';
import type { Rollout } from '../../core/rollout.ts';
import { resumableCheckpoint, type RunRecord } from '../../core/runRecord.ts';
import type { CheckpointFiles } from '../../worker/checkpointFiles.ts';
import type { LibraryClient, LibraryClientOptions } from '../../worker/libraryClient.ts';
import type {
  ExportedFile,
  ExportKind,
  LibraryEvent,
  Shelf,
  StoredHistory,
} from '../../worker/libraryContract.ts';
import type { StoredRun, TrainController } from './controller.ts';
import type { LibraryState } from './libraryState.ts';
import { keptSteps } from './runState.ts';
import type { PageStore } from './store.ts';

/** None of them rejects; a failure goes into the state. Those with an answer give null then. */
export interface LibraryController {
  readonly refresh: () => Promise<void>;
  readonly history: (id: string) => Promise<StoredHistory | null>;
  /** The files of a checkpoint, to write with; a failure is the caller's to show. */
  readonly model: (id: string, step: number) => Promise<Result<CheckpointFiles>>;
  readonly rename: (shelf: Shelf, key: string, name: string) => Promise<void>;
  readonly remove: (shelf: Shelf, key: string) => Promise<void>;
  readonly removeCheckpoint: (id: string, step: number) => Promise<void>;
  /** Hands a file to the browser's downloads. */
  readonly save: (id: string, kind: ExportKind) => Promise<void>;
  readonly savePairs: (fingerprint: string) => Promise<void>;
  readonly importBundle: (file: File) => Promise<RunRecord | null>;
  /** Shows a run on the other screens, as far as it was kept. */
  readonly open: (id: string) => Promise<boolean>;
  /** Goes on with a run from its newest checkpoint. */
  readonly resume: (id: string) => Promise<boolean>;
  readonly dismissFailure: () => void;
  readonly dismissTrouble: () => void;
  readonly settleOffer: () => void;
  /** Where a trainer records its runs; one port for each trainer. */
  readonly recorderPort: () => MessagePort;
}

export interface LibraryControllerOptions {
  readonly store: PageStore;
  readonly createClient: (options: Pick<LibraryClientOptions, 'onEvent'>) => LibraryClient;
  /** Hands a file to the reader. */
  readonly download: (file: ExportedFile) => void;
}

/** Spawns the library worker; `trainer` is asked for when a run is opened or resumed. */
export function createLibraryController(
  { store, createClient, download }: LibraryControllerOptions,
  trainer: () => Pick<TrainController, 'openRun' | 'resumeRun'>,
): LibraryController {
  const change = (changes: Partial<LibraryState>) =>
    store.setState(({ library }) => ({ library: { ...library, ...changes } }));

  function hear(event: LibraryEvent): void {
    if (event.kind === 'trouble') change({ trouble: event.trouble });
    else change({ changes: store.getState().library.changes + 1 });
  }
  const client = createClient({ onEvent: hear });

  /** The value, or null after the failure has been put where it is shown. */
  async function valueOf<T>(answer: Promise<Result<T>>): Promise<T | null> {
    const result = await answer;
    if (result.ok) return result.value;
    change({ failure: result.failure });
    return null;
  }

  async function busy<T>(act: () => Promise<T>): Promise<T> {
    change({ isBusy: true, failure: null });
    try {
      return await act();
    } finally {
      change({ isBusy: false });
    }
  }

  async function refresh(): Promise<void> {
    const list = await valueOf(client.list());
    if (list !== null) change({ list });
  }

  const command = (answer: () => Promise<Result<null>>) =>
    busy(async () => {
      await valueOf(answer());
      await refresh();
    });

  async function readStored(id: string): Promise<StoredRun | null> {
    const listed = await valueOf(client.list());
    const record = listed?.runs.find((run) => run.id === id);
    const history = record && (await valueOf(client.history(id)));
    if (!record || !history) return null;
    const rollouts = new Map<number, readonly Rollout[]>();
    for (const { step } of record.rollouts.slice(-keptSteps)) {
      // A step that cannot be read is told, and the rest is shown.
      const ofStep = await valueOf(client.rollouts(id, step));
      if (ofStep !== null) rollouts.set(step, ofStep);
    }
    const checkpoint = resumableCheckpoint(record);
    const parts = checkpoint && (await valueOf(client.resume(id)));
    return {
      record,
      history,
      rollouts,
      checkpoint: checkpoint && parts ? { step: checkpoint.step, ...parts.checkpoint } : null,
      pairs: parts?.pairs ?? null,
    };
  }

  const saveFile = (answer: () => Promise<Result<ExportedFile>>) =>
    busy(async () => {
      const file = await valueOf(answer());
      if (file !== null) download(file);
    });

  const show = (id: string, act: (run: StoredRun) => Promise<void> | void) =>
    busy(async () => {
      const run = await readStored(id);
      if (run === null) return false;
      change({ isOfferSettled: true });
      await act(run);
      return true;
    });

  return {
    refresh,
    history: (id) => valueOf(client.history(id)),
    model: (id, step) => client.model(id, step),
    rename: (shelf, key, name) => command(() => client.rename(shelf, key, name)),
    remove: (shelf, key) => command(() => client.remove(shelf, key)),
    removeCheckpoint: (id, step) => command(() => client.removeCheckpoint(id, step)),
    save: (id, kind) => saveFile(() => client.export(id, kind)),
    savePairs: (fingerprint) => saveFile(() => client.exportPairs(fingerprint)),
    importBundle: (file) =>
      busy(async () => {
        const run = await valueOf(client.importBundle(file));
        await refresh();
        return run;
      }),
    open: (id) => show(id, (run) => trainer().openRun(run)),
    resume: (id) => show(id, (run) => trainer().resumeRun(run)),
    dismissFailure: () => change({ failure: null }),
    dismissTrouble: () => change({ trouble: null }),
    settleOffer: () => change({ isOfferSettled: true }),
    recorderPort: () => client.recorderPort(),
  };
}

/** Lets the browser save a file under its name. */
export function downloadFile({ name, content }: ExportedFile): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the browser begins to read it after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
