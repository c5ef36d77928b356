/** The library worker on the browser's own storage: what one worker wrote, the next one finds. */
import * as Comlink from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { runConfigSchema } from '../core/runConfig.ts';
import type { Result } from '../core/failure.ts';
import { createLibraryClient, type LibraryClient } from './libraryClient.ts';
import type { LibraryEvent } from './libraryContract.ts';
import type { RecorderApi } from './runRecording.ts';

const clients: LibraryClient[] = [];

function connect() {
  const events: LibraryEvent[] = [];
  const client = createLibraryClient({ onEvent: (event) => events.push(event) });
  clients.push(client);
  return { client, events };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

afterEach(async () => {
  const client = clients.at(-1);
  const { runs } = valueOf((await client?.list()) ?? { ok: false, failure: never });
  for (const { id } of runs) await client?.remove('runs', id);
  clients.splice(0).forEach((other) => other.terminate());
});
const never = { code: 'internal', message: 'no client', hint: '', step: null } as const;

const bytes = (text: string) => new TextEncoder().encode(text);

async function recordOneRun(client: LibraryClient, id: string): Promise<void> {
  const recorder = Comlink.wrap<RecorderApi>(client.recorderPort());
  await recorder.begin({
    id,
    name: 'kept',
    config: runConfigSchema.parse({ seed: 3 }),
    engine: { backend: 'wasm', adapter: 'x', isSoftware: true },
    base: 'base',
    modelFiles: [{ name: 'config.json', bytes: bytes('{}') }],
    pairs: null,
  });
  for (const step of [1, 2]) {
    await recorder.note({ kind: 'step', step, metrics: { reward: step } });
    await recorder.keepCheckpoint(step, 'regular', [{ name: 'run.json', bytes: bytes(`${step}`) }]);
  }
  await recorder.keepRollouts(2, []);
  await recorder.setState('paused');
}

describe('the library worker', () => {
  it('keeps a run in the files of the browser, and another worker finds all of it', async () => {
    const first = connect();
    await recordOneRun(first.client, 'test-1');
    expect(first.events).toContainEqual({ kind: 'changed' });
    const { runs, live, whyMemory } = valueOf(await first.client.list());
    expect(whyMemory).toBeNull();
    expect(live).toEqual(['test-1']);
    expect(runs).toMatchObject([{ name: 'kept', step: 2, state: 'paused' }]);
    first.client.terminate();

    const { client } = connect();
    const listed = valueOf(await client.list());
    expect(listed.runs).toEqual(runs);
    await expect.poll(async () => valueOf(await client.list()).live).toEqual([]);
    const { checkpoint } = valueOf(await client.resume('test-1'));
    expect(checkpoint.files).toEqual([{ name: 'run.json', bytes: bytes('2') }]);
    const { steps } = valueOf(await client.history('test-1'));
    expect(steps.map(({ metrics }) => metrics['reward'])).toEqual([1, 2]);
  });

  it('exports a run and opens it again beside the first', async () => {
    const { client } = connect();
    await recordOneRun(client, 'test-2');
    await client.rename('runs', 'test-2', ' <b>mine</b> ');
    const bundle = valueOf(await client.export('test-2', 'bundle'));
    expect(bundle.name).toBe('b-mine-b.patchgrad.zip');
    const opened = valueOf(await client.importBundle(bundle.content));
    expect(opened).toMatchObject({ name: '<b>mine</b>', isImported: true, step: 2 });
    expect(valueOf(await client.list()).runs).toHaveLength(2);
    expect(valueOf(await client.rollouts(opened.id, 2))).toEqual([]);
    expect(await client.importBundle(new Blob(['no zip']))).toMatchObject({
      ok: false,
      failure: { code: 'bundle-invalid' },
    });
    await client.removeCheckpoint('test-2', 2);
    expect(await client.resume('test-2')).toMatchObject({ failure: { code: 'wrong-state' } });
  });
});
