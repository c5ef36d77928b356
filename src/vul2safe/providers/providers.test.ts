import { describe, expect, it } from 'vitest';
import type { Manner, ModelServerOptions } from '../testing/modelServer.ts';
import { serveInTests } from '../testing/serving.ts';
import { quickNow, quickSleep } from '../testing/settings.ts';
import { createOpenAiProvider, type OpenAiOptions } from './openAi.ts';
import { redact, retryAfterOf } from './openAiFaults.ts';
import { createPromptApiProvider, findPromptApi } from './promptApi.ts';
import type { ChatCall } from './provider.ts';

const serve = serveInTests();

const call: ChatCall = {
  messages: [
    { role: 'system', content: 'Answer.' },
    { role: 'user', content: 'Bitte – 値?' },
  ],
  schema: { name: 'analyse', schema: { type: 'object' } },
  temperature: 0.2,
  maxTokens: 100,
};
const optionsOf = (endpoint: string, change: Partial<OpenAiOptions> = {}): OpenAiOptions => ({
  endpoint,
  model: 'tiny',
  key: null,
  isStreaming: true,
  stallMs: 3_600_000,
  ...change,
});
const parts = { fetch, sleep: quickSleep, now: quickNow };
const never = new AbortController().signal;
const ask = async (options: Partial<ModelServerOptions>, change: Partial<OpenAiOptions> = {}) => {
  const server = await serve(options);
  const provider = createOpenAiProvider(optionsOf(server.endpoint, change), parts);
  return { server, provider, answer: () => provider.complete(call, never) };
};
const says = (manner: Manner) => ({ manner: () => manner });

describe('createOpenAiProvider', () => {
  const text = 'Größe: 値 – 👍 "data: [DONE]"\n\ndata: x';

  it.each([1, 2, 3, 7, undefined])(
    'puts a stream together that is cut every %s bytes',
    async (pieceBytes) => {
      const { answer } = await ask({
        ...says({ kind: 'answer', text }),
        ...(pieceBytes && { pieceBytes }),
      });
      expect(await answer()).toEqual({
        text,
        finish: 'stop',
        usage: {
          promptTokens: 100,
          completionTokens: Math.ceil(text.length / 4),
          isEstimated: false,
        },
      });
    },
  );

  it('reads a whole answer, and why it ended', async () => {
    const { answer } = await ask(says({ kind: 'answer', text, finish: 'length' }), {
      isStreaming: false,
    });
    expect(await answer()).toMatchObject({ text, finish: 'length' });
  });

  it.each<[Manner, object]>([
    [
      { kind: 'status', status: 429, body: '{"error":{"message":"slow"}}', retryAfter: '3' },
      { fault: 'busy', retryAfterMs: 3000, message: 'The endpoint answers 429: slow.' },
    ],
    [{ kind: 'status', status: 500, body: '<h1>oops</h1>' }, { fault: 'server' }],
    [{ kind: 'status', status: 401, body: '' }, { fault: 'key' }],
    [
      {
        kind: 'status',
        status: 404,
        body: '{"error":"model \\"tiny\\" not found, try pulling it first"}',
      },
      { fault: 'model' },
    ],
    [
      {
        kind: 'status',
        status: 400,
        body: '{"error":{"message":"the request exceeds the available context size"}}',
      },
      { fault: 'too-long' },
    ],
    [{ kind: 'status', status: 400, body: '{"error":{"message":"no"}}' }, { fault: 'invalid' }],
    [{ kind: 'cut', text, isQuiet: true }, { fault: 'broken' }],
    [{ kind: 'cut', text, isQuiet: false }, { fault: 'network' }],
    [{ kind: 'error-event', message: 'no slot' }, { fault: 'server' }],
  ])('tells what went wrong: %j', async (manner, error) => {
    const { answer } = await ask(says(manner));
    await expect(answer()).rejects.toMatchObject(error);
  });

  it('gives up on an answer that has stalled', async () => {
    const { answer } = await ask(says({ kind: 'stall' }), { stallMs: 100_000 });
    await expect(answer()).rejects.toMatchObject({ fault: 'stalled' });
  });

  it('gives up on what a server does not take, once and for all', async () => {
    const refuse = (message: string): Manner => ({
      kind: 'status',
      status: 400,
      body: JSON.stringify({ error: { message } }),
    });
    const told = [
      "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
      "'temperature' does not support 0.2",
      'response_format is not supported',
    ];
    const { server, provider, answer } = await ask({
      manner: () => {
        const message = told.shift();
        return message === undefined ? { kind: 'answer', text: 'well' } : refuse(message);
      },
    });
    expect(await answer()).toMatchObject({ text: 'well' });
    await provider.complete(call, never);
    expect(server.requests).toHaveLength(5);
    expect(server.requests[4]).not.toHaveProperty('response_format');
    expect(server.requests[4]).not.toHaveProperty('max_tokens');
  });

  it('sends the key in its header and lets it stand nowhere else', async () => {
    const key = 'sk-abc-0123456789';
    const { server, answer } = await ask({ key: 'another' }, { key });
    const error: unknown = await answer().catch((reason: unknown) => reason);
    expect(server.headers[0].authorization).toBe(`Bearer ${key}`);
    expect(error).toMatchObject({ fault: 'key' });
    expect(String(error)).toContain('[key]');
    expect(String(error) + JSON.stringify(error)).not.toContain(key);
  });

  it('stops when it is told to', async () => {
    const { provider } = await ask(says({ kind: 'stall' }));
    const stop = new AbortController();
    const answer = provider.complete(call, stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 20);
    await expect(answer).rejects.toThrow('enough');
  });
});

describe('faults', () => {
  it.each([
    ['2', 2000],
    ['0.5', 500],
    ['Thu, 01 Jan 1970 00:00:10 GMT', 9000],
    ['soon', null],
    [null, null],
  ])('Retry-After %s is %s ms', (header, ms) => {
    expect(retryAfterOf(header, 1000)).toBe(ms);
  });

  it('takes keys out of what services say', () => {
    expect(redact('Incorrect: sk-proj-12345678 or my own', 'my own')).toBe(
      'Incorrect: [key] or [key]',
    );
  });
});

describe('createPromptApiProvider', () => {
  const apiOf = (prompt: () => Promise<string>) => {
    let open = 0;
    const api = {
      availability: () => Promise.resolve('available' as const),
      create: () => {
        open += 1;
        return Promise.resolve({ prompt, destroy: () => (open -= 1) });
      },
    };
    return { api, open: () => open };
  };

  it('gives each call a session of its own, and closes it', async () => {
    const { api, open } = apiOf(() => Promise.resolve('{}'));
    const provider = createPromptApiProvider(api);
    expect(await provider.complete(call, never)).toMatchObject({
      text: '{}',
      usage: { isEstimated: true },
    });
    expect(open()).toBe(0);
    const broken = apiOf(() => Promise.reject(new DOMException('full', 'QuotaExceededError')));
    await expect(createPromptApiProvider(broken.api).complete(call, never)).rejects.toMatchObject({
      fault: 'too-long',
    });
    expect(broken.open()).toBe(0);
  });

  it('is found where there is one', () => {
    const { api } = apiOf(() => Promise.resolve(''));
    expect(findPromptApi({ LanguageModel: api })).toBe(api);
    expect(findPromptApi({})).toBeNull();
    expect(findPromptApi({ LanguageModel: {} })).toBeNull();
  });
});
