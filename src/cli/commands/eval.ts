import { z } from 'zod';
import { settings } from '../../core/settings.ts';
import { splits, type Split } from '../../corpus/splits.ts';
import { defineCommand, option, realNumber, wholeNumber } from '../command.ts';
import { backendOption } from '../backendOption.ts';
import { UsageError } from '../errors.ts';
import { shippedModel } from '../modelFolder.ts';
import { writeResult, showProgress } from '../output.ts';
import { suggest } from '../suggestion.ts';

/** What --sampled stands for: the temperature and top-p with which code models are usually scored. */
const usual = { n: 10, temperature: 0.4, topP: 0.95 };

export const evalCommand = defineCommand({
  name: 'eval',
  description: `Scores a model on the first tasks of each split, and prints one JSON object a split: func@k (passes all
functional cases), sec@k (parses and blocks all exploit cases), func-sec@k (both), each the unbiased
estimate 1 − Π(1 − k/i) from n completions of a prompt, and security_rate (SVEN: secure among the unique
completions that parse), over all tasks and by CWE. Each has its 95 % interval: Wilson's where every
prompt gave 0 or 1, as with one completion, and of fewer than ten, else a bootstrap over prompts.
Without --sampled or --temperature completions are greedy, one a prompt.`,
  options: z.object({
    model: option('DIR', `Model folder (${shippedModel}).`, z.string().default(shippedModel)),
    split: option('LIST', `all, or some of ${splits.join(', ')}, with commas.`, z.string()),
    prompts: option('N', 'Tasks of each split (280).', wholeNumber(1).default(280)),
    sampled: option(
      null,
      `Short for --n ${usual.n} --temperature ${usual.temperature} --top-p ${usual.topP}.`,
      z.boolean().default(false),
    ),
    n: option('N', 'Completions a task (1).', wholeNumber(1, 512).optional()),
    k: option('LIST', 'The k of the scores, with commas (1, and n).', z.string().optional()),
    temperature: option('T', '0 is greedy (0).', realNumber(0, 10).optional()),
    'top-k': option('K', 'Among the K likeliest tokens only (0: all).', wholeNumber(0).default(0)),
    'top-p': option(
      'P',
      'Among those that hold this share (1: all).',
      realNumber(0.01, 1).optional(),
    ),
    backend: backendOption(),
  }),
  run: async (given) => {
    const defaults = given.sampled ? usual : { n: 1, temperature: 0, topP: 1 };
    const { n = defaults.n, temperature = defaults.temperature } = given;
    const topP = given['top-p'] ?? defaults.topP;
    const topK = given['top-k'];
    if (n > 1 && temperature === 0) {
      throw new UsageError(
        `--n ${n} greedy completions of a prompt are all the same.`,
        'Add --sampled or --temperature; the number of tasks is --prompts.',
      );
    }
    const chosen = readSplits(given.split);
    const ks = given.k === undefined ? [...new Set([1, n])] : readKs(given.k, n);
    const { openModel } = await import('../openModel.ts');
    const { createNodeOracle } = await import('../nodeOracle.ts');
    const { evaluate, judgedPrompts } = await import('../../training/evaluate.ts');
    const { reportScores } = await import('../../core/scores.ts');
    const { flatReport } = await import('../report.ts');
    const { engine, model, tokenizer } = await openModel(given.model, given.backend);
    const oracle = createNodeOracle();
    await oracle.load();
    const maxCompletionLength = settings.maxCompletionLength.default;
    const { prompts } = given;
    const sampling = { temperature, topK, topP };
    for (const split of chosen) {
      const order = { split, prompts, completionsPerPrompt: n, maxCompletionLength, ...sampling };
      const evaluation = await evaluate(model, tokenizer, oracle, order, (done, total) =>
        showProgress(`Scoring ${split}`, done, total),
      );
      const { all, byCwe } = flatReport(reportScores(judgedPrompts(evaluation, n), ks));
      const { backend, adapter } = engine;
      const how = { model: given.model, split, n, ...sampling, backend, adapter };
      writeResult({ ...how, ...all, byCwe });
    }
  },
});

function readSplits(text: string): readonly Split[] {
  if (text === 'all') return splits;
  return text.split(',').map((name) => {
    const split = splits.find((known) => known === name.trim());
    if (split) return split;
    throw new UsageError(
      `--split ${name} is none of all, ${splits.join(', ')}.${suggest(name, splits)}`,
      'Write all, or some of them with commas.',
    );
  });
}

function readKs(text: string, n: number): number[] {
  return text.split(',').map((part) => {
    const k = Number(part);
    if (Number.isInteger(k) && k >= 1 && k <= n) return k;
    throw new UsageError(
      `--k ${part} is no whole number from 1 to ${n}, the completions of a task.`,
      'Give a larger --n, or another --k.',
    );
  });
}
