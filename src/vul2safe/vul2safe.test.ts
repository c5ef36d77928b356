import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import type { Vul2SafeEvent } from './contract.ts';
import { createMemoryStore, type JournalStore } from './journal.ts';
import { createOpenAiProvider } from './providers/openAi.ts';
import type { ChatCall, Provider } from './providers/provider.ts';
import { defaultTemplates } from './templates.ts';
import type { ModelServer } from './testing/modelServer.ts';
import { answerBadly, answerWell, scriptedEnds, scriptedItem } from './testing/scriptedModel.ts';
import { serveInTests } from './testing/serving.ts';
import { nameGates, quickNow, quickSleep, testSettings } from './testing/settings.ts';
import { createVul2Safe, type Vul2SafeParts } from './vul2safe.ts';

const items = (count: number) => Array.from({ length: count }, (_, i) => scriptedItem(i));
const serve = serveInTests();

const providerOf = ({ endpoint }: ModelServer, isStreaming = true) =>
  createOpenAiProvider(
    { endpoint, model: 'tiny', key: null, isStreaming, stallMs: 3_600_000 },
    { fetch, sleep: quickSleep, now: quickNow },
  );

const runnerOf = (provider: Provider, change: Partial<Vul2SafeParts> = {}) =>
  createVul2Safe({
    provider,
    store: createMemoryStore(),
    gates: nameGates,
    settings: testSettings(),
    templates: defaultTemplates,
    sleep: quickSleep,
    now: quickNow,
    onEvent: () => undefined,
    ...change,
  });

/** Never settles: the process that waited for it is gone. */
const forever = <T>() => new Promise<T>(() => undefined);

/** A process that can be killed: then nothing of it writes, calls or wakes any more. */
function createLife(provider: Provider, lines: string[], onDelivered: (call: ChatCall) => void) {
  const store = createMemoryStore(lines);
  const sockets = new AbortController();
  let isAlive = true;
  const living: { provider: Provider; store: JournalStore; sleep: typeof quickSleep } = {
    provider: {
      model: provider.model,
      complete: async (call, signal) => {
        if (!isAlive) return forever();
        const answer = await provider
          .complete(call, AbortSignal.any([signal, sockets.signal]))
          .catch((error: unknown) => (isAlive ? Promise.reject(error as Error) : forever<never>()));
        if (!isAlive) return forever();
        onDelivered(call);
        return answer;
      },
    },
    store: { ...store, append: (line) => (isAlive ? store.append(line) : forever()) },
    sleep: (ms, signal) => (isAlive ? quickSleep(ms, signal) : forever()),
  };
  const kill = () => {
    isAlive = false;
    sockets.abort();
  };
  return { living, kill };
}

