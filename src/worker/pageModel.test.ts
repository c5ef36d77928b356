import { describe, expect, it } from 'vitest';
import { probe } from '../vul2safe/providers/doctor.ts';
import type { LanguageModelSession } from '../vul2safe/providers/promptApi.ts';
import { diagnosePromptApi } from '../vul2safe/providers/promptApiDoctor.ts';
import { createLentProvider, createPageModel } from './pageModel.ts';

type Prompt = LanguageModelSession['prompt'];

/** A window whose model answers so. */
const windowWith = (prompt: Prompt) => ({
  LanguageModel: {
    availability: () => Promise.resolve('available'),
    create: () => Promise.resolve({ prompt, destroy: () => undefined }),
  },
});
const never = new AbortController().signal;

describe('the model that the page lends', () => {
  it('answers a call, and is told to be usable', async () => {
    const page = createPageModel(windowWith(() => Promise.resolve('{"answer": 42}')));
    const provider = createLentProvider(page);
    expect((await provider.complete(probe, never)).text).toBe('{"answer": 42}');
    const { checks, problem } = await diagnosePromptApi(await page.availability(), provider);
    expect(problem).toBeNull();
    expect(checks.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
  });

  it('gives faults as values, so that they arrive with their kind', async () => {
    const full = new DOMException('The input is too large.', 'QuotaExceededError');
    const provider = createLentProvider(createPageModel(windowWith(() => Promise.reject(full))));
    await expect(provider.complete(probe, never)).rejects.toMatchObject({ fault: 'too-long' });
    const none = createLentProvider(createPageModel({}));
    await expect(none.complete(probe, never)).rejects.toMatchObject({ fault: 'model' });
    const diagnosis = await diagnosePromptApi(await createPageModel({}).availability(), none);
    expect(diagnosis.problem).toMatchObject({ code: 'prompt-api-missing' });
  });

  it('ends a call that is dropped', async () => {
    const page = createPageModel(
      windowWith(
        (_, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
          }),
      ),
    );
    const dropping = new AbortController();
    const answer = createLentProvider(page).complete(probe, dropping.signal);
    setTimeout(() => dropping.abort(new Error('stopped')), 1);
    await expect(answer).rejects.toThrow('stopped');
  });
});
