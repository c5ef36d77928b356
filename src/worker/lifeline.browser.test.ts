import { expect, it } from 'vitest';
import { holdLifeline, watchLifeline } from './lifeline.ts';

const holder = `
  navigator.locks.request(self.name, () => {
    postMessage('held');
    return new Promise(() => {});
  });
  onmessage = () => close();
`;

function startHolder(name: string): Promise<Worker> {
  const worker = new Worker(URL.createObjectURL(new Blob([holder])), { name });
  return new Promise((resolve) => (worker.onmessage = () => resolve(worker)));
}

it('reports a worker that closes itself without a word', async () => {
  const worker = await startHolder('lifeline-close');
  const ended = new Promise<void>((resolve) =>
    watchLifeline('lifeline-close', resolve, new AbortController().signal),
  );
  worker.postMessage('close');
  await expect(ended).resolves.toBeUndefined();
});

it('says nothing while the holder lives, and nothing after an abort', async () => {
  await holdLifeline('lifeline-here');
  const watching = new AbortController();
  let calls = 0;
  watchLifeline('lifeline-here', () => (calls += 1), watching.signal);
  const state = await navigator.locks.query();
  expect(state.held?.map((lock) => lock.name)).toContain('lifeline-here');
  watching.abort();
  expect(calls).toBe(0);
});
