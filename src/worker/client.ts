/**
 * The page's end of the trainer worker. Every call settles: Comlink leaves calls pending when a worker
 * dies, so each one is raced against the worker's end, and whatever goes wrong comes back as a Failure.
 */
import * as Comlink from 'comlink';
import { z } from 'zod';
import { failed, ok, type Failure, type Result, resultSchema } from '../core/failure.ts';
import type { Rollout } from '../core/rollout.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { checkpointFilesSchema, type CheckpointFiles } from './checkpointFiles.ts';
import {
  engineInfoSchema,
  trainerEventSchema,
  type BackendName,
  type EngineInfo,
  type TrainerApi,
  type TrainerEvent,
} from './contract.ts';
import {
  cancelMessage,
  generationAnswerSchema,
  generationNewsSchema,
  nextTokensAnswerSchema,
  type CheckpointRef,
  type GenerationAnswer,
  type GenerationNews,
  type GenerationRequest,
  type NextTokensAnswer,
  type NextTokensRequest,
} from './generationContract.ts';
import { watchLifeline } from './lifeline.ts';
import { rolloutSliceSchema } from './rolloutSlice.ts';
import { formatWorkerName, readFault } from './workerName.ts';
import { settledCall } from './settledCall.ts';

/** The commands of TrainerApi; none of them rejects or stays pending after the worker's end. */
export interface TrainerClient {
  load(backend: BackendName): Promise<Result<EngineInfo>>;
  start(config: RunConfig, pairs: Blob | null): Promise<Result<string>>;
  /** @param port of the library worker; it is given away */
  record(port: MessagePort): Promise<Result<null>>;
  continueRun(
    checkpoint: CheckpointFiles,
    pairs: Blob | null,
    record: string | null,
  ): Promise<Result<string>>;
  pause(): Promise<Result<null>>;
  resume(): Promise<Result<null>>;
  step(config: RunConfig, pairs: Blob | null): Promise<Result<string>>;
  stop(): Promise<Result<null>>;
  /** All rollouts of a step. */
  inspect(step: number): Promise<Result<Rollout[]>>;
  exportCheckpoint(): Promise<Result<CheckpointFiles>>;
  /** @param signal ends it; the answer then has what was written so far */
  generate(
    request: GenerationRequest,
    onNews: (news: GenerationNews) => void,
    signal: AbortSignal,
  ): Promise<Result<GenerationAnswer>>;
  nextTokens(request: NextTokensRequest): Promise<Result<NextTokensAnswer>>;
  keepModel(model: CheckpointRef, files: CheckpointFiles): Promise<Result<null>>;
  /** Ends the worker. Pending and later calls give 'worker-dead'; no failure event is sent. */
  terminate(): void;
}

export interface TrainerClientOptions {
  /** Called with each event that has the contract's form and is not of an earlier run. */
  readonly onEvent: (event: TrainerEvent) => void;
  /** Starts the worker under this name; by default the product's own trainer. */
  readonly spawn?: (name: string) => Worker;
  /** Reports the end of the worker that holds this lifeline. */
  readonly watch?: (lifeline: string, onEnd: () => void, signal: AbortSignal) => void;
}

function spawnTrainer(name: string): Worker {
  return new Worker(new URL('./trainerWorker.ts', import.meta.url), { type: 'module', name });
}

const results = {
  engine: resultSchema(engineInfoSchema),
  runId: resultSchema(z.string()),
  nothing: resultSchema(z.null()),
  rollouts: resultSchema(rolloutSliceSchema),
  checkpoint: resultSchema(checkpointFilesSchema),
  generation: resultSchema(generationAnswerSchema),
  places: resultSchema(nextTokensAnswerSchema),
};

const reload = 'Reload the engine and start again.';

/** A port for the worker, from which news comes until `close`, and on which an abort goes out. */
function openNews(onNews: (news: GenerationNews) => void, signal: AbortSignal) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<unknown>) => {
    const parsed = generationNewsSchema.safeParse(data);
    // The answer says all of it again, and is where a wrong form is told.
    if (parsed.success) onNews(parsed.data);
  };
  const cancel = () => port1.postMessage(cancelMessage);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  const close = () => {
    signal.removeEventListener('abort', cancel);
    port1.close();
  };
  return { port: port2, close };
}

/** Drops events of runs that a newer one has replaced. */
function createRunFilter(): (runId: string | null) => boolean {
  const retired = new Set<string>();
  let current: string | null = null;
  return (runId) => {
    if (runId === null || runId === current) return true;
    if (retired.has(runId)) return false;
    if (current !== null) retired.add(current);
    current = runId;
    return true;
  };
}

/**
 * Spawns the trainer worker and wraps it. An event or a result that breaks the contract becomes an
 * 'internal' failure; the worker's death becomes a 'worker-dead' failure event, sent once.
 */
