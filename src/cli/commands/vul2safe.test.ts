import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { recordSchema } from '../../vul2safe/contract.ts';
import { startModelServer, type ModelServer } from '../../vul2safe/testing/modelServer.ts';
import { answerWell, scriptedEnds, scriptedItem } from '../../vul2safe/testing/scriptedModel.ts';
import { JournalFile } from '../journalFile.ts';
import { readPairs } from '../pairFile.ts';
import { vul2safe } from './vul2safe.ts';

const folder = mkdtempSync(join(tmpdir(), 'vul2safe-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter(Boolean);
const probes = ({ requests }: ModelServer) =>
  requests.filter(({ messages }) => messages[1].content.includes('40 + 2')).length;

/** Also answers what the connection doctor asks. */
const serve = (delayMs = 0) =>
  startModelServer({
    delayMs,
    manner: (request) =>
      request.messages[1].content.includes('40 + 2')
        ? { kind: 'answer', text: '{"answer": 42}' }
        : answerWell(request),
  });

function writeItems(name: string, count: number): string {
  const file = join(folder, name);
  const rows = Array.from({ length: count }, (_, i) => {
    const { id, code, language, cwe } = scriptedItem(i);
    return JSON.stringify({ id, code, language, cwe, license: 'MIT' });
  });
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

const parametersFor = (file: string, { endpoint }: ModelServer, out: string) => [
  ...['--in', file, '--format', 'code', '--endpoint', endpoint, '--model', 'tiny', '--out', out],
  ...['--set', 'votes=2', '--set', 'rounds=1', '--set', 'prompts=2', '--set', 'concurrency=3'],
];

describe('vul2safe', { timeout: 300_000 }, () => {
  it('writes pairs that the importer reads, with a card, and asks nothing again', async () => {
    const server = await serve();
    const out = join(folder, 'set.jsonl');
    const parameters = parametersFor(writeItems('ten.jsonl', 10), server, out);
    const shown: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => shown.push(String(text)) > 0);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await vul2safe.run(parameters);
    const ends = shown.map(
      (line) => JSON.parse(line) as { id: string; state: string; reason: { code: string } | null },
    );
    ends.sort((a, b) => a.id.localeCompare(b.id));
    expect(ends.map(({ state, reason }) => reason?.code ?? state)).toEqual([...scriptedEnds]);
    const records = linesOf(out).map((line) => recordSchema.parse(JSON.parse(line)));
    expect(records).toHaveLength(6);
    expect(records[0]).toMatchObject({ license: 'MIT', provenance: { origin: 'ten.jsonl:8' } });
    const pairs = [];
    for await (const event of readPairs(out, 'patchgrad'))
      if (event.kind === 'pair') pairs.push(event.pair);
    expect(pairs).toHaveLength(6);
    expect(readFileSync(join(folder, 'set.md'), 'utf8')).toContain('6 records of 3 codes');
    const asked = server.requests.length - probes(server);
    await vul2safe.run(parameters);
    expect(server.requests.length - probes(server)).toBe(asked);
    await server.close();
  });

  it('goes on after it was killed, without a call that was paid before', async () => {
    const server = await serve(5);
    const out = join(folder, 'killed.jsonl');
    const parameters = parametersFor(writeItems('thirty.jsonl', 30), server, out);
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'src/cli/patchgrad.ts', 'vul2safe', ...parameters],
      { stdio: 'ignore' },
    );
    const gone = new Promise((resolve) => child.on('close', resolve));
    while (server.requests.length < 40) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await gone;
    await vul2safe.run(parameters);
    const twice = [...server.served.values()].filter((count) => count > 1).length;
    // What was under way when it was killed, and the doctor's question.
    expect(twice).toBeLessThanOrEqual(3 + 1);
    expect(linesOf(out)).toHaveLength(18);
    await server.close();
  });

  it.each([
    [['--set', 'votes=none'], /--set votes=none is none of concurrency/u],
    [['--set', 'votes=99'], /--set votes/u],
    [['--format', 'xml'], /--format xml is none of code, patchgrad/u],
    [['--key', 'sk-1'], /no option --key/u],
  ])('refuses %j', async (typed, message) => {
    const parameters = [
      '--in',
      'x',
      '--format',
      'code',
      '--endpoint',
      'http://127.0.0.1:1/v1',
      '--model',
      'm',
      '--out',
      join(folder, 'x.jsonl'),
    ];
    await expect(vul2safe.run([...parameters, ...typed])).rejects.toThrow(message);
  });

  it('tells every option apart in its help', () => {
    expect(vul2safe.help).toContain('--endpoint URL');
    expect(vul2safe.help).toContain('--in FILE');
    expect(vul2safe.help).toMatch(/--model NAME +As the endpoint names it/u);
  });

  it('says what is wrong with an endpoint before it does anything', async () => {
    const error: unknown = await vul2safe
      .run([
        '--in',
        'x',
        '--format',
        'code',
        '--endpoint',
        'http://127.0.0.1:1/v1',
        '--model',
        'm',
        '--out',
        join(folder, 'x.jsonl'),
      ])
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      message: 'Nothing answers at 127.0.0.1:1.',
      hint: expect.stringContaining('ollama serve') as string,
    });
  });
});

describe('JournalFile', () => {
  it('keeps lines in order, finds them by position, and leaves a torn one alone', async () => {
    const file = join(folder, 'a.journal');
    const long = 'ä'.repeat(100_000);
    const first = await JournalFile.open(file);
    const positions = await Promise.all(['one', long, 'three'].map((line) => first.append(line)));
    await first.close();
    writeFileSync(file, '{"torn', { flag: 'a' });
    const second = await JournalFile.open(file);
    const last = await second.append('four');
    const lines = [];
    for await (const { position, line } of second.entries()) lines.push([position, line]);
    expect(lines.map(([, line]) => line)).toEqual(['one', long, 'three', '{"torn', 'four']);
    expect(await second.lineAt(positions[1])).toBe(long);
    expect(await second.lineAt(last)).toBe('four');
    await second.close();
  });
});
