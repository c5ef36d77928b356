import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { readRunConfig } from '../runSettings.ts';
import { corpusCheck } from './corpusCheck.ts';
import { evalCommand } from './eval.ts';
import { experiment } from './experiment.ts';
import { generate } from './generate.ts';
import { mask } from './mask.ts';
import { train } from './train.ts';

const commands = {
  train,
  eval: evalCommand,
  experiment,
  generate,
  mask,
  'corpus check': corpusCheck,
};

const refused: readonly (readonly [keyof typeof commands, string, RegExp])[] = [
  ['train', '', /needs --out DIR/],
  ['train', '--out', /--out needs a value/],
  ['train', '--out --seed 1', /--out needs a value/],
  ['train', '--out x --seed one', /--seed one is not a whole number/],
  ['train', '--out x --steps 0', /--steps 0 is below 1/],
  ['train', '--out x --preset fast', /--preset fast is none of token-grpo, srcode/],
  ['train', '--out x --set learningRate', /not of the form key=value/],
  ['train', '--out x --set learningRat=1', /no setting learningRat\. Did you mean learningRate\?/],
  ['train', '--out x --set learningRate=7', /learningRate is not valid/],
  ['train', '--out x --set bridgeGaps=1', /bridgeGaps is not valid/],
  ['train', '--out public/model', /would be overwritten/],
  ['train', '--out x --pairs y', /--pairs needs --format/],
  ['train', '--out x --format csv', /--format but no --pairs/],
  ['train', '--out x --pairs y --format xml', /--format xml is none of patchgrad, csv/],
  ['train', '--out x y', /does not know what to do with "y"/],
  ['train', '--out x -s 1', /no option -s/],
  ['eval', '--prompts 2', /needs --split/],
  ['eval', '--split test', /--split test is none of all, train, validation, unseen-names/],
  ['eval', '--split train,unseen-name', /Did you mean unseen-names\?/],
  ['eval', '--split train --n 2', /--n 2 greedy completions of a prompt are all the same/],
  ['eval', '--split train --n 4 --k 5 --temperature 1', /--k 5 is no whole number from 1 to 4/],
  ['eval', '--split train --backend cpu', /--backend cpu is none of webgpu, wasm/],
  ['experiment', '--out x', /needs --plan NAME/],
  ['experiment', '--out x --plan clame', /--plan clame is none of claim, scarce, ablations/],
  ['experiment', '--out x --plan claim --seeds 1,1', /--seeds 1,1 is not a list of different/],
  ['experiment', '--out x --plan claim --seeds 1,b', /--seeds 1,b is not a list/],
  ['experiment', '--out x --plan claim --only both', /no arm both\./],
  ['experiment', '--out x --plan claim --set alfa=1', /no setting alfa\. Did you mean alpha\?/],
  ['experiment', '--out x --plan claim --set alpha=-1', /alpha is not valid/],
  ['experiment', '--out x --plan claim --set maxSteps=3', /maxSteps is up to the jobs/],
  [
    'experiment',
    '--out x --plan claim --set sftSteps=3',
    /what the arms of claim differ in: sft, /,
  ],
  ['generate', '--prompt x --temperature warm', /--temperature warm is not a number/],
  ['mask', '--pairs x --format xml', /--format xml is none of patchgrad, csv/],
  ['corpus check', '--family sql-parameter', /Did you mean sql-parameters\?/],
];

describe('usage', () => {
  it.each(refused)('%s %s is refused', async (name, typed, message) => {
    const error: unknown = await commands[name]
      .run(typed.split(' ').filter(Boolean))
      .catch((reason: unknown) => reason);
    if (!(error instanceof UsageError)) throw new Error('It was not refused.');
    expect(error.message).toMatch(message);
    expect(error.hint).not.toBe('');
  });
});

describe('settings of a run', () => {
  it('takes options over --set, and --set over the preset', () => {
    const config = readRunConfig('token-grpo', ['maxSteps=3', 'evalSteps=2', 'klEstimator=k1'], {
      maxSteps: 4,
    });
    expect(config).toMatchObject({ maxSteps: 4, evalSteps: 2, klEstimator: 'k1', seed: 1 });
  });
});
