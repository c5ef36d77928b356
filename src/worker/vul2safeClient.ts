/** The page's end of the Vul2Safe worker, which starts with the first command. Every call settles, as a value. */
import * as Comlink from 'comlink';
import { z } from 'zod';
import { resultSchema, type Failure, type Result } from '../core/failure.ts';
import { diagnosisSchema } from '../vul2safe/connection.ts';
import { createPageModel } from './pageModel.ts';
import { settledCall } from './settledCall.ts';
import {
  addReportSchema,
  exportedSetSchema,
  itemViewSchema,
  openedSetSchema,
  vul2SafeNewsSchema,
  type Vul2SafeApi,
  type Vul2SafeNews,
} from './vul2safeContract.ts';

export interface Vul2SafeClient extends Omit<Vul2SafeApi, 'subscribe' | 'lendModel'> {
  /** Ends the worker; the next command starts another, which goes on from the journal. */
  terminate(): void;
}

export interface Vul2SafeClientOptions {
  readonly onNews: (news: Vul2SafeNews) => void;
  /** The worker has ended by itself. */
  readonly onEnd: (failure: Failure) => void;
  /** Starts the worker; by default the product's own. */
  readonly spawn?: () => Worker;
}

// The name of the file is what lets it out: scripts/contentSecurityPolicy.ts.
const spawnVul2Safe = () =>
  new Worker(new URL('./vul2safeWorker.ts', import.meta.url), { type: 'module', name: 'vul2safe' });

const trouble = (message: string): Failure => ({
  code: 'worker-dead',
  message,
  hint: 'Every answer so far is kept. Open the set again to go on from there.',
  step: null,
});

const results = {
  opened: resultSchema(openedSetSchema),
  added: resultSchema(addReportSchema),
  diagnosis: resultSchema(diagnosisSchema),
  view: resultSchema(itemViewSchema.nullable()),
  exported: resultSchema(exportedSetSchema),
  nothing: resultSchema(z.null()),
};

interface LiveWorker {
  readonly remote: Comlink.Remote<Vul2SafeApi>;
  readonly whenDead: Promise<Failure>;
  readonly end: (failure: Failure) => void;
}

/** @param onBroken the worker ended by itself */
function start(
  spawn: () => Worker,
  onNews: Vul2SafeClientOptions['onNews'],
  onBroken: (failure: Failure) => void,
): LiveWorker {
  const worker = spawn();
  const remote = Comlink.wrap<Vul2SafeApi>(worker);
  const news = new MessageChannel();
  let announceDeath: (failure: Failure) => void = () => undefined;
  const whenDead = new Promise<Failure>((resolve) => (announceDeath = resolve));
  const end = (failure: Failure) => {
    worker.terminate();
    news.port1.close();
    announceDeath(failure);
  };
  const breakDown = (why: string) => {
    const failure = trouble(`The Vul2Safe worker stopped: ${why}.`);
    end(failure);
    onBroken(failure);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    breakDown(event.message || 'its code could not be loaded');
  });
  news.port1.onmessage = ({ data }: MessageEvent<unknown>) => {
    const parsed = vul2SafeNewsSchema.safeParse(data);
    if (parsed.success) onNews(parsed.data);
    else breakDown(`its news have an unknown form: ${z.prettifyError(parsed.error)}`);
  };
  void remote.subscribe(Comlink.transfer(news.port2, [news.port2]));
  void remote.lendModel(Comlink.proxy(createPageModel(globalThis)));
  return { remote, whenDead, end };
}

/** None of the commands rejects. */
export function createVul2SafeClient({
  onNews,
  onEnd,
  spawn = spawnVul2Safe,
}: Vul2SafeClientOptions): Vul2SafeClient {
  let live: LiveWorker | null = null;
  function call<T>(
    schema: z.ZodType<Result<T>>,
    send: (remote: Comlink.Remote<Vul2SafeApi>) => Promise<unknown>,
  ): Promise<Result<T>> {
    live ??= start(spawn, onNews, (failure) => {
      live = null;
      onEnd(failure);
    });
    const { remote, whenDead } = live;
    return settledCall(schema, send(remote), { who: 'Vul2Safe', explain: trouble, whenDead });
  }
  return {
    open: (set, order) => call(results.opened, (remote) => remote.open(set, order)),
    addFiles: (files, format) => call(results.added, (remote) => remote.addFiles(files, format)),
    addItems: (items) => call(results.added, (remote) => remote.addItems(items)),
    stopAdding: () => call(results.nothing, (remote) => remote.stopAdding()),
    diagnose: (order) => call(results.diagnosis, (remote) => remote.diagnose(order)),
    start: (set, order) => call(results.nothing, (remote) => remote.start(set, order)),
    stop: (set, now) => call(results.nothing, (remote) => remote.stop(set, now)),
    direct: (...decision) => call(results.nothing, (remote) => remote.direct(...decision)),
    view: (set, id) => call(results.view, (remote) => remote.view(set, id)),
    export: (set, minConfidence) =>
      call(results.exported, (remote) => remote.export(set, minConfidence)),
    clear: () => call(results.nothing, (remote) => remote.clear()),
    terminate: () => {
      live?.end(trouble('The Vul2Safe worker was stopped by this page.'));
      live = null;
    },
  };
}
