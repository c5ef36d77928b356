import { describe, expect, it } from 'vitest';
import { corpusTasks, fittingTasks, importedTasks } from './taskSource.ts';
import { drawTask, familiesIn, type TrainingTask } from '../corpus/tasks.ts';

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

const corpus = (pairsPerFamily: number, scarcePrompts: 'limited' | 'unlimited', seed = 3) =>
  corpusTasks({ seed, pairsPerFamily, scarcePrompts });
const families = familiesIn('train').length;
const tasksOf = (taskAt: (index: number) => TrainingTask, count: number) =>
  Array.from({ length: count }, (_, i) => taskAt(i));
const promptsOf = (all: readonly TrainingTask[]) => new Set(all.map(({ id }) => id));

describe('the corpus', () => {
  it('gives the train split, with repairs that it does not ask for', () => {
    const source = corpus(0, 'unlimited');
    expect(source.taskAt(7)).toEqual(drawTask('train', 7, 3));
    expect(source.pairs).toBeNull();
    const asked = promptsOf(tasksOf(source.taskAt, 4 * families));
    const repairs = tasksOf(source.repairAt, 4 * families);
    expect(repairs.every(({ id, hasReference }) => hasReference && !asked.has(id))).toBe(true);
    expect(promptsOf(repairs).size).toBe(4 * families);
  });

  it('limited, asks for nothing but the pairs that there are', () => {
    const source = corpus(2, 'limited');
    const pairs = promptsOf(tasksOf(source.repairAt, 2 * families));
    expect(pairs.size).toBe(2 * families);
    expect(promptsOf(tasksOf(source.repairAt, 7 * families))).toEqual(pairs);
    const asked = tasksOf(source.taskAt, 7 * families);
    expect(promptsOf(asked)).toEqual(pairs);
    expect(asked.every(({ hasReference }) => hasReference)).toBe(true);
  });

  it('unlimited, asks by turns for a pair and for a fresh task without a reference', () => {
    const source = corpus(2, 'unlimited');
    const pairs = promptsOf(tasksOf(source.repairAt, 2 * families));
    const asked = tasksOf(source.taskAt, 4 * families);
    const fresh = asked.filter(({ hasReference }) => !hasReference);
    expect(promptsOf(asked.filter(({ hasReference }) => hasReference))).toEqual(pairs);
    expect(promptsOf(fresh).size).toBe(2 * families);
    expect(fresh.some(({ id }) => pairs.has(id))).toBe(false);
    // Two of each kind in every family, and never one kind alone for long.
    for (const { family } of asked.slice(0, families)) {
      const kinds = asked.filter((task) => task.family === family).map((t) => t.hasReference);
      expect(kinds.filter(Boolean)).toHaveLength(2);
    }
    for (let i = 0; i + 8 <= asked.length; i += 8) {
      const kinds = asked.slice(i, i + 8).map(({ hasReference }) => hasReference);
      expect(new Set(kinds).size).toBe(2);
    }
  });

  it('has the same pairs for one seed, more of them with more pairs a family, others for another', () => {
    const pairs = (k: number, mode: 'limited' | 'unlimited', seed?: number) =>
      promptsOf(tasksOf(corpus(k, mode, seed).repairAt, k * families));
    expect(pairs(1, 'limited')).toEqual(pairs(1, 'unlimited'));
    const four = pairs(4, 'limited');
    expect([...pairs(1, 'limited')].every((id) => four.has(id))).toBe(true);
    expect([...pairs(1, 'limited', 4)].some((id) => four.has(id))).toBe(false);
  });
});
