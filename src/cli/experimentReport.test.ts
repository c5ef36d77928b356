import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runConfigSchema } from '../core/runConfig.ts';
import type { JobResult } from '../experiment/jobResult.ts';
import { sampleResult } from '../experiment/testing/sampleResults.ts';
import { CommandError } from './errors.ts';
import { assembleReport } from './experimentReport.ts';
import { readFinished, readResultFolder } from './experimentResults.ts';

describe('docs/results.md', () => {
  it('and its figures are what the plans and the numbers in docs/results give', async () => {
    const numbers = existsSync('docs/results') ? readResultFolder('docs/results') : [];
    const files = await assembleReport(numbers);
    for (const [path, text] of files) {
      const file = path === '' ? 'docs/results.md' : join('docs', path);
      const now = existsSync(file) ? readFileSync(file, 'utf8') : '';
      const fix = `${file} is old: npm run experiment -- report`;
      expect(now === text, fix).toBe(true);
    }
  });
});

describe('results on disk', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'patchgrad-results-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const store = (name: string, result: JobResult | string) => {
    const file = join(folder, name);
    writeFileSync(file, typeof result === 'string' ? result : JSON.stringify(result));
    return file;
  };
  const refusal = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (error instanceof CommandError) return error.message;
    }
    throw new Error('It was not refused.');
  };
  const config = runConfigSchema.parse({ seed: 3 });
  const expected = { config, steps: 2, model: 'abc', prompts: 100, backend: 'wasm' };

  it('count as done only when they were made with the same settings', () => {
    const result = sampleResult('claim', 'both-base', 3, 40, { config: { ...config } });
    const file = store('a.json', result);
    expect(readFinished(file, expected)).toEqual(result);
    expect(readFinished(join(folder, 'b.json'), expected)).toBeNull();
    const changed = { ...expected, config: { ...config, alpha: 0.3 } };
    expect(refusal(() => readFinished(file, changed))).toContain(
      'was made with alpha 0.2; now it is 0.3',
    );
    for (const other of [{ model: 'def' }, { steps: 9 }, { prompts: 5 }, { backend: 'webgpu' }]) {
      refusal(() => readFinished(file, { ...expected, ...other }));
    }
  });

  it('are refused when they are none', () => {
    const half = store('half.json', '{"version":1,"plan"');
    expect(refusal(() => readFinished(half, expected))).toContain('is not a result');
    expect(refusal(() => readResultFolder(folder))).toContain('half.json is not a result');
    expect(refusal(() => readResultFolder(join(folder, 'none')))).toContain('no folder');
  });
});
