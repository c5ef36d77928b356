import { text as readAll } from 'node:stream/consumers';
import { z } from 'zod';
import { settings } from '../../core/settings.ts';
import { backendOption } from '../backendOption.ts';
import { defineCommand, option, realNumber, wholeNumber } from '../command.ts';
import { UsageError } from '../errors.ts';
import { shippedModel } from '../modelFolder.ts';
import { showProgress, writeResult } from '../output.ts';

const { temperature, seed, maxCompletionLength } = settings;

export const generate = defineCommand({
  name: 'generate',
  description: `Completes a prompt and prints each completion as a line of JSON: its text, its number of tokens with
the end token, the sum of their log-probabilities, and whether it was cut at the longest length.`,
  options: z.object({
    model: option('DIR', `Model folder (${shippedModel}).`, z.string().default(shippedModel)),
    prompt: option('TEXT|-', 'The prompt; - reads it from stdin, to the last byte.', z.string()),
    n: option('K', 'Completions (1).', wholeNumber(1, 512).default(1)),
    temperature: option(
      'T',
      `0 is greedy (${temperature.default}).`,
      realNumber(0, 10).default(temperature.default),
    ),
    seed: option('S', `Of the draws (${seed.default}).`, wholeNumber(0).default(seed.default)),
    'max-tokens': option(
      'M',
      `Longest completion (${maxCompletionLength.default}).`,
      wholeNumber(1).default(maxCompletionLength.default),
    ),
    backend: backendOption(),
  }),
  run: async (given) => {
    const { openModel } = await import('../openModel.ts');
    const { continueText } = await import('../../model/continuation.ts');
    const { engine, model, tokenizer } = await openModel(given.model, given.backend);
    const prompt = given.prompt === '-' ? await readAll(process.stdin) : given.prompt;
    if (prompt === '') throw new UsageError('The prompt is empty.', 'Give at least one character.');
    const completions = await continueText(model, tokenizer, {
      prompt,
      seed: given.seed,
      completions: given.n,
      maxCompletionLength: given['max-tokens'],
      temperature: given.temperature,
      onProgress: (done, total) => showProgress('Generating', done, total),
    });
    completions.forEach(({ ids, logprobs, isTruncated }, index) =>
      writeResult({
        index,
        completion: tokenizer.decode(ids),
        tokens: ids.length,
        logprob: logprobs.reduce((sum, value) => sum + value, 0),
        isTruncated,
        backend: engine.backend,
      }),
    );
  },
});