describe('createVul2Safe', { timeout: 600_000 }, () => {
  it('brings 500 items to an end through bad answers and 20 kills, and pays no call twice', async () => {
    const server = await serve({ manner: answerBadly });
    const lines: string[] = [];
    const paid = new Map<string, number>();
    const random = createRandom(deriveSeed(7, 'kill', 0, 0));
    const settings = testSettings({ concurrency: 12 });
    let kills = 0;
    let tornLines = 0;
    for (let isDone = false; !isDone;) {
      const until = kills < 20 ? 1 + random.integer(200) : Infinity;
      let delivered = 0;
      let die = () => undefined as void;
      const death = new Promise<'killed'>((resolve) => (die = () => resolve('killed')));
      const { living, kill } = createLife(providerOf(server), lines, (call) => {
        const key = JSON.stringify(call);
        paid.set(key, (paid.get(key) ?? 0) + 1);
        delivered += 1;
        if (delivered === until) setTimeout(() => (kill(), die()), random.integer(4));
      });
      const runner = runnerOf(living.provider, { ...living, settings });
      tornLines += (await runner.load()).tornLines;
      await runner.add(items(500));
      isDone = (await Promise.race([runner.start(), death])) !== 'killed';
      if (isDone) {
        const ends = runner.items();
        expect(ends).toHaveLength(500);
        for (const [i, { id, state, reason }] of ends.entries()) {
          expect(id).toBe(`item-${i}`);
          const end = state === 'accepted' ? state : reason?.code;
          const wanted = scriptedEnds[i % 10];
          if (state === 'failed') expect(end).toMatch(/^(no-json|refused|provider-failed)$/u);
          // Votes and checks that cannot be read count against it.
          else expect([wanted, 'low-confidence', 'no-prompt']).toContain(end);
        }
        const accepted = ends.filter(({ state }) => state === 'accepted');
        expect(accepted.length).toBeGreaterThan(75);
        const records = await runner.records(0);
        expect(new Set(records.map(({ provenance }) => provenance.item)).size).toBe(
          accepted.length,
        );
      } else {
        kills += 1;
        // The last line may be torn where it was written.
        if (random.uniform() < 0.5) lines.push(lines[0].slice(0, 1 + random.integer(60)));
      }
    }
    expect(kills).toBe(20);
    expect(tornLines).toBeGreaterThan(0);
    expect([...paid.values()].filter((count) => count > 1)).toEqual([]);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(2 * settings.concurrency);
  });

  it('never has more calls under way than it may, and keeps the order of the set', async () => {
    const server = await serve({ manner: answerWell, delayMs: 2 });
    for (const concurrency of [1, 5]) {
      let open = 0;
      let most = 0;
      const inner = providerOf(server, false);
      const provider: Provider = {
        model: inner.model,
        complete: async (call, signal) => {
          most = Math.max(most, (open += 1));
          return inner.complete(call, signal).finally(() => (open -= 1));
        },
      };
      const events: Vul2SafeEvent[] = [];
      const runner = runnerOf(provider, {
        settings: testSettings({ concurrency }),
        onEvent: (event) => events.push(event),
      });
      await runner.add(items(12));
      expect(await runner.start()).toMatchObject({ cause: 'done' });
      expect(most).toBe(concurrency);
      expect(runner.items().map(({ id }) => id)).toEqual(items(12).map(({ id }) => id));
      expect(runner.progress()).toMatchObject({ items: 12, ended: 12, lostCalls: 0 });
      const begun = events.flatMap((event) =>
        event.kind === 'item' && event.item.state === 'analysing' ? [event.item.index] : [],
      );
      expect([...new Set(begun)]).toEqual([...Array(12).keys()]);
    }
  });

  it('comes to the same end with one worker as with many, and asks nothing again when all is known', async () => {
    const server = await serve({ manner: answerWell });
    const lines: string[] = [];
    const first = runnerOf(providerOf(server), { store: createMemoryStore(lines) });
    await first.add(items(10));
    await first.start();
    const other = runnerOf(providerOf(server), { settings: testSettings({ concurrency: 1 }) });
    await other.add(items(10));
    await other.start();
    expect(other.items()).toEqual(first.items());
    expect(first.items().map(({ state, reason }) => reason?.code ?? state)).toEqual([
      ...scriptedEnds,
    ]);
    const asked = server.requests.length;
    const again = runnerOf(providerOf(server), { store: createMemoryStore(lines) });
    await again.load();
    expect(await again.start()).toMatchObject({ cause: 'done' });
    expect(again.items()).toEqual(first.items());
    expect(await again.records(0)).toEqual(await first.records(0));
    // Decided anew: from the answers that are there.
    await again.direct('item-5', { kind: 'reconsider' });
    await again.start();
    expect(server.requests.length).toBe(asked);
  });

  it('stops before a budget is exceeded, and goes on when it is raised', async () => {
    const server = await serve({ manner: answerWell });
    const lines: string[] = [];
    const withBudget = (tokens: number) =>
      runnerOf(providerOf(server), {
        store: createMemoryStore(lines),
        settings: testSettings({ maxTokens: 300, budget: { tokens, cost: null, seconds: null } }),
      });
    const poor = withBudget(6000);
    await poor.add(items(10));
    expect(await poor.start()).toMatchObject({ cause: 'tokens' });
    expect(poor.progress().tokens).toBeLessThanOrEqual(6000);
    expect(poor.items().some(({ state }) => state === 'queued')).toBe(true);
    const rich = withBudget(1e6);
    await rich.load();
    expect(await rich.start()).toMatchObject({ cause: 'done' });
    expect([...server.served.values()].every((count) => count === 1)).toBe(true);
  });

  it.each([
    [{ kind: 'status', status: 401, body: '{"error":{"message":"bad key"}}' } as const, 1],
    [
      {
        kind: 'status',
        status: 404,
        body: '{"error":{"message":"model tiny not found"}}',
      } as const,
      1,
    ],
    [{ kind: 'status', status: 429, body: 'quota', retryAfter: '1' } as const, 9],
  ])('stops the work when no call can succeed: %#', async (manner, asked) => {
    const server = await serve({ manner: () => manner });
    const runner = runnerOf(providerOf(server), { settings: testSettings({ concurrency: 1 }) });
    await runner.add(items(5));
    expect(await runner.start()).toMatchObject({ cause: 'provider' });
    expect(runner.items().every(({ state }) => state === 'queued')).toBe(true);
    expect(server.requests).toHaveLength(asked);
  });

  it('is cancelled in the middle, and goes on from there', async () => {
    const server = await serve({ manner: answerWell, delayMs: 1 });
    const runner = runnerOf(providerOf(server));
    await runner.add(items(20));
    const running = runner.start();
    setTimeout(() => runner.stop({ now: true }), 20);
    expect(await running).toMatchObject({ cause: 'asked' });
    expect(await runner.start()).toMatchObject({ cause: 'done' });
  });

  it('says so and stops when nothing can be kept', async () => {
    const server = await serve({ manner: answerWell });
    const store = createMemoryStore();
    let room = 40;
    const full = new Error('the disk is full');
    const runner = runnerOf(providerOf(server), {
      store: {
        ...store,
        append: (line) => ((room -= 1) < 0 ? Promise.reject(full) : store.append(line)),
      },
    });
    await runner.add(items(10));
    const stop = await runner.start();
    expect(stop).toMatchObject({ cause: 'store' });
    expect(stop.message).toContain('the disk is full');
  });
});
