/** Whether the browser's own model can be used, told in the form in which an endpoint is. */
import type { Diagnosis } from '../connection.ts';
import { probe } from './doctor.ts';
import type { LanguageModelApi } from './promptApi.ts';
import { ProviderError, type Provider } from './provider.ts';

type Checks = Diagnosis['checks'];
type Problem = NonNullable<Diagnosis['problem']>;
export type PromptApiAvailability =
  'missing' | Awaited<ReturnType<LanguageModelApi['availability']>>;

const hint =
  'Use Chrome on a desktop with enough free disk and memory, see chrome://on-device-internals, or choose an endpoint instead.';

/** Never rejects. Asks the model once, which downloads it where that was not done yet. */
export async function diagnosePromptApi(
  availability: PromptApiAvailability,
  provider: Provider,
): Promise<Diagnosis> {
  const checks: Checks = [];
  const end = (problem: Problem | null): Diagnosis => ({ checks, problem, models: [] });
  const fail = (name: Checks[number]['name'], code: Problem['code'], message: string) => {
    checks.push({ name, state: 'failed', message });
    return end({ code, message, hint, commands: [] });
  };
  if (availability === 'missing')
    return fail('reach', 'prompt-api-missing', 'This browser has no Prompt API.');
  if (availability === 'unavailable') {
    return fail(
      'reach',
      'prompt-api-missing',
      'This browser has the Prompt API, and no model that runs on this machine.',
    );
  }
  checks.push({
    name: 'reach',
    state: 'ok',
    message: `The browser has a model (${availability}).`,
  });
  try {
    const { text } = await provider.complete(probe, new AbortController().signal);
    checks.push({ name: 'answer', state: 'ok', message: 'The model answers.' });
    if (!/"answer"\s*:\s*42/u.test(text))
      return fail('json', 'no-json', `It was asked for JSON and wrote: ${text.slice(0, 120)}`);
    checks.push({ name: 'json', state: 'ok', message: 'It writes the JSON that is asked for.' });
    return end(null);
  } catch (error) {
    const message = error instanceof ProviderError ? error.message : 'The model gives no answer.';
    return fail('answer', 'no-answer', message);
  }
}
