import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runPatchgrad, type Ended } from './testing/patchgrad.ts';

/** Each test starts processes that compile or compute. */
const patience = 300_000;
const fixture = (name: string) => `src/cli/fixtures/${name}.jsonl`;
const lines = ({ stdout }: Ended): unknown[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

describe('the command line', { timeout: patience }, () => {
  it.each([
    'train',
    'eval',
    'generate',
    'mask',
    'vul2safe',
    'corpus check',
    'corpus findings',
    'corpus mutants',
    'experiment',
    'experiment job',
    'experiment report',
  ])('%s --help shows its options on stdout', async (name) => {
    const [{ stdout: overview }, ended] = await Promise.all([
      runPatchgrad(['--help']),
      runPatchgrad([...name.split(' '), '--help']),
    ]);
    expect(overview).toContain(`  ${name}`);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain(`patchgrad ${name} [options]`);
    expect(ended.stdout).toContain('  --');
  });

  it.each([
    [[], /A command is needed/],
    [['trian', '--out', 'x'], /no command "trian"\. Did you mean train\?/],
    [['corpus'], /Did you mean corpus check\?/],
    [['mask', '--pair', 'x'], /mask has no option --pair\. Did you mean --pairs\?/],
  ])('%j is refused with exit code 2', async (parameters, message) => {
    const { code, stdout, stderr } = await runPatchgrad(parameters);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /mu);
  });

  it('says which file of a model folder is missing, with exit code 1', async () => {
    const ended = await runPatchgrad([
      'mask',
      '--pairs',
      'x',
      '--format',
      'sven',
      '--model',
      'src',
    ]);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    // Both tokenizer files are read at once; the first one missed is named.
    expect(ended.stderr).toMatch(
      /src[\\/]tokenizer(_config)?\.json cannot be read: there is no such/,
    );
    expect(ended.stderr).not.toMatch(/^\s+at /mu);
  });
});

const sideSchema = z.object({
  tokens: z.array(z.string()),
  mask: z.array(z.number()),
  overlap: z.array(z.number()),
  hunk: z.array(z.number().nullable()),
});
const maskSchema = z.object({
  line: z.number(),
  id: z.string(),
  vulnerable: sideSchema,
  secure: sideSchema,
  hunks: z.array(
    z.object({ operation: z.string(), anchor: z.object({ token: z.number() }).nullable() }),
  ),
});
const marked = ({ tokens, mask }: z.infer<typeof sideSchema>) =>
  tokens.filter((_, t) => mask[t] === 1).join('');

describe('mask', { timeout: patience }, () => {
  it('prints the mask of each pair', async () => {
    const ended = await runPatchgrad([
      'mask',
      '--pairs',
      fixture('pairs'),
      '--format',
      'patchgrad',
    ]);
    expect(ended.code).toBe(0);
    const [inserted, replaced] = lines(ended).map((line) => maskSchema.parse(line));
    expect(inserted.secure.tokens.join('')).toBe('  check(a);\n  return a;\n}\n<|end|>');
    expect(marked(inserted.secure).replaceAll(/\s/gu, '')).toBe('check(a);');
    expect(marked(inserted.vulnerable)).toBe('');
    expect(inserted.hunks.map(({ operation }) => operation)).toEqual(['insert']);
    const anchor = inserted.hunks[0].anchor?.token ?? -1;
    expect(inserted.vulnerable.tokens[anchor]).toContain('return');
    expect(replaced).toMatchObject({ line: 2, id: 'line-2', hunks: [{ operation: 'replace' }] });
    expect(marked(replaced.vulnerable)).toContain('x');
    expect(marked(replaced.secure)).toContain('y');
    const { tokens, overlap, hunk } = replaced.secure;
    expect(overlap).toHaveLength(tokens.length);
    expect(hunk.map((h) => (h === null ? 0 : 1))).toEqual(replaced.secure.mask);
  });

  it('names each bad line, goes on, and ends with exit code 1', async () => {
    const file = fixture('badPairs');
    const ended = await runPatchgrad(['mask', '--pairs', file, '--format', 'patchgrad']);
    expect(ended.code).toBe(1);
    expect(lines(ended).map((line) => maskSchema.parse(line).line)).toEqual([1, 5]);
    expect(ended.stderr).toContain(`${file}:2: secure is missing`);
    expect(ended.stderr).toContain(`${file}:4: this is not JSON`);
    expect(ended.stderr).toContain('2 pairs, 2 bad lines.');
  });
});

