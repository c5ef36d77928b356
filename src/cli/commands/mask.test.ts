import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runPatchgrad } from '../testing/patchgrad.ts';
import { mask } from './mask.ts';

/** Each test starts a process that compiles. */
const patience = 300_000;
const fixture = (name: string) => `src/cli/fixtures/${name}`;

const lineSchema = z.object({
  line: z.number(),
  id: z.string(),
  license: z.string().nullable(),
  diffLevel: z.string(),
  charChanges: z.string().optional(),
  lints: z.array(z.object({ code: z.string(), message: z.string() })),
  secure: z.object({ mask: z.array(z.number()) }),
});
const runMask = async (parameters: readonly string[]) => {
  const { code, stdout, stderr } = await runPatchgrad(['mask', ...parameters]);
  const lines = stdout.split('\n').filter(Boolean);
  return { code, stderr, lines: lines.map((line) => lineSchema.parse(JSON.parse(line))) };
};

describe('mask of imported pairs', { timeout: patience }, () => {
  it('tells lints, and how the recorded edit compares', async () => {
    const { code, lines } = await runMask(['--pairs', fixture('sven.jsonl'), '--format', 'sven']);
    expect(code).toBe(0);
    expect(lines).toHaveLength(8);
    expect(lines[4]).toMatchObject({ diffLevel: 'lexeme', charChanges: 'equal', license: null });
    for (const { lints } of lines) expect(lints.map((l) => l.code)).toContain('license-unknown');
  });

  it('reads CSV, at level char', async () => {
    const { code, lines } = await runMask(
      ['--pairs', fixture('pairs.csv'), '--format', 'csv'].concat(['--set', 'diffLevel=char']),
    );
    expect(code).toBe(0);
    expect(lines.map(({ line }) => line).slice(0, 3)).toEqual([2, 7, 15]);
    expect(lines[1].license).toBe('MIT');
    for (const { diffLevel, charChanges, secure } of lines) {
      expect({ diffLevel, charChanges }).toEqual({ diffLevel: 'char', charChanges: undefined });
      expect(secure.mask).toContain(1);
    }
  });

  it('says of a file in another format what each row lacks, and what to do', async () => {
    const parameters = ['--pairs', fixture('primevul.jsonl'), '--format', 'sven'];
    const { code, lines, stderr } = await runMask(parameters);
    expect({ code, lines }).toEqual({ code: 1, lines: [] });
    expect(stderr).toMatch(/primevul\.jsonl:1: func_src_before is missing; .* Correct the row, or/);
    expect(stderr).toContain('0 pairs, 16 bad lines.');
  });

  it('says that a file is not there', async () => {
    const { code, stderr } = await runMask(['--pairs', 'nowhere.csv', '--format', 'csv']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/nowhere\.csv cannot be read: there is no such file/);
  });
});

it('names every format and lint in its help', () => {
  for (const word of ['csv', 'primevul', 'too-long', 'license-unknown', 'charChanges']) {
    expect(mask.help).toContain(word);
  }
  for (const line of mask.help.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});
