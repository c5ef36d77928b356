import { describe, expect, it } from 'vitest';
import type { Manner } from '../testing/modelServer.ts';
import { serveInTests } from '../testing/serving.ts';
import { quickNow } from '../testing/settings.ts';
import { diagnose, type DoctorParts } from './doctor.ts';
import type { OpenAiOptions } from './openAi.ts';
import type { Sleep } from './provider.ts';

const serve = serveInTests();

const optionsOf = (endpoint: string, change: Partial<OpenAiOptions> = {}): OpenAiOptions => ({
  endpoint,
  model: 'tiny',
  key: null,
  isStreaming: true,
  stallMs: 3_600_000,
  ...change,
});
/** Time that never passes: how slow the machine is decides nothing. */
const standStill: Sleep = (_, signal) =>
  new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
  );
const parts = { fetch, sleep: standStill, now: quickNow };
const says = (manner: Manner) => ({ manner: () => manner });

const doctor = async (
  endpoint: string,
  change: Partial<DoctorParts> = {},
  options: Partial<OpenAiOptions> = {},
) =>
  diagnose(optionsOf(endpoint, options), {
    ...parts,
    origin: null,
    localNetworkPermission: () => Promise.resolve(null),
    ...change,
  });
const page = { origin: 'http://127.0.0.1:4173' };
/** What a page meets: fetch fails without a word unless it asks without reading. */
const blind =
  (isThere: boolean): typeof fetch =>
  (_, init) =>
    isThere && init?.mode === 'no-cors'
      ? Promise.resolve(new Response())
      : Promise.reject(new TypeError('Failed to fetch'));

describe('diagnose', () => {
  it('finds nothing wrong with an endpoint that works', async () => {
    const { endpoint } = await serve({ models: ['tiny', 'large'] });
    const { checks, problem, models } = await doctor(endpoint);
    expect(problem).toBeNull();
    expect(models).toEqual(['tiny', 'large']);
    expect(checks.map(({ name, state }) => [name, state])).toEqual(
      ['address', 'reach', 'key', 'model', 'answer', 'json'].map((name) => [name, 'ok']),
    );
  });

  it.each<[string, Partial<DoctorParts>, string, RegExp]>([
    ['nonsense', {}, 'address-invalid', /^$/u],
    ['http://user:secret@127.0.0.1/v1', {}, 'address-invalid', /^$/u],
    ['http://10.0.0.2:8080/v1', { origin: 'https://x.org' }, 'mixed-content', /^$/u],
    ['http://127.0.0.1:1/v1', {}, 'unreachable', /llama-server -m model\.gguf --port 1/u],
    ['http://127.0.0.1:11434/v1', { ...page, fetch: blind(false) }, 'unreachable', /ollama serve/u],
    [
      'http://127.0.0.1:11434/v1',
      { ...page, fetch: blind(true) },
      'cors',
      /OLLAMA_ORIGINS=http:\/\/127\.0\.0\.1:4173 ollama serve/u,
    ],
    [
      'http://127.0.0.1:11434/v1',
      { ...page, fetch: blind(true) },
      'cors',
      /lms server start --port 11434 --cors/u,
    ],
    [
      'http://127.0.0.1:11434/v1',
      { ...page, fetch: blind(true) },
      'cors',
      /vllm serve tiny .*--allowed-origins/u,
    ],
    [
      'http://127.0.0.1:11434/v1',
      { ...page, fetch: blind(false), localNetworkPermission: () => Promise.resolve('denied') },
      'local-network-access',
      /^$/u,
    ],
  ])('explains %s: %#', async (endpoint, change, code, command) => {
    const { problem, checks } = await doctor(endpoint, change);
    expect(problem?.code).toBe(code);
    expect(problem?.hint).not.toBe('');
    expect(problem?.commands.map((one) => one.command).join('\n')).toMatch(command);
    expect(JSON.stringify([problem, checks])).not.toContain('secret');
  });

  it('waits for a silent endpoint no longer than its time', async () => {
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    const { problem } = await doctor('http://127.0.0.1:9/v1', {
      fetch: silent,
      sleep: () => Promise.resolve(),
    });
    expect(problem).toMatchObject({ code: 'unreachable' });
  });

  it('names the models that are there when another is asked for', async () => {
    const { endpoint } = await serve({ models: ['qwen', 'llama'] });
    const { problem } = await doctor(endpoint);
    expect(problem).toMatchObject({
      code: 'model-unknown',
      message: expect.stringContaining('qwen, llama') as string,
    });
    expect(problem?.commands[0]).toEqual({ server: 'Ollama', command: 'ollama pull tiny' });
  });

  it('tells a refused key, and a model that writes no JSON', async () => {
    const { endpoint } = await serve({ key: 'right' });
    expect((await doctor(endpoint, {}, { key: 'wrong-key' })).problem?.code).toBe('key-refused');
    expect(JSON.stringify(await doctor(endpoint, {}, { key: 'wrong-key' }))).not.toContain(
      'wrong-key',
    );
    const talker = await serve(says({ kind: 'answer', text: 'It is forty-two!' }));
    expect((await doctor(talker.endpoint)).problem?.code).toBe('no-json');
  });
});
