import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('goes in the order of asking, one at a time, and on after a failure', async () => {
  const turns = createTurns();
  const said: string[] = [];
  const act = (name: string) => async () => {
    said.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    said.push(`${name} ends`);
    if (name === 'b') throw new Error(name);
    return name;
  };
  const all = ['a', 'b', 'c'].map((name) => turns.take(act(name)));
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(said).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});
