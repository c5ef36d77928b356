/** The model that Chrome brings along (Prompt API, https://developer.chrome.com/docs/ai/prompt-api), as a provider. */
import type { Provider } from './provider.ts';
import { estimateUsage, ProviderError } from './provider.ts';

/** The part of the API that is used; TypeScript's DOM library does not have it yet. */
export interface LanguageModelApi {
  availability(): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>;
  create(options: {
    initialPrompts: readonly { role: string; content: string }[];
    signal: AbortSignal;
  }): Promise<LanguageModelSession>;
}

export interface LanguageModelSession {
  prompt(
    input: readonly { role: string; content: string }[],
    options: { responseConstraint: Record<string, unknown>; signal: AbortSignal },
  ): Promise<string>;
  destroy(): void;
}

/** Of the page or worker; null where the browser has none. */
export function findPromptApi(scope: object): LanguageModelApi | null {
  const found: unknown = Reflect.get(scope, 'LanguageModel');
  const isApi = (value: unknown): value is LanguageModelApi =>
    (typeof value === 'function' || typeof value === 'object') &&
    value !== null &&
    typeof Reflect.get(value, 'create') === 'function' &&
    typeof Reflect.get(value, 'availability') === 'function';
  return isApi(found) ? found : null;
}

/** What its answers are kept under. */
export const promptApiModel = 'Chrome Prompt API';

/** Temperature and length are the browser's. A fresh session for each call, so no call knows of another. */
export function createPromptApiProvider(api: LanguageModelApi): Provider {
  return {
    model: promptApiModel,
    complete: async ({ messages, schema }, signal) => {
      const [system, ...rest] = messages;
      let session: LanguageModelSession | null = null;
      try {
        session = await api.create({ initialPrompts: [system], signal });
        const text = await session.prompt(rest, { responseConstraint: schema.schema, signal });
        return { text, finish: 'stop', usage: estimateUsage(messages, text) };
      } catch (error) {
        signal.throwIfAborted();
        throw faultOf(error);
      } finally {
        session?.destroy();
      }
    },
  };
}

function faultOf(error: unknown): ProviderError {
  const name = error instanceof Error ? error.name : '';
  const said = error instanceof Error ? error.message : String(error);
  const told = `The browser's model failed: ${said}`.slice(0, 300);
  switch (name) {
    case 'QuotaExceededError':
      return new ProviderError('too-long', told);
    case 'NotAllowedError':
    case 'NotSupportedError':
    case 'InvalidStateError':
      return new ProviderError('model', told);
    default:
      return new ProviderError('server', told);
  }
}
