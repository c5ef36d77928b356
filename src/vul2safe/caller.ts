/**
 * Makes calls that are paid once: an answer is in the journal before anybody uses it, and the same call is never made
 * twice. What passes is tried again, after the time that the endpoint asks for or a doubling one.
 */
import type { Message } from './contract.ts';
import { createRandom, deriveSeed } from '../core/seeds.ts';
import { Budget } from './budget.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Journal, JournalAnswer } from './journal.ts';
import {
  isForAll,
  isPassing,
  ProviderError,
  type ChatCall,
  type Provider,
  type Sleep,
} from './providers/provider.ts';
import type { Settings } from './settings.ts';
import { StopRun } from './stopRun.ts';

export interface CallerParts {
  readonly provider: Provider;
  readonly journal: Journal;
  readonly settings: Settings;
  readonly sleep: Sleep;
  /** Milliseconds. */
  readonly now: () => number;
  /** Aborts when no new call is to be begun. */
  readonly ending: AbortSignal;
  /** Aborts when calls under way are to be dropped too. */
  readonly dropping: AbortSignal;
  readonly onChange: () => void;
}

export interface Answered extends JournalAnswer {
  readonly isCached: boolean;
}

export class Caller {
  calls = 0;
  cachedAnswers = 0;
  retries = 0;
  readonly #underWay = new Map<string, Promise<Answered>>();
  readonly #budget: Budget;
  readonly #started: number;
  /** No call begins before, because the endpoint asked to wait. */
  #notBefore = 0;

  constructor(private readonly parts: CallerParts) {
    const { settings, journal, now } = parts;
    this.#started = now();
    this.#budget = new Budget(settings, journal.usage, () => this.seconds());
  }

  seconds(): number {
    return (this.parts.now() - this.#started) / 1000;
  }

  /**
   * @throws StopRun when the work is to end, ProviderError when this call cannot be answered
   */
  async answer(call: ChatCall): Promise<Answered> {
    const key = await keyOf(this.parts.provider.model, call);
    const shared = this.#underWay.get(key);
    if (shared) return { ...(await shared), isCached: true };
    const work = this.#find(key, call);
    this.#underWay.set(key, work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #find(key: string, call: ChatCall): Promise<Answered> {
    const known = await this.parts.journal.answerTo(key);
    if (known) {
      this.cachedAnswers += 1;
      return { ...known, isCached: true };
    }
    const release = this.#budget.reserve(call);
    try {
      const answer = await this.#pay(key, call);
      this.calls += 1;
      this.parts.onChange();
      return { ...answer, isCached: false };
    } finally {
      release();
    }
  }

  async #pay(key: string, call: ChatCall): Promise<JournalAnswer> {
    const { provider, journal, settings, dropping } = this.parts;
    for (let attempt = 0; ; attempt += 1) {
      await this.#turn();
      if (attempt === 0) await store(journal.add({ kind: 'sent', key }));
      try {
        const { text, finish, usage } = await provider.complete(call, dropping);
        const answer = { text, finish, usage };
        await store(journal.add({ kind: 'answer', key, answer }));
        return answer;
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        const isLast = attempt >= settings.retries;
        if (!isPassing(error.fault) || isLast) {
          if (isForAll(error.fault)) throw stopFor(error);
          throw error;
        }
        this.retries += 1;
        this.parts.onChange();
        await this.#back(error, key, attempt);
      }
    }
  }

  /** Waits until the endpoint may be asked again. */
  async #turn(): Promise<void> {
    for (;;) {
      this.parts.ending.throwIfAborted();
      const wait = this.#notBefore - this.parts.now();
      if (wait <= 0) return;
      await this.#sleep(wait);
    }
  }

  /** retryMs · 2^attempt, between half and all of it, so that calls refused together do not come together again. */
  async #back({ retryAfterMs }: ProviderError, key: string, attempt: number): Promise<void> {
    const { settings, now } = this.parts;
    if (retryAfterMs !== null) {
      const wait = Math.min(retryAfterMs, settings.maxRetryMs);
      this.#notBefore = Math.max(this.#notBefore, now() + wait);
      return;
    }
    const random = createRandom(deriveSeed(parseInt(key.slice(0, 8), 16), 'retry', attempt, 0));
    const longest = Math.min(settings.retryMs * 2 ** attempt, settings.maxRetryMs);
    await this.#sleep(longest * (0.5 + random.uniform() / 2));
  }

  /** With a signal of its own: Node takes many listeners on one for a leak. */
  #sleep(ms: number): Promise<void> {
    return this.parts.sleep(ms, AbortSignal.any([this.parts.ending]));
  }
}

/** The journal is the promise that nothing is paid twice: without it nothing goes on. */
async function store(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StopRun({
      cause: 'store',
      message: `What was answered cannot be kept: ${reason}. Make room, then start again.`,
    });
  }
}

const stopFor = (error: ProviderError) =>
  new StopRun({
    cause: 'provider',
    message: `${error.message} No other call would fare better, so the work has stopped. Let the connection be checked, then start again.`,
  });

function keyOf(model: string, call: ChatCall): Promise<string> {
  const { messages, schema, temperature, maxTokens } = call;
  return fingerprintOf(
    JSON.stringify([
      model,
      messages.map(({ role, content }: Message) => [role, content]),
      schema,
      temperature,
      maxTokens,
    ]),
  );
}