const scoreSchema = z.object({ share: z.number(), low: z.number(), high: z.number() });
const evalSchema = z.object({
  backend: z.literal('wasm'),
  prompts: z.literal(2),
  n: z.literal(1),
  'func@1': scoreSchema,
  'sec@1': scoreSchema,
  'func-sec@1': scoreSchema,
  byCwe: z.record(z.string(), z.object({ prompts: z.literal(1) })),
});

/** A run of seconds: one prompt a step, two short completions. */
const small = ['promptsPerStep=1', 'numGenerations=2', 'evalPrompts=8', 'maxCompletionLength=16'];
const trainInto = (out: string, steps: number) =>
  ['train', '--backend', 'wasm', '--out', out, '--steps', String(steps), '--prompts', '1'].concat(
    small.flatMap((set) => ['--set', set]),
  );

describe('models', { timeout: patience }, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'patchgrad-cli-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('eval prints one JSON object with scores and backend', async () => {
    const parameters = ['eval', '--split', 'validation', '--prompts', '2', '--backend', 'wasm'];
    const ended = await runPatchgrad(parameters);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('Backend: wasm');
    const [result, ...more] = lines(ended);
    expect(more).toEqual([]);
    const report = evalSchema.parse(result);
    expect(Object.keys(report.byCwe)).toHaveLength(2);
    expect(report['func@1'].low).toBeLessThanOrEqual(report['func@1'].share);
    expect(report['func@1'].high).toBeGreaterThan(report['func@1'].low);
  });

  it('train leaves metrics, a summary and a model that generate takes', async () => {
    const out = join(folder, 'done');
    const ended = await runPatchgrad(trainInto(out, 1));
    expect(ended.code).toBe(0);
    expect(readFileSync(join(out, 'metrics.jsonl'), 'utf8')).toBe(ended.stdout);
    expect(lines(ended)).toMatchObject([
      { step: 0, 'eval/func@1': expect.any(Number) as number },
      { step: 1, reward: expect.any(Number) as number },
      { step: 1, 'eval/func@1': expect.any(Number) as number },
    ]);
    const summary: unknown = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
    expect(summary).toMatchObject({
      backend: 'wasm',
      steps: 1,
      isInterrupted: false,
      failure: null,
      config: { maxSteps: 1, numGenerations: 2 },
      after: { all: { prompts: 1 } },
    });

    const generated = await runPatchgrad(
      ['generate', '--model', out, '--prompt', '-', '--n', '2', '--temperature', '0'].concat([
        '--max-tokens',
        '5',
        '--backend',
        'wasm',
      ]),
      { stdin: 'function f(a) {\n' },
    );
    expect(generated.code).toBe(0);
    const [first, second] = lines(generated);
    expect(first).toMatchObject({ index: 0, backend: 'wasm' });
    // Greedy completions of one prompt are equal.
    expect(second).toEqual({ ...(first as object), index: 1 });
  });

  it('train ends after the current step when interrupted, and leaves what there is', async () => {
    const out = join(folder, 'interrupted');
    const ended = await runPatchgrad(trainInto(out, 1000), { interruptAt: 'Step 1 of' });
    expect(ended.code).toBe(130);
    const summary = z
      .object({ steps: z.number(), isInterrupted: z.literal(true), after: z.null() })
      .parse(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')));
    expect(summary.steps).toBeGreaterThanOrEqual(1);
    expect(summary.steps).toBeLessThan(1000);
    expect(existsSync(join(out, 'model.safetensors'))).toBe(true);
  });
});
