import { expect, it } from 'vitest';
import { outcomeOf } from '../core/testing/outcomes.ts';
import type { JudgeRequest } from '../core/testCase.ts';
import { importedTask } from '../corpus/importedTasks.ts';
import { drawTask } from '../corpus/tasks.ts';
import { judgeCompletions } from './judging.ts';

it('runs only what has tests, and keeps the order', async () => {
  const imported = importedTask({
    id: 'p',
    prompt: 'Copies a name.',
    vulnerable: 'strcpy(to, from);',
    secure: 'strncpy(to, from, 8);',
    cwe: 'CWE-120',
    language: 'c',
  });
  if (typeof imported === 'string') throw new Error(imported);
  const tested = drawTask('train', 0);
  const asked: JudgeRequest[] = [];
  const oracle = {
    load: () => Promise.resolve(),
    judge: (requests: readonly JudgeRequest[]) => {
      asked.push(...requests);
      return Promise.resolve(requests.map((_, i) => outcomeOf([i === 0], [])));
    },
  };
  const outcomes = await judgeCompletions(oracle, null, [
    { task: imported, completion: 'strncpy(to, from, 8);' },
    { task: tested, completion: 'a' },
    { task: imported, completion: 'strcpy(to, from);' },
    { task: tested, completion: 'b' },
  ]);
  expect(asked.map(({ completion }) => completion)).toEqual(['a', 'b']);
  expect(asked[0]).toMatchObject({ prompt: tested.prompt, tests: tested.tests });
  expect(outcomes.map(({ similarity }) => similarity)).toEqual([1, undefined, 0, undefined]);
  expect(outcomes[1]).toEqual(outcomeOf([true], []));
  expect(outcomes[3]).toEqual(outcomeOf([false], []));
});
