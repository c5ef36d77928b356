import * as Comlink from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { ok } from '../core/failure.ts';
import { defaultRunConfig } from '../core/runConfig.ts';
import { stepOf as rolloutsOfStep } from '../core/testing/rollouts.ts';
import { createTrainerClient, type TrainerClient } from './client.ts';
import type { TrainerApi, TrainerEvent } from './contract.ts';

const engine = {
  backend: 'wasm' as const,
  adapter: 'WebAssembly',
  isSoftware: true,
  parameters: 10,
  vocabulary: 5,
  families: 1,
};

/** A worker on this thread: the far port stands for its global scope. */
class PortWorker extends EventTarget implements Worker {
  readonly #channel = new MessageChannel();
  readonly far = this.#channel.port2;
  onmessage = null;
  onmessageerror = null;
  onerror = null;
  isTerminated = false;
  constructor() {
    super();
    this.#channel.port1.onmessage = ({ data }: MessageEvent<unknown>) =>
      this.dispatchEvent(new MessageEvent('message', { data }));
  }
  postMessage(message: unknown, transfer: Transferable[] | StructuredSerializeOptions = []): void {
    this.#channel.port1.postMessage(message, transfer as Transferable[]);
  }
  terminate(): void {
    this.isTerminated = true;
    this.#channel.port1.close();
  }
  fail(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

const never = () => new Promise<never>(() => undefined);
const open: { client: TrainerClient }[] = [];
afterEach(() => open.splice(0).forEach(({ client }) => client.terminate()));

function connect(answers: Partial<TrainerApi>) {
  const worker = new PortWorker();
  const events: TrainerEvent[] = [];
  let port: MessagePort | null = null;
  let endLifeline: () => void = () => undefined;
  const api: TrainerApi = {
    subscribe: (given) => {
      port = given;
      return Promise.resolve();
    },
    record: never,
    load: () => Promise.resolve(ok(engine)),
    start: () => Promise.resolve(ok('run-1')),
    continueRun: never,
    pause: never,
    resume: never,
    step: never,
    stop: never,
    inspect: never,
    exportCheckpoint: never,
    generate: never,
    nextTokens: never,
    keepModel: never,
    ...answers,
  };
  Comlink.expose(api, worker.far);
  const client = createTrainerClient({
    onEvent: (event) => events.push(event),
    spawn: () => worker,
    watch: (_lifeline, onEnd) => (endLifeline = onEnd),
  });
  open.push({ client });
  const send = async (event: unknown) => {
    port?.postMessage(event);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  };
  return { worker, client, events, send, endLifeline: () => endLifeline() };
}

const stepOf = (runId: string, step: number) => ({
  kind: 'step',
  runId,
  step,
  stage: 'token',
  metrics: {},
});

describe('createTrainerClient', () => {
  it('passes commands and answers', async () => {
    const { client } = connect({});
    expect(await client.load('wasm')).toEqual(ok(engine));
    expect(await client.start(defaultRunConfig, null)).toEqual(ok('run-1'));
  });

  it('turns a thrown error and a malformed answer into internal failures', async () => {
    const { client } = connect({
      pause: () => Promise.reject(new Error('the pipe burst')),
      start: () => Promise.resolve(JSON.parse('{"ok":true,"value":7}')),
    });
    expect(await client.pause()).toMatchObject({
      ok: false,
      failure: { code: 'internal', message: 'the pipe burst' },
    });
    expect(await client.start(defaultRunConfig, null)).toMatchObject({
      ok: false,
      failure: { code: 'internal' },
    });
  });

  it('gathers the slices of a step', async () => {
    const step = rolloutsOfStep(defaultRunConfig);
    const asked: number[] = [];
    const { client } = connect({
      inspect: (_, from) => {
        asked.push(from);
        return Promise.resolve(ok({ rollouts: step.slice(from, from + 4), total: step.length }));
      },
    });
    expect(await client.inspect(1)).toEqual(ok(step));
    expect(asked).toEqual([0, 4]);
  });

  it('settles a pending call when the worker throws, and announces the death once', async () => {
    const { client, worker, events, send } = connect({});
    await client.load('wasm');
    await send(stepOf('run-1', 4));
    const pending = client.stop();
    worker.fail('boom');
    worker.fail('boom again');
    expect(await pending).toMatchObject({ ok: false, failure: { code: 'worker-dead', step: 4 } });
    expect(worker.isTerminated).toBe(true);
    expect(events.filter((e) => e.kind === 'failure')).toHaveLength(1);
    expect(await client.load('wasm')).toMatchObject({ failure: { code: 'worker-dead' } });
  });

  it('settles a pending call when the worker vanishes silently', async () => {
    const { client, events, endLifeline } = connect({});
    await client.load('wasm');
    const pending = client.inspect(1);
    endLifeline();
    expect(await pending).toMatchObject({ ok: false, failure: { code: 'worker-dead' } });
    expect(events.at(-1)).toMatchObject({ kind: 'failure', failure: { code: 'worker-dead' } });
  });

  it('settles a pending call on terminate without a failure event', async () => {
    const { client, events } = connect({});
    await client.load('wasm');
    const pending = client.pause();
    client.terminate();
    expect(await pending).toMatchObject({ ok: false, failure: { code: 'worker-dead' } });
    expect(events).toEqual([]);
  });

  it('drops events of an earlier run and reports malformed ones', async () => {
    const { client, events, send } = connect({});
    await client.load('wasm');
    await send(stepOf('a', 1));
    await send(stepOf('b', 1));
    await send(stepOf('a', 2));
    await send(stepOf('b', 2));
    await send({ kind: 'step', runId: 'b' });
    expect(events.map((e) => (e.kind === 'step' ? `${e.runId}${e.step}` : e.kind))).toEqual([
      'a1',
      'b1',
      'b2',
      'failure',
    ]);
  });
});
