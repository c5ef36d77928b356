/** Turns what the reader presses into commands, and what the trainer says into state. */
import { alarmsOf } from '../../core/alarms.ts';
import { failed, ok, type Failure, type Result } from '../../core/failure.ts';
import { runConfigSchema, type RunConfig } from '../../core/runConfig.ts';
import type { RunHistory } from '../../core/runHistory.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import type { TrainerClient, TrainerClientOptions } from '../../worker/client.ts';
import type { BackendName, TrainerEvent } from '../../worker/contract.ts';
import { chosenPairs } from './pairsState.ts';
import {
  applyEvent,
  initialRunState,
  setFollowing,
  setRollouts,
  type RunState,
} from './runState.ts';
import type { PageStore } from './store.ts';

export interface TrainController {
  /** Spawns a worker, if none is alive, and loads the engine on this backend. */
  load(backend: BackendName): Promise<void>;
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  step(): Promise<void>;
  stop(): Promise<void>;
  /** Replaces the worker by a new one on the same backend; the run so far stays on the screen. */
  reload(): Promise<void>;
  /** Goes on from the run's newest checkpoint, in a new worker on the same backend. */
  continueRun(): Promise<void>;
  /** Shows a kept run in place of the one on the screen; one that trains is stopped and stays in the library. */
  openRun(run: StoredRun): Promise<void>;
  /** Shows a kept run and goes on from its checkpoint. */
  resumeRun(run: StoredRun): Promise<void>;
  /** Asks the trainer what is no command of a run, once the engine is there. */
  readonly ask: <T>(question: (trainer: TrainerClient) => Promise<Result<T>>) => Promise<Result<T>>;
  setConfig(config: RunConfig): void;
  dispose(): void;
}

/** A run as the library keeps it. */
export interface StoredRun {
  readonly record: RunRecord;
  readonly history: RunHistory;
  /** By step, those that are shown. */
  readonly rollouts: RunState['rollouts'];
  /** To go on from; null when there is none. */
  readonly checkpoint: RunState['checkpoint'];
  readonly pairs: Blob | null;
}

export interface ControllerOptions {
  readonly store: PageStore;
  readonly createClient: (options: Pick<TrainerClientOptions, 'onEvent'>) => TrainerClient;
  readonly now: () => number;
  /** Where a trainer writes its runs down; without it nothing is kept. */
  readonly recorderPort?: () => MessagePort;
}

const noEngine: Failure = {
  code: 'wrong-state',
  message: 'No engine is loaded, so no model can be asked.',
  hint: 'Load the engine, then ask again.',
  step: null,
};

