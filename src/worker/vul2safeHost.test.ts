import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import type { Result } from '../core/failure.ts';
import { createMemoryStore } from '../vul2safe/journal.ts';
import type { Provider } from '../vul2safe/providers/provider.ts';
import { defaultTemplates } from '../vul2safe/templates.ts';
import { answerWell, scriptedEnds, scriptedItem } from '../vul2safe/testing/scriptedModel.ts';
import { nameGates, quickNow, quickSleep, testSettings } from '../vul2safe/testing/settings.ts';
import type { Vul2SafeApi, Vul2SafeNews, WorkOrder } from './vul2safeContract.ts';
import { createVul2SafeHost, type Vul2SafeHostParts } from './vul2safeHost.ts';

const order: WorkOrder = {
  setup: {
    provider: {
      kind: 'openai',
      endpoint: 'http://model.test/v1',
      model: 'tiny',
      isStreaming: true,
    },
    settings: testSettings({ concurrency: 6 }),
    templates: defaultTemplates,
  },
  key: 'secret-key',
};

/** Answers as the script says, in a turn of its own, and counts each call. */
function createScripted(paid: Map<string, number>): Provider {
  return {
    model: 'tiny',
    complete: async ({ messages, schema }) => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      const manner = answerWell({
        ...{ model: 'tiny', stream: false, messages: [...messages] },
        response_format: { json_schema: { name: schema.name } },
      });
      const asked = JSON.stringify([messages, schema.name]);
      paid.set(asked, (paid.get(asked) ?? 0) + 1);
      const text = manner.kind === 'answer' ? manner.text : '';
      return {
        text,
        finish: 'stop',
        usage: { promptTokens: 9, completionTokens: 9, isEstimated: false },
      };
    },
  };
}

const valueOf = async <T>(answer: Promise<Result<T>>): Promise<T> => {
  const result = await answer;
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
};

/** Never settles: the worker that waited for it is gone. */
const forever = <T>() => new Promise<T>(() => undefined);

/** A worker that can be killed: nothing of it is written or asked any more. */
function createLife(lines: string[], change: Partial<Vul2SafeHostParts> = {}) {
  let isAlive = true;
  const paid = new Map<string, number>();
  const store = createMemoryStore(lines);
  const scripted = createScripted(paid);
  const host = createVul2SafeHost({
    openJournal: () =>
      Promise.resolve({
        store: {
          ...store,
          append: (line) => (isAlive ? store.append(line) : forever()),
          clear: () => Promise.resolve(void lines.splice(0)),
        },
        whyMemory: null,
      }),
    providerOf: () => ({
      model: 'tiny',
      complete: (...call) => (isAlive ? scripted.complete(...call) : forever()),
    }),
    diagnose: () => Promise.resolve({ checks: [], problem: null, models: ['tiny'] }),
    gates: nameGates,
    sleep: quickSleep,
    now: quickNow,
    ...change,
  });
  return { host, paid, kill: () => void (isAlive = false) };
}

async function listen(
  host: Vul2SafeApi,
  onNews: (news: Vul2SafeNews) => void,
): Promise<() => void> {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<Vul2SafeNews>) => onNews(data);
  await host.subscribe(port2);
  return () => port1.close();
}

/** Resolves when the set of this name rests. */
async function whenAtRest(host: Vul2SafeApi, act: () => Promise<unknown>): Promise<Vul2SafeNews> {
  let close = () => undefined as void;
  const rest = new Promise<Vul2SafeNews>((resolve) => {
    void listen(host, (news) => {
      if (!news.isRunning && news.stop !== null) resolve(news);
    }).then((end) => (close = end));
  });
  await act();
  const news = await rest;
  close();
  return news;
}

const items = (count: number) => Array.from({ length: count }, (_, i) => scriptedItem(i));

