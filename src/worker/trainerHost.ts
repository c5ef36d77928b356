/** The commands of the trainer worker: loads what a run needs, starts runs and tells the page the news. */
import * as Comlink from 'comlink';
import { z } from 'zod';
import { failed, ok, type Result } from '../core/failure.ts';
import { runConfigSchema, type RunConfig } from '../core/runConfig.ts';
import { families } from '../corpus/families.ts';
import { startWasm, startWebGpu, type Engine } from '../engine/backend.ts';
import { wasmUrls } from '../engine/wasmUrls.ts';
import {
  fingerprint,
  loadCheckpoint,
  type Checkpoint,
  type ReadFile,
} from '../model/checkpoint.ts';
import { writeSafetensors } from '../model/safetensors.ts';
import { readWeights } from '../model/transformer.ts';
import { tuneWithMemory } from './planMemory.ts';
import { prepareKernels } from '../training/prepareKernels.ts';
import { createTrainer, type OwnedTrainer } from '../training/trainer.ts';
import type { TaskSource } from '../training/taskSource.ts';
import { startRun, type Run } from '../training/run.ts';
import { createTurns } from '../training/turns.ts';
import {
  readRunCheckpoint,
  type NamedFile,
  type RunCheckpoint,
} from '../training/runCheckpoint.ts';
import { checkpointFilesSchema, type CheckpointFiles } from './checkpointFiles.ts';
import { backendNameSchema, type TrainerApi, type TrainerEvent } from './contract.ts';
import { causeFault } from './drill.ts';
import { createGenerationHost } from './generationHost.ts';
import { explainLoad, noRun, notLoaded, settled, wrongState } from './hostFailures.ts';
import { createOraclePool, poolSize } from './oraclePool.ts';
import { readModelFiles } from './modelFiles.ts';
import { newsOf } from './runNews.ts';
import { recordRun, type RecorderApi } from './runRecording.ts';
import { sliceRollouts } from './rolloutSlice.ts';
import { requireSameTasks, taskSource } from './runTasks.ts';
import type { Fault } from './workerName.ts';

export interface TrainerHostParts {
  readonly readAsset: ReadFile;
  /** A failure to cause on purpose, or null. */
  readonly fault: Fault | null;
  /** Subscribing answers after this. */
  readonly ready: Promise<void>;
  /** Ends the worker. */
  readonly end: () => void;
}

interface Loaded {
  readonly engine: Engine;
  readonly checkpoint: Checkpoint;
  /** What an export holds beside the weights. */
  readonly modelFiles: readonly NamedFile[];
}

/** Where a run comes from. */
interface Origin {
  /** As it was started with. */
  readonly pairs: Blob | null;
  readonly from?: RunCheckpoint;
  /** Where the library keeps a run that goes on. */
  readonly record?: string | null;
}

interface LiveRun {
  readonly id: string;
  readonly run: Run;
  readonly trainer: OwnedTrainer;
}