export function createTrainerClient(options: TrainerClientOptions): TrainerClient {
  // Only has to differ between the tabs of one browser; crypto.randomUUID needs a secure context.
  const lifeline = `patchgrad-trainer-${Math.random().toString(36).slice(2)}`;
  const search = typeof location === 'undefined' ? '' : location.search;
  const worker = (options.spawn ?? spawnTrainer)(
    formatWorkerName({ lifeline, fault: readFault(search) }),
  );
  const remote = Comlink.wrap<TrainerApi>(worker);
  const channel = new MessageChannel();
  const isOfThisRun = createRunFilter();
  const watching = new AbortController();
  let lastStep: number | null = null;
  let death: Failure | null = null;
  let announceDeath: (failure: Failure) => void = () => undefined;
  const whenDead = new Promise<Failure>((resolve) => (announceDeath = resolve));

  function end(message: string, isExpected: boolean): void {
    if (death !== null) return;
    death = { code: 'worker-dead', message, hint: reload, step: lastStep };
    watching.abort();
    channel.port1.close();
    worker.terminate();
    announceDeath(death);
    if (!isExpected) options.onEvent({ kind: 'failure', runId: null, failure: death });
  }

  const internal = (message: string): Failure => ({
    code: 'internal',
    message,
    hint: reload,
    step: lastStep,
  });

  channel.port1.onmessage = ({ data }: MessageEvent<unknown>) => {
    const parsed = trainerEventSchema.safeParse(data);
    if (!parsed.success) {
      const failure = internal(
        `The trainer sent news in an unknown form: ${z.prettifyError(parsed.error)}`,
      );
      options.onEvent({ kind: 'failure', runId: null, failure });
      return;
    }
    const event = parsed.data;
    if (!isOfThisRun(event.runId)) return;
    if ('step' in event) lastStep = event.step;
    options.onEvent(event);
  };
  worker.addEventListener('error', (event) => {
    end(`The trainer worker stopped: ${event.message || 'its code could not be loaded'}.`, false);
  });
  worker.addEventListener('messageerror', () => {
    end('The trainer worker sent a message that this page cannot read.', false);
  });

  async function call<T>(
    schema: z.ZodType<Result<T>>,
    send: () => Promise<unknown>,
  ): Promise<Result<T>> {
    if (death !== null) return failed(death);
    return settledCall(schema, send(), { who: 'The trainer', explain: internal, whenDead });
  }

  // A later command must not overtake the subscription, or its first events would be lost.
  const subscribed = call(z.custom<Result<null>>(), async () => {
    await remote.subscribe(Comlink.transfer(channel.port2, [channel.port2]));
    (options.watch ?? watchLifeline)(
      lifeline,
      () => end('The trainer worker ended without a word.', false),
      watching.signal,
    );
    return ok(null);
  });
  async function command<T>(
    schema: z.ZodType<Result<T>>,
    send: () => Promise<unknown>,
  ): Promise<Result<T>> {
    const ready = await subscribed;
    return ready.ok ? call(schema, send) : ready;
  }

  return {
    load: (backend) => command(results.engine, () => remote.load(backend)),
    // A Blob is passed by reference, however large the file was.
    start: (config, pairs) => command(results.runId, () => remote.start(config, pairs)),
    // Cloned, not transferred: the page keeps its copy for another loss.
    continueRun: (checkpoint, pairs, record) =>
      command(results.runId, () => remote.continueRun(checkpoint, pairs, record)),
    record: (port) => command(results.nothing, () => remote.record(Comlink.transfer(port, [port]))),
    pause: () => command(results.nothing, () => remote.pause()),
    resume: () => command(results.nothing, () => remote.resume()),
    step: (config, pairs) => command(results.runId, () => remote.step(config, pairs)),
    stop: () => command(results.nothing, () => remote.stop()),
    async inspect(step) {
      const all: Rollout[] = [];
      for (;;) {
        const slice = await command(results.rollouts, () => remote.inspect(step, all.length));
        if (!slice.ok) return slice;
        all.push(...slice.value.rollouts);
        if (slice.value.rollouts.length === 0 || all.length >= slice.value.total) return ok(all);
      }
    },
    exportCheckpoint: () => command(results.checkpoint, () => remote.exportCheckpoint()),
    async generate(request, onNews, signal) {
      const { port, close } = openNews(onNews, signal);
      const send = () => remote.generate(request, Comlink.transfer(port, [port]));
      return command(results.generation, send).finally(close);
    },
    nextTokens: (request) => command(results.places, () => remote.nextTokens(request)),
    // Cloned: the page may have to hand it to another worker.
    keepModel: (model, files) => command(results.nothing, () => remote.keepModel(model, files)),
    terminate: () => end('The trainer worker was stopped by this page.', true),
  };
}
