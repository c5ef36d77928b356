import { expect, it } from 'vitest';
import { importedTask } from '../corpus/importedTasks.ts';
import { createAnalyser } from '../oracle/static/analyser.ts';
import { partsInNode } from '../oracle/static/loadNode.ts';
import { findingsOf } from './staticFindings.ts';

const analyser = createAnalyser(partsInNode);

function taskOf(changes: { language?: string; cwe?: string } = {}) {
  const task = importedTask({
    id: 'p',
    prompt: 'Runs a tool on a file.',
    vulnerable: 'def run_tool(name):\n    os.system("tool " + name)\n',
    secure: 'def run_tool(name):\n    subprocess.run(["tool", name])\n',
    cwe: 'CWE-78',
    language: 'py',
    ...changes,
  });
  if (typeof task === 'string') throw new Error(task);
  return task;
}

it('finds the weakness of the pair in the vulnerable side, at its place', async () => {
  const task = taskOf();
  const found = await findingsOf(analyser, task, task.pair.vulnerable);
  expect(found).toHaveLength(1);
  const [{ cwe, start, end }] = found ?? [];
  expect(cwe).toBe('CWE-78');
  expect((task.prompt + task.pair.vulnerable).slice(start, end)).toContain('os.system');
  expect(await findingsOf(analyser, task, task.pair.secure)).toEqual([]);
});

it('leaves out what lies in the prompt', async () => {
  const { prompt, pair } = taskOf();
  const task = { ...taskOf(), prompt: prompt + pair.vulnerable };
  expect(await findingsOf(analyser, task, '    return name\n')).toEqual([]);
});

it('asks for each of several weaknesses, and only for those', async () => {
  const several = taskOf({ cwe: 'CWE-20, CWE-78' });
  expect(await findingsOf(analyser, several, several.pair.vulnerable)).toHaveLength(1);
  const other = taskOf({ cwe: 'CWE-89' });
  expect(await findingsOf(analyser, other, other.pair.vulnerable)).toEqual([]);
});

it('says nothing where there is no rule', async () => {
  for (const changes of [{ language: 'cobol' }, { language: 'cpp' }, { cwe: 'CWE-99999' }]) {
    const task = taskOf(changes);
    expect(await findingsOf(analyser, task, task.pair.vulnerable)).toBeNull();
  }
});