describe('the Vul2Safe worker', () => {
  it('is killed at random moments, goes on each time, and repeats no answer that was kept', async () => {
    const lines: string[] = [];
    const random = createRandom(deriveSeed(3, 'kill', 0, 0));
    const paidInAll = new Map<string, number>();
    for (let life = 0; life < 8; life += 1) {
      const { host, paid, kill } = createLife(lines);
      await valueOf(host.open('own', order));
      await valueOf(host.addItems(items(40)));
      const rest = whenAtRest(host, () => valueOf(host.start('own', order)));
      const isLast = life === 7;
      if (isLast) await rest;
      else {
        const until = lines.length + 20 + random.integer(60);
        while (lines.length < until) await new Promise((resolve) => setTimeout(resolve, 0));
        kill();
        if (random.uniform() < 0.5) lines.push(lines[0].slice(0, 20));
      }
      for (const [asked, count] of paid) paidInAll.set(asked, (paidInAll.get(asked) ?? 0) + count);
    }
    const answers = lines.flatMap(
      (line) => /^\{"kind":"answer","key":"(\w+)"/u.exec(line)?.[1] ?? [],
    );
    expect(new Set(answers).size).toBe(answers.length);
    // What was under way at a kill may be asked again: at most as many as may be under way.
    const again = [...paidInAll.values()].reduce((sum, count) => sum + count - 1, 0);
    expect(again).toBeLessThanOrEqual(7 * order.setup.settings.concurrency);
    const { news, tornLines } = await valueOf(createLife(lines).host.open('own', order));
    expect(tornLines).toBeGreaterThan(0);
    expect(news.items.slice(0, 10).map(({ state, reason }) => reason?.code ?? state)).toEqual([
      ...scriptedEnds,
    ]);
    expect(lines.join('')).not.toContain('secret-key');
  });

  it('works on the decided item alone, and gathers what is decided while it works', async () => {
    const { host } = createLife([]);
    await valueOf(host.addItems(items(10)));
    const first = await whenAtRest(host, () =>
      valueOf(host.direct('own', 'item-3', { kind: 'accept' }, order)),
    );
    expect(first.items.map(({ id, state }) => [id, state])).toContainEqual(['item-3', 'accepted']);
    const { news } = await valueOf(host.open('own', null));
    expect(news.items.filter(({ state }) => state === 'queued')).toHaveLength(9);
    expect(news.items[3]).toMatchObject({ isByPerson: true, isDirected: true });
    await whenAtRest(host, async () => {
      await valueOf(host.start('own', order));
      await valueOf(host.direct('own', 'item-7', { kind: 'reject' }, order));
    });
    const end = await valueOf(host.open('own', null));
    expect(end.news.items[7]).toMatchObject({ state: 'rejected', reason: { code: 'by-person' } });
    // What was found out about a rejected item stays.
    const rejected = await valueOf(host.view('own', 'item-7'));
    expect(rejected?.story).toMatchObject({ summary: { state: 'rejected' } });
    const view = await valueOf(host.view('own', 'item-3'));
    expect(view?.story?.directives).toEqual([{ kind: 'accept' }]);
    expect(await valueOf(host.view('own', 'nobody'))).toBeNull();
  });

  it('reads rows of every format, code files, and tells what was wrong with the rest', async () => {
    const { host } = createLife([]);
    const file = (path: string, text: string) => ({ path, content: new Blob([text]) });
    const report = await valueOf(
      host.addFiles(
        [
          file('a.jsonl', '{"code":"f()","license":"MIT"}\n{"code":""}\n'),
          file('b.csv', 'vulnerable,secure\nx(),y()\n'),
          file('src/login.py', 'def login():\n    pass\n'),
          file('notes.txt', 'nothing\n'),
        ],
        null,
      ),
    );
    expect(report).toMatchObject({ added: 3, known: 0, badRows: 2 });
    expect(report.firstBadRows.map(({ file: name, line }) => `${name}:${line}`)).toEqual([
      'a.jsonl:2',
      'notes.txt:0',
    ]);
    const { news } = await valueOf(host.open('own', null));
    expect(news.items.map(({ id, language }) => [id, language])).toEqual([
      ['a.jsonl/line-1', ''],
      ['b.csv/line-2', ''],
      ['src/login.py', 'py'],
    ]);
    const again = await valueOf(
      host.addFiles([file('b.csv', 'vulnerable,secure\nx(),y()\n')], null),
    );
    expect(again).toMatchObject({ added: 0, known: 1 });
  });

  it.each([
    ['sven.jsonl', 8],
    ['safecoder.jsonl', 8],
    ['primevul.jsonl', 8],
    ['pairs.csv', 8],
    ['pairs.jsonl', 2],
  ])('takes the vulnerable sides of %s as the importer does', async (name, count) => {
    const { host } = createLife([]);
    const content = new Blob([await readFile(new URL(`../cli/fixtures/${name}`, import.meta.url))]);
    const { added, badRows } = await valueOf(host.addFiles([{ path: name, content }], null));
    expect({ added, badRows }).toEqual({ added: count, badRows: 0 });
  });

  it('shows the worked example beside the own set, and exports what passes', async () => {
    const { host } = createLife([]);
    await valueOf(host.addItems(items(1)));
    const news = await whenAtRest(host, () => valueOf(host.open('example', null)));
    expect(news).toMatchObject({ set: 'example', stop: { cause: 'done' } });
    const exported = await valueOf(host.export('example', 0.9));
    expect(exported.count).toBeGreaterThan(0);
    const [line] = (await exported.records.text()).split('\n');
    expect(JSON.parse(line)).toMatchObject({ provenance: { model: 'written by hand' } });
    expect(exported.card).toContain('with the model written by hand');
    expect((await valueOf(host.open('own', null))).news.items).toHaveLength(1);
  });

  it('says why nothing can be done without a connection, and forgets a set when asked', async () => {
    const lines: string[] = [];
    const { host } = createLife(lines);
    await valueOf(host.addItems(items(2)));
    const news = await whenAtRest(host, () =>
      valueOf(host.direct('own', 'item-0', { kind: 'rerun', stage: 'analyse' }, null)),
    );
    expect(news.stop).toMatchObject({ cause: 'provider' });
    expect(news.stop?.message).toContain('no connection');
    await valueOf(host.clear());
    expect(lines).toEqual([]);
    expect((await valueOf(host.open('own', null))).news.items).toEqual([]);
  });

  it('tells a failure as a value, and tries again the next time', async () => {
    let tries = 0;
    const { host } = createLife([], {
      openJournal: () => {
        tries += 1;
        return Promise.reject(new Error('the disk is gone'));
      },
    });
    const failure = { ok: false, failure: { code: 'internal' } };
    expect(await host.open('own', null)).toMatchObject(failure);
    expect(await host.open('own', null)).toMatchObject(failure);
    expect(tries).toBe(2);
  });
});
