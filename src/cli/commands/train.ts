import { z } from 'zod';
import { presetNames, presets } from '../../core/presets.ts';
import { pairFormatNames, type PairFormatName } from '../../corpus/pairFormats.ts';
import { defineCommand, oneOf, option, repeatedOption, wholeNumber } from '../command.ts';
import { requireOther, shippedModel } from '../modelFolder.ts';
import { backendOption } from '../backendOption.ts';
import { UsageError } from '../errors.ts';
import { readRunConfig } from '../runSettings.ts';
import type { PairFile } from '../trainingPairs.ts';

const presetList = presetNames.map((name) => `  ${name}  ${presets[name].meaning}`).join('\n');

export const train = defineCommand({
  name: 'train',
  description: `Trains a model with token-level rewards. Prints a line of JSON for each step and each evaluation.
DIR then holds these lines as metrics.jsonl, summary.json with the scores before and after, and the
trained model with its tokenizer, so that it can be given to --model.
With --pairs it trains on repair pairs of your own instead of the corpus. They have no tests: the outcome
is similarity to the repair and static findings, in metrics.jsonl as rewards/similarity/mean and
rewards/findings/mean. Scores and validation stay on the corpus. docs/importing.md says more.
Ctrl-C ends the run after the current step and keeps what there is; the exit code is then 130.

Presets:
${presetList}

Settings for --set are those of the table in src/core/settings.ts.`,
  options: z.object({
    out: option('DIR', 'Folder for the results.', z.string().min(1, 'is empty')),
    preset: option(
      'NAME',
      'Where the settings start from (token-grpo).',
      oneOf(presetNames).default('token-grpo'),
    ),
    seed: option('S', 'Short for --set seed=S.', wholeNumber(0).optional()),
    steps: option('N', 'Short for --set maxSteps=N.', wholeNumber(1).optional()),
    set: repeatedOption('KEY=VALUE', 'Changes a setting.', z.array(z.string()).default([])),
    model: option(
      'DIR',
      `Model to start from (${shippedModel}).`,
      z.string().default(shippedModel),
    ),
    pairs: option('FILE', 'Pairs to train on; needs --format.', z.string().min(1).optional()),
    format: option(
      'FORMAT',
      `Of --pairs: ${pairFormatNames.join(', ')}.`,
      oneOf(pairFormatNames).optional(),
    ),
    prompts: option(
      'N',
      'Unseen names scored before and after (280).',
      wholeNumber(1).default(280),
    ),
    backend: backendOption(),
  }),
  run: async ({ out, preset, seed, steps, set, model, pairs, format, prompts, backend }) => {
    const config = readRunConfig(preset, set, {
      ...(seed === undefined ? {} : { seed }),
      ...(steps === undefined ? {} : { maxSteps: steps }),
    });
    requireOther(out, model);
    const file = pairFile(pairs, format);
    const { trainInto } = await import('../trainingRun.ts');
    await trainInto({ config, out, model, backend, prompts, pairs: file });
  },
});

/** @throws UsageError when one of both is missing */
function pairFile(
  file: string | undefined,
  format: PairFormatName | undefined,
): PairFile | undefined {
  if (file === undefined && format === undefined) return undefined;
  if (file !== undefined && format !== undefined) return { file, format };
  throw new UsageError(
    file === undefined ? 'train has --format but no --pairs.' : 'train --pairs needs --format.',
    `Give both: --pairs FILE --format ${pairFormatNames.join('|')}.`,
  );
}
