import { describe, expect, it } from 'vitest';
import { corpusTasks, fittingTasks, importedTasks } from './taskSource.ts';
import { drawTask } from '../corpus/tasks.ts';

const pairs = Array.from({ length: 5 }, (_, i) => ({
  id: `pair-${i}`,
  prompt: '',
  vulnerable: `int f(int n) {\n  return a[n + ${i}];\n}`,
  secure: `int f(int n) {\n  return n < 9 ? a[n + ${i}] : 0;\n}`,
  cwe: 'CWE-125',
  language: 'c',
}));
const sized = pairs.map((pair, i) => ({ pair, size: { prompt: 10 + i, side: 30 } }));
const tasks = fittingTasks(sized, { context: 1000, maxCompletionLength: 100 });
const none = { findingsIn: () => Promise.resolve([]) };
const drawn = (seed: number, count: number) => {
  const source = importedTasks(tasks, seed, none);
  return Array.from({ length: count }, (_, i) => source.taskAt(i).id);
};

describe('imported tasks', () => {
  it('come each once a round, in orders that the seed decides', () => {
    const ids = drawn(1, 15);
    for (const round of [0, 5, 10]) {
      expect(ids.slice(round, round + 5).sort()).toEqual(pairs.map(({ id }) => id));
    }
    expect(drawn(1, 15)).toEqual(ids);
    expect(drawn(2, 15)).not.toEqual(ids);
  });

  it('are those that fit', () => {
    const limits = { context: 1000, maxCompletionLength: 20 };
    expect(tasks).toHaveLength(5);
    expect(importedTasks(tasks, 1, none).longestPrompt(() => [])).toBe(14);
    expect(fittingTasks(sized, limits)).toEqual([]);
  });

  it('are told apart by their texts', () => {
    const print = importedTasks(tasks, 1, none).pairs?.fingerprint;
    expect(importedTasks(tasks, 2, none).pairs?.fingerprint).toBe(print);
    expect(importedTasks(tasks.slice(1), 1, none).pairs?.fingerprint).not.toBe(print);
    const [first, ...others] = tasks;
    const task = { ...first.task, pair: { ...first.task.pair, secure: 'x' } };
    const changed = { ...first, task };
    expect(importedTasks([changed, ...others], 1, none).pairs?.fingerprint).not.toBe(print);
  });
});

it('the corpus gives the train split', () => {
  expect(corpusTasks(3).taskAt(7)).toEqual(drawTask('train', 7, 3));
  expect(corpusTasks(3).pairs).toBeNull();
});
