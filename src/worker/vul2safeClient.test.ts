import { expect, it } from 'vitest';
import type { Failure } from '../core/failure.ts';
import { createVul2SafeClient } from './vul2safeClient.ts';

/** A worker that hears everything and says nothing. */
function createMute() {
  const target = new EventTarget();
  let isEnded = false;
  // What a client uses of a worker.
  const worker = Object.assign(target, {
    postMessage: () => undefined,
    terminate: () => void (isEnded = true),
  }) as unknown as Worker;
  return {
    worker,
    isEnded: () => isEnded,
    breakDown: () =>
      target.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' })),
  };
}

it('settles what is pending when its worker ends, tells it once, and starts another with the next command', async () => {
  const workers = [createMute(), createMute()];
  const ends: Failure[] = [];
  let started = 0;
  const client = createVul2SafeClient({
    onNews: () => undefined,
    onEnd: (failure) => ends.push(failure),
    spawn: () => workers[started++].worker,
  });
  expect(started).toBe(0);
  const pending = client.open('own', null);
  workers[0].breakDown();
  const result = await pending;
  expect(result).toMatchObject({ ok: false, failure: { code: 'worker-dead' } });
  expect(ends).toHaveLength(1);
  expect(ends[0].message).toContain('out of memory');
  expect(workers[0].isEnded()).toBe(true);
  const next = client.clear();
  expect(started).toBe(2);
  client.terminate();
  expect(await next).toMatchObject({ ok: false });
  expect(ends).toHaveLength(1);
});
