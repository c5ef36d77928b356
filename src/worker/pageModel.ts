/**
 * The browser's own model (Prompt API), which pages have and workers do not: the page lends it to the worker, call by
 * call. Faults cross as values, for an Error would lose its fault on the way.
 */
import { z } from 'zod';
import { answerSchema } from '../vul2safe/journal.ts';
import {
  createPromptApiProvider,
  findPromptApi,
  promptApiModel,
} from '../vul2safe/providers/promptApi.ts';
import type { PromptApiAvailability } from '../vul2safe/providers/promptApiDoctor.ts';
import { ProviderError, type ChatCall, type Provider } from '../vul2safe/providers/provider.ts';

const lentAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), completion: answerSchema }),
  /** The faults that createPromptApiProvider knows. */
  z.object({
    ok: z.literal(false),
    fault: z.enum(['server', 'model', 'too-long']),
    message: z.string(),
  }),
]);
export type LentAnswer = z.infer<typeof lentAnswerSchema>;
type LentFault = Extract<LentAnswer, { ok: false }>['fault'];

/** The page's end. */
export interface PageModel {
  availability(): Promise<PromptApiAvailability>;
  /** @param id of the call, for drop */
  complete(id: number, call: ChatCall): Promise<LentAnswer>;
  /** Ends a call whose answer nobody waits for any more. */
  drop(id: number): Promise<void>;
}

const lentFault = (error: unknown): LentFault => {
  const fault = error instanceof ProviderError ? error.fault : 'server';
  return fault === 'model' || fault === 'too-long' ? fault : 'server';
};

/** @param scope where the browser puts the API: the window */
export function createPageModel(scope: object): PageModel {
  const calls = new Map<number, AbortController>();
  return {
    availability: async () => (await findPromptApi(scope)?.availability()) ?? 'missing',
    complete: async (id, call) => {
      const api = findPromptApi(scope);
      if (api === null)
        return { ok: false, fault: 'model', message: 'This browser has no Prompt API.' };
      const ending = new AbortController();
      calls.set(id, ending);
      try {
        const completion = await createPromptApiProvider(api).complete(call, ending.signal);
        return { ok: true, completion };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return { ok: false, fault: lentFault(error), message };
      } finally {
        calls.delete(id);
      }
    },
    drop: (id) => Promise.resolve(calls.get(id)?.abort()),
  };
}

/** The worker's end: a provider that asks the page. */
export function createLentProvider(page: PageModel): Provider {
  let calls = 0;
  return {
    model: promptApiModel,
    complete: async (call, signal) => {
      const id = (calls += 1);
      const drop = () => void page.drop(id);
      signal.addEventListener('abort', drop, { once: true });
      try {
        const answer = lentAnswerSchema.parse(await page.complete(id, call));
        signal.throwIfAborted();
        if (answer.ok) return answer.completion;
        throw new ProviderError(answer.fault, answer.message);
      } finally {
        signal.removeEventListener('abort', drop);
      }
    },
  };
}