/** Creates the controller; nothing is spawned before the first load. */
export function createTrainController(options: ControllerOptions): TrainController {
  const { store, now } = options;
  let client: TrainerClient | null = null;
  let backend: BackendName = 'webgpu';
  let loading: Promise<void> | null = null;
  /** What the newest run trains on: the reader may have imported other pairs since. */
  let runPairs: Blob | null = null;
  /** What pausing has held in place of following the newest step; null when it has not. */
  let held: RunState['selection'] | null = null;

  const setRun = (change: (run: RunState) => RunState) =>
    store.setState((state) => ({ run: change(state.run) }));
  // The trainer reports its own state; a refused command leaves it as it is.
  const fail = (failure: Failure) => setRun((run) => ({ ...run, failure }));

  async function pullRollouts(source: TrainerClient, runId: string, step: number): Promise<void> {
    const answer = await source.inspect(step);
    // A failure here is not news: the worker has reported its end, or the run has been replaced.
    if (!answer.ok || store.getState().run.runId !== runId) return;
    setRun((run) => setRollouts(run, step, answer.value));
  }

  function connect(): TrainerClient {
    if (client !== null) return client;
    const created: TrainerClient = options.createClient({
      onEvent: (event: TrainerEvent) => {
        if (client !== created) return;
        setRun((run) => applyEvent(run, event, now()));
        // The settings on the screen are those of the run, whatever was changed since it stopped.
        if (event.kind === 'continued') {
          store.setState({ config: event.config, runConfig: event.config });
        }
        if (event.kind === 'step') void pullRollouts(created, event.runId, event.step);
      },
    });
    client = created;
    if (options.recorderPort) void created.record(options.recorderPort());
    return created;
  }

  async function loadEngine(): Promise<void> {
    store.setState({ loadFailure: null });
    // Another worker may name its first run as this one did; without a name, that run begins empty.
    setRun((run) => ({ ...run, trainer: 'loading', engine: null, failure: null, runId: null }));
    const source = connect();
    const answer = await source.load(backend);
    if (client !== source) return;
    if (answer.ok) {
      setRun((run) => ({ ...run, engine: answer.value, trainer: 'ready', progress: null }));
      return;
    }
    client.terminate();
    client = null;
    store.setState({ loadFailure: answer.failure });
    setRun((run) => ({ ...run, trainer: 'idle', failure: null, progress: null }));
  }

  /** Sends a command once the engine is there; a failure value goes to the banner. */
  async function send<T>(command: (source: TrainerClient) => Promise<Result<T>>): Promise<void> {
    store.setState({ isBusy: true });
    try {
      await loading;
      const source = client;
      if (source === null || store.getState().run.engine === null) return;
      const answer = await command(source);
      if (!answer.ok && client === source) fail(answer.failure);
    } finally {
      store.setState({ isBusy: false });
    }
  }

  const begin = (command: 'start' | 'step') =>
    send(async (source) => {
      const { config, pairs, run } = store.getState();
      // A paused run goes on with what it has.
      const isPaused = run.trainer === 'paused';
      const next = isPaused ? runPairs : chosenPairs(pairs);
      const answer = await source[command](config, next);
      if (answer.ok) {
        runPairs = next;
        if (!isPaused) store.setState({ runConfig: config });
      }
      return answer;
    });

  /** What the reader looks at when pausing stays: the step that is under way ends, and would take its place. */
  const holdShown = () => {
    const { selection, wholeStep } = store.getState().run;
    if (!selection.isFollowing || selection.step === null || selection.step !== wholeStep) return;
    setRun((run) => setFollowing(run, false));
    held = store.getState().run.selection;
  };
  /** Unless the reader has chosen another rollout since. */
  const followAgain = () => {
    if (held === store.getState().run.selection) setRun((run) => setFollowing(run, true));
    held = null;
  };

  /** Goes on from the checkpoint of the run on the screen. */
  const goOn = () =>
    send((source) => {
      const { checkpoint, record } = store.getState().run;
      if (checkpoint === null) return Promise.resolve(ok(null));
      return source.continueRun({ files: checkpoint.files }, runPairs, record);
    });

  const replaceWorker = () => {
    client?.terminate();
    client = null;
  };

  const controller: TrainController = {
    load(name) {
      backend = name;
      loading = loadEngine();
      return loading;
    },
    start: () => {
      followAgain();
      return begin('start');
    },
    pause: () => {
      holdShown();
      return send((source) => source.pause());
    },
    resume: () => {
      followAgain();
      return send((source) => source.resume());
    },
    step: () => {
      followAgain();
      return begin('step');
    },
    stop: () => send((source) => source.stop()),
    reload() {
      replaceWorker();
      return controller.load(backend);
    },
    async continueRun() {
      const { checkpoint } = store.getState().run;
      if (checkpoint === null) return;
      await controller.reload();
      await goOn();
    },
    async openRun({ record, history, rollouts, checkpoint, pairs: kept }) {
      const { trainer } = store.getState().run;
      if (trainer === 'running' || trainer === 'paused') await controller.stop();
      const { steps, evaluations, stages } = history;
      runPairs = kept;
      store.setState({ config: record.config, runConfig: record.config });
      setRun(({ engine, trainer: state }) => ({
        ...initialRunState,
        ...{ engine, trainer: state, steps, evaluations, stages, checkpoint },
        alarms: alarmsOf(record.config, history),
        record: record.id,
        step: record.step,
      }));
      for (const [step, ofStep] of rollouts) setRun((run) => setRollouts(run, step, ofStep));
    },
    async resumeRun(run) {
      await controller.openRun(run);
      await goOn();
    },
    ask: async (question) => {
      await loading;
      return client === null || store.getState().run.engine === null
        ? failed(store.getState().loadFailure ?? noEngine)
        : question(client);
    },
    setConfig: (config) => store.setState({ config: runConfigSchema.parse(config) }),
    dispose: replaceWorker,
  };
  return controller;
}