export function createTrainerHost({
  readAsset,
  fault,
  ready: whenReady,
  end,
}: TrainerHostParts): TrainerApi {
  const oracle = createOraclePool(poolSize(navigator.hardwareConcurrency));
  let port: MessagePort | null = null;
  let loaded: Loaded | null = null;
  let live: LiveRun | null = null;
  let runs = 0;
  let recorder: RecorderApi | null = null;
  const turns = createTurns();
  const { clear: dropModels, ...generation } = createGenerationHost({
    loaded: () => loaded,
    live: () => live && { policy: live.trainer.policy, step: live.run.step() },
    turns,
    oracle,
  });

  const send = (event: TrainerEvent, transfer: Transferable[] = []) =>
    port?.postMessage(event, transfer);

  async function retire(): Promise<void> {
    if (!live) return;
    live.run.stop();
    await live.run.ended;
    const { trainer } = live;
    live = null;
    // Who asks its model something gets the answer first.
    await turns.take(() => Promise.resolve(trainer.dispose()));
  }

  async function begin(
    config: unknown,
    pairs: Blob | null,
    isSingleStep: boolean,
  ): Promise<Result<string>> {
    const parsed = runConfigSchema.safeParse(config);
    if (!parsed.success) {
      return failed({
        code: 'config-invalid',
        message: `The settings cannot be used: ${z.prettifyError(parsed.error)}`,
        hint: 'Correct the setting that is named, or reset it to its default.',
        step: null,
      });
    }
    if (!loaded) return notLoaded();
    const ready = loaded;
    return settled(async () => {
      const tasks = await taskSource(pairs, ready.checkpoint.config, parsed.data);
      await retire();
      const id = `run-${(runs += 1)}`;
      live = startLiveRun(id, ready, parsed.data, tasks, isSingleStep, { pairs });
      return id;
    });
  }

  async function continueFrom(
    { files }: CheckpointFiles,
    pairs: Blob | null,
    record: string | null,
  ): Promise<Result<string>> {
    if (!loaded) return notLoaded();
    const read = (name: string) => {
      const file = files.find((f) => f.name === name);
      return file ? Promise.resolve(file.bytes) : Promise.reject(new Error(`it has no ${name}`));
    };
    const ready = loaded;
    return settled(async () => {
      const from = await readRunCheckpoint(read, fingerprint(ready.checkpoint.weights));
      const { step, config, history } = from;
      const tasks = await taskSource(pairs, ready.checkpoint.config, config);
      requireSameTasks(tasks, from);
      await retire();
      ready.engine.tuner?.remember(from.plans);
      const id = `run-${(runs += 1)}`;
      send({ kind: 'continued', runId: id, step, config, history });
      live = startLiveRun(id, ready, config, tasks, false, { pairs, from, record });
      return id;
    });
  }

  function startLiveRun(
    id: string,
    { engine, checkpoint, modelFiles }: Loaded,
    config: RunConfig,
    tasks: TaskSource,
    isSingleStep: boolean,
    { pairs, from, record = null }: Origin,
  ): LiveRun {
    const trainer = createTrainer(checkpoint, config, oracle, from, tasks);
    const { bytes, microBatches } = trainer.memory;
    const base = fingerprint(checkpoint.weights);
    const news = newsOf(id, base, send, recorder && recorder.keepCheckpoint);
    const start = { config, engine, base, modelFiles, tasks, pairs };
    const recording =
      recorder && recordRun(recorder, news, start, from && { record, step: from.step });
    const run = startRun(
      trainer,
      {
        engine,
        turns,
        now: () => performance.now(),
        beforeStep: (step) => {
          // A drill breaks a run once; the one that goes on is spared.
          if (!from && fault?.step === step) causeFault(fault.kind, engine, trainer.policy, end);
        },
      },
      recording?.listener((step) => run.inspect(step)) ?? news,
      isSingleStep,
      from,
    );
    send({ kind: 'memory', runId: id, bytes, microBatches });
    if (recording) send({ kind: 'recorded', runId: id, record: recording.id });
    if (tasks.pairs) send({ kind: 'pairs', runId: id, count: tasks.pairs.count });
    return { id, run, trainer };
  }

  const withRun = (act: (run: Run) => void): Promise<Result<null>> => {
    if (!live) return Promise.resolve(noRun());
    act(live.run);
    return Promise.resolve(ok(null));
  };

  return {
    ...generation,
    subscribe: async (newPort) => {
      port = newPort;
      await whenReady;
    },
    load: async (backend) => {
      send({ kind: 'state', state: 'loading', runId: null, step: 0 });
      try {
        await retire();
        dropModels();
        const name = backendNameSchema.parse(backend);
        const [engine, checkpoint, modelFiles] = await Promise.all([
          name === 'webgpu' ? startWebGpu() : startWasm(wasmUrls),
          loadCheckpoint(readAsset),
          readModelFiles(readAsset),
          oracle.load(),
        ]);
        await prepareKernels(checkpoint, oracle, (done, total) => {
          send({ kind: 'progress', runId: null, step: 0, phase: 'compile', done, total });
        });
        const { tuner } = engine;
        if (tuner) await tuneWithMemory(tuner, engine.adapter, () => tuner.measureAsked());
        loaded = { engine, checkpoint, modelFiles };
        send({ kind: 'state', state: 'ready', runId: null, step: 0 });
        return ok({
          backend: engine.backend,
          adapter: engine.adapter,
          isSoftware: engine.isSoftware,
          parameters: countParameters(checkpoint),
          vocabulary: checkpoint.config.vocab_size,
          families: families.length,
        });
      } catch (error) {
        send({ kind: 'state', state: 'idle', runId: null, step: 0 });
        return failed(explainLoad(error));
      }
    },
    start: (config, pairs) => begin(config, pairs, false),
    step: async (config, pairs) => {
      if (live?.run.state() !== 'paused') return begin(config, pairs, true);
      live.run.stepOnce();
      return ok(live.id);
    },
    continueRun: (files, pairs, record) =>
      continueFrom(checkpointFilesSchema.parse(files), pairs, record),
    record: (newPort) => {
      recorder = Comlink.wrap<RecorderApi>(newPort);
      return Promise.resolve(ok(null));
    },
    pause: () => withRun((run) => run.pause()),
    resume: () => withRun((run) => run.resume()),
    stop: async () => {
      if (!live) return noRun();
      live.run.stop();
      await live.run.ended;
      return ok(null);
    },
    inspect: (step, from) => {
      const rollouts = live?.run.inspect(step);
      return Promise.resolve(
        rollouts
          ? ok(sliceRollouts(rollouts, from))
          : wrongState(
              `The rollouts of step ${step} are not kept any more.`,
              'Choose one of the latest steps.',
            ),
      );
    },
    exportCheckpoint: async () => {
      if (!live || !loaded) return noRun();
      const weights = writeSafetensors(await readWeights(live.trainer.policy));
      return ok({ files: [{ name: 'model.safetensors', bytes: weights }, ...loaded.modelFiles] });
    },
  };
}

const countParameters = ({ weights }: Checkpoint) =>
  [...weights.values()].reduce((sum, { values }) => sum + values.length, 0);
