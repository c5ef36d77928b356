/** What the pipeline needs of a language model, and how one fails. */
import type { Message, Usage } from '../contract.ts';

export interface ChatCall {
  readonly messages: readonly Message[];
  /** JSON schema of the answer; sent along where the endpoint takes it. */
  readonly schema: { readonly name: string; readonly schema: Record<string, unknown> };
  readonly temperature: number;
  readonly maxTokens: number;
}

export interface Completion {
  readonly text: string;
  /** length: cut at maxTokens. refused: the endpoint or the model said that it will not answer. */
  readonly finish: 'stop' | 'length' | 'refused';
  readonly usage: Usage;
}

export interface Provider {
  /** As the endpoint names it. */
  readonly model: string;
  /** One answer. @throws ProviderError, or the signal's reason */
  complete(call: ChatCall, signal: AbortSignal): Promise<Completion>;
}

/**
 * busy: 429. server: 5xx. network: no connection. stalled: no byte for too long. broken: the answer ended early.
 * These pass, so a call is tried again. key, model: nothing will work. too-long, invalid: this call never works.
 */
export type ProviderFault =
  'busy' | 'server' | 'network' | 'stalled' | 'broken' | 'key' | 'model' | 'too-long' | 'invalid';

const passing: ReadonlySet<ProviderFault> = new Set([
  'busy',
  'server',
  'network',
  'stalled',
  'broken',
]);

/** Whether the same call may work later. */
export const isPassing = (fault: ProviderFault) => passing.has(fault);

/** Whether no other call will work either, now or, for what passes, after the last retry. */
export const isForAll = (fault: ProviderFault) =>
  fault === 'key' || fault === 'model' || fault === 'network' || fault === 'busy';

export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  /**
   * @param message what happened, a sentence
   * @param retryAfterMs how long the endpoint asks to wait; null when it does not say
   */
  constructor(
    readonly fault: ProviderFault,
    message: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

/** Waits; rejects with the signal's reason when that aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** About what a tokenizer makes of code and English. */
export const estimateTokens = (characters: number) => Math.ceil(characters / 4);

export function estimateUsage(messages: readonly Message[], text: string): Usage {
  const asked = messages.reduce((sum, { content }) => sum + content.length, 0);
  return {
    promptTokens: estimateTokens(asked),
    completionTokens: estimateTokens(text.length),
    isEstimated: true,
  };
}
