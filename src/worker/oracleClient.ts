/**
 * The trainer's end of the oracle worker. A few built-in loops of the sandbox cannot be interrupted from
 * inside; so the worker has a watchdog, and a completion that keeps it silent is charged with its end.
 */
import * as Comlink from 'comlink';
import { z } from 'zod';
import { FailureError, type Result, resultSchema } from '../core/failure.ts';
import { outcomeSchema, type Outcome } from '../core/outcome.ts';
import type { JudgeRequest } from '../core/testCase.ts';
import type { Oracle } from '../oracle/oracle.ts';
import type { OracleWorkerApi } from './oracleWorker.ts';

export interface OracleClient extends Oracle {
  /** Ends the worker. Judging again starts another. */
  terminate(): void;
}

export interface OracleClientOptions {
  /** Starts a worker; by default the product's own. */
  readonly spawn?: () => Worker;
  /**
   * Milliseconds without an answer after which a completion counts as hung. Far above the sandbox's
   * own deadline, so that a busy machine does not fail honest completions.
   */
  readonly watchdogMs?: number;
  /** Milliseconds a worker may take to load the sandbox. */
  readonly loadMs?: number;
}

const spawnOracle = () =>
  new Worker(new URL('./oracleWorker.ts', import.meta.url), { type: 'module', name: 'oracle' });

const loadResult = resultSchema(z.null());
const judgeResult = resultSchema(outcomeSchema);

const unloaded = (message: string) =>
  new FailureError({
    code: 'oracle-failed',
    message: `The oracle worker ${message}.`,
    hint: 'Reload the page and start again.',
    step: null,
  });

/** What a completion gets that ended the worker: it is not known how far it came. */
function chargeWithEnd(request: JudgeRequest, detail: string, elapsedMs: number): Outcome {
  return {
    parses: true,
    cases: request.tests.cases.map(({ kind, name }) => ({ kind, name, passed: false, detail })),
    stopped: 'host',
    elapsedMs,
  };
}

/** A running worker and its end. */
interface LiveWorker {
  readonly worker: Worker;
  readonly remote: Comlink.Remote<OracleWorkerApi>;
  /** Resolves when the worker reports that it broke. */
  readonly broken: Promise<'broken'>;
}

function start(spawn: () => Worker): LiveWorker {
  const worker = spawn();
  const broken = new Promise<'broken'>((resolve) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      resolve('broken');
    });
    worker.addEventListener('messageerror', () => resolve('broken'));
  });
  return { worker, remote: Comlink.wrap<OracleWorkerApi>(worker), broken };
}

/** The answer, or why there is none. Comlink leaves a call pending for ever when its worker is gone. */
async function answerWithin(
  answer: Promise<unknown>,
  live: LiveWorker,
  milliseconds: number,
): Promise<{ answer: unknown } | 'silent' | 'broken'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silent = new Promise<'silent'>((resolve) => {
    timer = setTimeout(() => resolve('silent'), milliseconds);
  });
  try {
    return await Promise.race([answer.then((value) => ({ answer: value })), silent, live.broken]);
  } finally {
    clearTimeout(timer);
  }
}

/** An oracle behind a worker. Requests go one at a time, so it is known which one hung it. */
export function createOracleClient({
  spawn = spawnOracle,
  watchdogMs = 3_000,
  loadMs = 120_000,
}: OracleClientOptions = {}): OracleClient {
  let current: LiveWorker | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const terminate = () => {
    current?.worker.terminate();
    current = null;
  };
  const unwrap = <T>(result: Result<T>): T => {
    if (result.ok) return result.value;
    terminate();
    throw new FailureError(result.failure);
  };

  async function loaded(): Promise<LiveWorker> {
    if (current !== null) return current;
    const live = start(spawn);
    current = live;
    const reply = await answerWithin(live.remote.load(), live, loadMs);
    if (typeof reply === 'string') {
      terminate();
      throw unloaded(reply === 'silent' ? 'did not load in time' : 'could not be loaded');
    }
    unwrap(loadResult.parse(reply.answer));
    return live;
  }

  async function judgeOne(request: JudgeRequest): Promise<Outcome> {
    const live = await loaded();
    const reply = await answerWithin(live.remote.judge(request), live, watchdogMs);
    if (typeof reply === 'object') return unwrap(judgeResult.parse(reply.answer));
    terminate();
    return chargeWithEnd(
      request,
      reply === 'silent'
        ? `The program kept the sandbox silent for ${watchdogMs} ms; the sandbox was replaced.`
        : 'The program broke the sandbox, which was replaced.',
      watchdogMs,
    );
  }

  /** Runs after everything asked before, whether that went well or not. */
  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work, work);
    queue = result.catch(() => undefined);
    return result;
  }

  return {
    load: () => enqueue(async () => void (await loaded())),
    judge: (requests) =>
      enqueue(async () => {
        const outcomes: Outcome[] = [];
        for (const request of requests) outcomes.push(await judgeOne(request));
        return outcomes;
      }),
    terminate,
  };
}
