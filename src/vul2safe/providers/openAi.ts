/** A model behind an OpenAI-compatible endpoint: POST {endpoint}/chat/completions, streaming or not. */
import type { ChatCall, Completion, Provider, Sleep } from './provider.ts';
import { estimateUsage, ProviderError } from './provider.ts';
import { faultOf, redact } from './openAiFaults.ts';
import { readStreamed, readWhole, type Answer } from './openAiAnswer.ts';

export interface OpenAiParts {
  readonly fetch: typeof fetch;
  readonly sleep: Sleep;
  /** Milliseconds since 1970, for a Retry-After that names a date. */
  readonly now: () => number;
}

export interface OpenAiOptions {
  /** With its version and without a slash at its end. */
  readonly endpoint: string;
  readonly model: string;
  /** Kept in this closure and sent in one header; in nothing that is told, kept or thrown. */
  readonly key: string | null;
  readonly isStreaming: boolean;
  readonly stallMs: number;
}

/** What servers may not take. Each is given up, for all later calls, when a 400 names it. */
interface Dialect {
  schema: boolean;
  temperature: boolean;
  streamOptions: boolean;
  limit: 'max_tokens' | 'max_completion_tokens';
}

export function createOpenAiProvider(options: OpenAiOptions, parts: OpenAiParts): Provider {
  const dialect: Dialect = {
    schema: true,
    temperature: true,
    streamOptions: true,
    limit: 'max_tokens',
  };
  return {
    model: options.model,
    complete: async (call, signal) => {
      // Each refusal gives up one thing, so this ends.
      for (;;) {
        const sent = { ...dialect };
        const answer = await ask(options, parts, bodyOf(options, call, sent), signal);
        if (!(answer instanceof Refused)) return completionOf(call, answer);
        if (!giveUp(dialect, sent, answer.text)) throw answer.error;
      }
    },
  };
}

/** A 400: perhaps something was sent that the server does not know. */
class Refused {
  constructor(
    readonly text: string,
    readonly error: ProviderError,
  ) {}
}

function bodyOf({ model, isStreaming }: OpenAiOptions, call: ChatCall, dialect: Dialect): string {
  const { messages, schema, temperature, maxTokens } = call;
  return JSON.stringify({
    model,
    messages,
    ...(dialect.temperature && { temperature }),
    [dialect.limit]: maxTokens,
    ...(dialect.schema && {
      response_format: { type: 'json_schema', json_schema: { ...schema, strict: true } },
    }),
    stream: isStreaming,
    ...(isStreaming && dialect.streamOptions && { stream_options: { include_usage: true } }),
  });
}

/** @returns false when the text names nothing that could be left out */
function giveUp(dialect: Dialect, sent: Dialect, text: string): boolean {
  if (sent.limit === 'max_tokens' && /max_completion_tokens/u.test(text)) {
    dialect.limit = 'max_completion_tokens';
  } else if (sent.schema && /response_format|json_?schema|structured|grammar/iu.test(text)) {
    dialect.schema = false;
  } else if (sent.temperature && /temperature/iu.test(text)) {
    dialect.temperature = false;
  } else if (sent.streamOptions && /stream_options|include_usage/iu.test(text)) {
    dialect.streamOptions = false;
  } else {
    return false;
  }
  return true;
}

async function ask(
  { endpoint, key, stallMs }: OpenAiOptions,
  { fetch, sleep, now }: OpenAiParts,
  body: string,
  signal: AbortSignal,
): Promise<Answer | Refused> {
  const attempt = new AbortController();
  const inside = AbortSignal.any([signal, attempt.signal]);
  const watch = watchStall(stallMs, sleep, now);
  try {
    const within = watch.within;
    const response = await within(
      fetch(`${endpoint}/chat/completions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key !== null && { authorization: `Bearer ${key}` }),
        },
        body,
        signal: inside,
      }),
    );
    if (!response.ok) {
      const text = redact(await within(response.text()), key);
      const error = faultOf(response.status, response.headers.get('retry-after'), text, now());
      return response.status === 400 ? new Refused(text, error) : Promise.reject(error);
    }
    const isStream = /event-stream/iu.test(response.headers.get('content-type') ?? '');
    return await (isStream ? readStreamed(response, within) : readWhole(response, within));
  } catch (error) {
    // Ends what may still come.
    attempt.abort();
    signal.throwIfAborted();
    if (error instanceof ProviderError)
      throw new ProviderError(error.fault, redact(error.message, key), error.retryAfterMs);
    // fetch says no more than "failed", lest a page learn what runs on a machine.
    throw new ProviderError('network', `The connection to ${new URL(endpoint).host} failed.`);
  } finally {
    watch.end();
  }
}

/** Fails work during which nothing comes for stallMs. One timer for the whole call, set forward by each thing that comes. */
function watchStall(stallMs: number, sleep: Sleep, now: () => number) {
  const timer = new AbortController();
  let last = now();
  const watching = (async (): Promise<never> => {
    for (let left = stallMs; left > 0; left = last + stallMs - now()) {
      await sleep(left, timer.signal);
    }
    throw new ProviderError('stalled', `Nothing came for ${stallMs / 1000} seconds.`);
  })();
  // Its end is heard by whoever waits; nobody may.
  watching.catch(() => undefined);
  return {
    within: async <T>(work: Promise<T>): Promise<T> => {
      const result = await Promise.race([work, watching]);
      last = now();
      return result;
    },
    end: () => timer.abort(),
  };
}

function completionOf({ messages }: ChatCall, { text, finish, usage }: Answer): Completion {
  return { text, finish, usage: usage ?? estimateUsage(messages, text) };
}
