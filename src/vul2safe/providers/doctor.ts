/**
 * The connection doctor: asks an endpoint step by step, stops at the first thing that fails, and says what it is and which
 * command mends it. A page is told little of a failed request, so it asks in other ways: without reading the answer, and
 * for the permission that Chrome wants for the local network (https://developer.chrome.com/blog/local-network-access).
 */
import type { z } from 'zod';
import type { Diagnosis, diagnosisSchema } from '../connection.ts';
import { addressProblem, isPrivateHost, modelsIn } from './endpoint.ts';
import { createOpenAiProvider, type OpenAiOptions, type OpenAiParts } from './openAi.ts';
import { redact } from './openAiFaults.ts';
import { ProviderError } from './provider.ts';
import {
  corsCommands,
  jsonCommands,
  modelCommands,
  startCommands,
  type ServerCommand,
} from './servers.ts';

type Problem = NonNullable<Diagnosis['problem']>;
type Check = z.infer<typeof diagnosisSchema>['checks'][number];

export interface DoctorParts extends OpenAiParts {
  /** Where the page comes from; null outside of one. */
  readonly origin: string | null;
  /** State of the permission for the local network; null where the browser knows none. */
  readonly localNetworkPermission: () => Promise<'granted' | 'denied' | 'prompt' | null>;
}

const names = ['address', 'reach', 'key', 'model', 'answer', 'json'] as const;

/** Never rejects. */
export async function diagnose(options: OpenAiOptions, parts: DoctorParts): Promise<Diagnosis> {
  const doctor = new Doctor(options, parts);
  const problem = await doctor.examine();
  const failedAt = names.find((name) => doctor.checks.every((check) => check.name !== name));
  const skipped = names
    .slice(failedAt === undefined ? names.length : names.indexOf(failedAt))
    .map((name): Check => ({ name, state: 'skipped', message: 'Not asked yet.' }));
  return { checks: [...doctor.checks, ...skipped], problem, models: doctor.models };
}

class Doctor {
  readonly checks: Check[] = [];
  models: string[] = [];

  constructor(
    private readonly options: OpenAiOptions,
    private readonly parts: DoctorParts,
  ) {}

