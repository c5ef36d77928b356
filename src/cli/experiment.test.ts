import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { experimentReport } from './commands/experimentReport.ts';
import { readResultFolder } from './experimentResults.ts';
import { runPatchgrad } from './testing/patchgrad.ts';

/** Runs of a second or two each: one prompt, two short completions, one prompt a split. */
const small = ['promptsPerStep=1', 'numGenerations=2', 'evalPrompts=8', 'maxCompletionLength=8'];
const command = (out: string, seeds: string) =>
  ['experiment', '--plan', 'claim', '--only', 'both-base', '--out', out, '--seeds', seeds].concat(
    ['--steps', '1', '--prompts', '1'],
    small.flatMap((set) => ['--set', set]),
  );

it('an experiment that was killed goes on where it was, and its results make a report', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchgrad-experiment-'));
  const out = join(folder, 'runs');
  try {
    const killed = await runPatchgrad(command(out, '1,2'), {
      interruptAt: '1 of 2: ',
      signal: 'SIGKILL',
    });
    expect(killed.code).toBeNull();
    const first = join(out, 'claim/both-base.seed-1.json');
    const { mtimeMs } = statSync(first);

    const resumed = await runPatchgrad(command(out, '1,2'));
    expect(resumed.stderr).toContain('2 runs of claim, ');
    expect(resumed.stderr).toMatch(/, [12] of them done\./u);
    expect(resumed.code).toBe(0);
    expect(statSync(first).mtimeMs).toBe(mtimeMs);
    const results = readResultFolder(out);
    expect(results.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(results[0]).toMatchObject({ arm: 'both-base', steps: 1, rollouts: 2, failure: null });
    expect(results[0].curve.map(({ rollouts }) => rollouts)).toEqual([0, 2]);
    expect(results[0].scores['unseen-names'].n).toBe(1);

    const report = join(folder, 'docs/results.md');
    await experimentReport.run(['--in', out, '--out', report]);
    expect(readFileSync(report, 'utf8')).toContain('Not decided: no seed has both both-base and');
    expect(readdirSync(join(folder, 'docs/figures'))).toHaveLength(3);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
