import { z } from 'zod';
import { settings } from '../../core/settings.ts';
import { splits } from '../../corpus/splits.ts';
import { defineCommand, oneOf, option, realNumber, wholeNumber } from '../command.ts';
import { backendOption } from '../backendOption.ts';
import { shippedModel } from '../modelFolder.ts';
import { writeResult, showProgress } from '../output.ts';

export const evalCommand = defineCommand({
  name: 'eval',
  description: `Scores a model on the first N tasks of a split, one completion each, and prints one JSON object:
func@1 (passes all functional cases), sec@1 (parses and blocks all exploit cases) and func-sec@1
(both), each with its 95 % Wilson interval, over all tasks and by CWE.`,
  options: z.object({
    model: option('DIR', `Model folder (${shippedModel}).`, z.string().default(shippedModel)),
    split: option('SPLIT', `${splits.join(', ')}.`, oneOf(splits)),
    n: option('N', 'Tasks.', wholeNumber(1)),
    temperature: option('T', '0 is greedy (0).', realNumber(0, 10).default(0)),
    backend: backendOption(),
  }),
  run: async ({ model: folder, split, n, temperature, backend }) => {
    const { openModel } = await import('../openModel.ts');
    const { createNodeOracle } = await import('../nodeOracle.ts');
    const { evaluate } = await import('../../training/evaluate.ts');
    const { reportScores } = await import('../report.ts');
    const { engine, model, tokenizer } = await openModel(folder, backend);
    const oracle = createNodeOracle();
    await oracle.load();
    const maxCompletionLength = settings.maxCompletionLength.default;
    const evaluation = await evaluate(
      model,
      tokenizer,
      oracle,
      { split, prompts: n, temperature, maxCompletionLength },
      (done, total) => showProgress('Scoring', done, total),
    );
    const { all, byCwe } = reportScores(evaluation);
    writeResult({
      model: folder,
      split,
      temperature,
      backend: engine.backend,
      adapter: engine.adapter,
      ...all,
      byCwe,
    });
  },
});
