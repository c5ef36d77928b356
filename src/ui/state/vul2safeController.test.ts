import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../core/failure.ts';
import type { WorkOrder } from '../../worker/vul2safeContract.ts';
import { fakeVul2Safe } from '../fixtures/fakeVul2Safe.ts';
import { createVul2SafeController, orderOf } from './vul2safeController.ts';
import { createVul2SafeShelf } from './vul2safeShelf.ts';
import { defaultSetup, initialVul2Safe } from './vul2safeState.ts';

/** A storage of a browser, in memory. */
function createStorage(): Storage {
  const entries = new Map<string, string>();
  return {
    getItem: (name) => entries.get(name) ?? null,
    setItem: (name, value) => void entries.set(name, value),
    removeItem: (name) => void entries.delete(name),
    clear: () => entries.clear(),
    key: (i) => [...entries.keys()][i] ?? null,
    get length() {
      return entries.size;
    },
  };
}
const textOf = (storage: Storage) =>
  Array.from({ length: storage.length }, (_, i) => storage.getItem(storage.key(i) ?? '')).join();

function createPage() {
  const [local, session] = [createStorage(), createStorage()];
  const shelf = createVul2SafeShelf(
    () => local,
    () => session,
  );
  const controller = () =>
    createVul2SafeController({
      ...{ shelf, origin: 'http://localhost' },
      createClient: () => ({
        open: () => Promise.resolve(failed(failure)),
        addFiles: () => Promise.resolve(failed(failure)),
        addItems: () => Promise.resolve(failed(failure)),
        ...{ stopAdding: nothing, start: nothing, stop: nothing, direct: nothing, clear: nothing },
        diagnose: () => Promise.resolve(failed(failure)),
        view: () => Promise.resolve(ok(null)),
        export: () => Promise.resolve(failed(failure)),
        terminate: () => undefined,
      }),
    });
  return { local, session, controller };
}
const nothing = () => Promise.resolve(ok(null));
const failure = {
  ...{ code: 'wrong-state' as const, message: 'Another tab has it.', hint: 'Close it.' },
  step: null,
};
const at = (endpoint: string) => ({
  ...defaultSetup,
  provider: { kind: 'openai' as const, endpoint, model: 'tiny', isStreaming: true },
});

describe('the key', () => {
  it('stays in memory unless the reader asks, then in this tab, for its endpoint alone', () => {
    const { local, session, controller } = createPage();
    const first = controller();
    first.setSetup(at('http://one.test/v1'));
    first.setKey('sesame');
    expect(textOf(local) + textOf(session)).not.toContain('sesame');
    expect(controller().store.getState()).toMatchObject({ key: '', isKeyKept: false });
    first.keepKey(true);
    expect(textOf(local)).not.toContain('sesame');
    expect(controller().store.getState()).toMatchObject({ key: 'sesame', isKeyKept: true });
    first.keepKey(false);
    expect(textOf(session)).not.toContain('sesame');
    first.keepKey(true);
    const other = controller();
    other.keepKey(false);
    other.setSetup(at('http://two.test/v1'));
    expect(controller().store.getState()).toMatchObject({ key: '' });
  });

  it('is not written down as a part of an address, and such an address is never asked', () => {
    const { local, controller } = createPage();
    const page = controller();
    for (const endpoint of ['http://me:sesame@one.test/v1', 'http://one.test/v1?key=sesame']) {
      page.setSetup(at(endpoint));
      expect(textOf(local)).not.toContain('sesame');
      expect(orderOf(page.store.getState(), 'http://localhost')).toBeNull();
    }
  });
});

describe('the controller', () => {
  it('shows why a set cannot be opened, and opens it the next time', async () => {
    const { controller } = createPage();
    const page = controller();
    await page.open('own');
    expect(page.store.getState()).toMatchObject({ failure, items: null });
    const well = fakeVul2Safe();
    await well.open('own');
    expect(well.store.getState()).toMatchObject({ failure: null, items: [] });
  });

  it('gives each start the connection as it is then, and tells the page which host is asked', async () => {
    const orders: (WorkOrder | null)[] = [];
    const page = fakeVul2Safe({
      start: (_, order) => {
        orders.push(order);
        return nothing();
      },
    });
    await page.open('own');
    page.setSetup(at('http://one.test/v1'));
    page.setKey('sesame');
    await page.start();
    expect(orders[0]).toMatchObject({ key: 'sesame', setup: { provider: { model: 'tiny' } } });
    page.setSetup({ ...defaultSetup, provider: { kind: 'prompt-api' } });
    await page.start();
    // A key belongs to an endpoint.
    expect(orders[1]).toMatchObject({ key: null });
    expect(page.store.getState().asked).toEqual(['one.test']);
    await page.open('example');
    expect(page.store.getState().set).toBe('example');
  });

  it('asks no address that a page over https could not reach', () => {
    const state = { ...initialVul2Safe, setup: at('http://models.test/v1') };
    expect(orderOf(state, 'https://page.test')).toBeNull();
    expect(orderOf(state, 'http://localhost:4173')).not.toBeNull();
  });
});