  #ok(name: Check['name'], message: string): void {
    this.checks.push({ name, state: 'ok', message });
  }

  #fail(
    name: Check['name'],
    code: Problem['code'],
    message: string,
    hint: string,
    commands: readonly ServerCommand[] = [],
  ): Problem {
    const told = redact(message, this.options.key);
    this.checks.push({ name, state: 'failed', message: told });
    return { code, message: told, hint, commands: [...commands] };
  }

  get #place() {
    const { model } = this.options;
    const { port, protocol } = new URL(this.options.endpoint);
    return {
      model,
      origin: this.parts.origin,
      port: port || (protocol === 'https:' ? '443' : '80'),
    };
  }

  async examine(): Promise<Problem | null> {
    return this.#address() ?? (await this.#reach()) ?? (await this.#answer());
  }

  #address(): Problem | null {
    const wrong = addressProblem(this.options.endpoint, this.parts.origin);
    if (wrong) return this.#fail('address', wrong.code, wrong.message, wrong.hint);
    this.#ok('address', 'The address can be asked.');
    return null;
  }

  /** GET {endpoint}/models: reach, key and model in one. */
  async #reach(): Promise<Problem | null> {
    const { endpoint, key, model } = this.options;
    const headers: HeadersInit = key === null ? {} : { authorization: `Bearer ${key}` };
    let response: Response;
    try {
      response = await this.#ask(`${endpoint}/models`, { headers });
    } catch {
      return this.#unreached();
    }
    this.#ok('reach', 'Something answers there.');
    if (response.status === 401 || response.status === 403)
      return this.#keyRefused(response.status);
    this.#ok('key', key === null ? 'It asks for no key.' : 'It does not refuse the key.');
    if (!response.ok) {
      this.#ok('model', `It does not say which models it has (${response.status}).`);
      return null;
    }
    this.models = modelsIn(await response.json().catch(() => null));
    if (this.models.length > 0 && !this.models.includes(model)) return this.#modelUnknown(model);
    this.#ok(
      'model',
      this.models.length === 0 ? 'It does not say which models it has.' : `It has ${model}.`,
    );
    return null;
  }

  #ask(url: string, init: RequestInit): Promise<Response> {
    const signal = new AbortController();
    const work = this.parts.fetch(url, { ...init, signal: signal.signal });
    const timer = new AbortController();
    const late = this.parts.sleep(15_000, timer.signal).then(
      () => {
        signal.abort();
        throw new Error('late');
      },
      () => new Promise<never>(() => undefined),
    );
    return Promise.race([work, late]).finally(() => timer.abort());
  }

  #keyRefused(status: number): Problem {
    const isGiven = this.options.key !== null;
    return this.#fail(
      'key',
      'key-refused',
      isGiven
        ? `The endpoint refuses the key (${status}).`
        : `The endpoint asks for a key (${status}).`,
      isGiven
        ? 'Copy the key anew, and see that it is of this service and not used up.'
        : 'Give the key of the service.',
    );
  }

  #modelUnknown(model: string): Problem {
    const some = this.models.slice(0, 12).join(', ');
    return this.#fail(
      'model',
      'model-unknown',
      `The endpoint has no model "${model}". It has ${some}${this.models.length > 12 ? ' and others' : ''}.`,
      'Choose one of these, or get the model:',
      modelCommands(this.#place),
    );
  }

  /** A request that failed without a word: which of the possible reasons it was. */
  async #unreached(): Promise<Problem> {
    const { endpoint } = this.options;
    const { origin } = this.parts;
    const { host, hostname } = new URL(endpoint);
    if (origin !== null) {
      const permission = isPrivateHost(hostname) ? await this.parts.localNetworkPermission() : null;
      if (permission === 'denied' || permission === 'prompt') {
        return this.#fail(
          'reach',
          'local-network-access',
          permission === 'denied'
            ? 'The browser may not let this page ask devices on this machine or network.'
            : 'The browser asks whether this page may look at devices on this machine or network, and was not answered.',
          'Click the symbol left of the address bar, allow "Local network access" for this page, and try again.',
        );
      }
      // Succeeds, unreadable, whenever anything answers.
      const isThere = await this.#ask(`${endpoint}/models`, { mode: 'no-cors' }).then(
        () => true,
        () => false,
      );
      if (isThere) {
        return this.#fail(
          'reach',
          'cors',
          `${host} answers, but does not let a page from ${origin} read it (CORS).`,
          'Start the server so that it lets this page in:',
          corsCommands(this.#place),
        );
      }
    }
    return this.#fail(
      'reach',
      'unreachable',
      `Nothing answers at ${host}.`,
      'See that the server runs and that the port is right. To start one:',
      startCommands(this.#place),
    );
  }

  async #answer(): Promise<Problem | null> {
    const provider = createOpenAiProvider(this.options, this.parts);
    let text: string;
    try {
      const completion = await provider.complete(probe, new AbortController().signal);
      text = completion.text;
    } catch (error) {
      return this.#noAnswer(error);
    }
    this.#ok('answer', 'The model answers.');
    if (!/"answer"\s*:\s*42/u.test(text)) {
      return this.#fail(
        'json',
        'no-json',
        `The model was asked for JSON and wrote: ${text.slice(0, 120)}`,
        'Take a larger model, or one that follows instructions; a base model does not. Give it context enough:',
        jsonCommands(this.#place),
      );
    }
    this.#ok('json', 'It writes the JSON that is asked for.');
    return null;
  }

  #noAnswer(error: unknown): Problem {
    if (!(error instanceof ProviderError)) {
      const reason = error instanceof Error ? error.message : String(error);
      return this.#fail('answer', 'no-answer', reason, 'Try again.');
    }
    const { fault, message } = error;
    if (fault === 'key')
      return this.#fail(
        'answer',
        'key-refused',
        message,
        'Copy the key anew, and see that it may use this model.',
      );
    if (fault === 'model') {
      return this.#fail(
        'answer',
        this.models.length > 0 ? 'model-unknown' : 'no-api',
        message,
        'See that the address ends with /v1 and that the model is there:',
        modelCommands(this.#place),
      );
    }
    // The list of models may be read by every page, and chat by few: other headers, another answer.
    if (fault === 'network' && this.parts.origin !== null) {
      return this.#fail(
        'answer',
        'cors',
        `The list of models can be read, and chat cannot: the server does not let a page from ${this.parts.origin} send JSON (CORS).`,
        'Start the server so that it lets this page in:',
        corsCommands(this.#place),
      );
    }
    return this.#fail(
      'answer',
      'no-answer',
      message,
      'Look at what the server writes in its window; a model that is still being loaded answers later.',
    );
  }
}

/** The smallest question whose answer tells whether a model writes the JSON it is asked for. */
export const probe = {
  messages: [
    {
      role: 'system',
      content: 'Answer with one JSON object and nothing else: {"answer": number}.',
    },
    { role: 'user', content: 'What is 40 + 2?' },
  ],
  schema: {
    name: 'probe',
    schema: {
      type: 'object',
      properties: { answer: { type: 'number' } },
      required: ['answer'],
      additionalProperties: false,
    },
  },
  temperature: 0,
  maxTokens: 512,
} as const;
