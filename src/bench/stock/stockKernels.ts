/** The maths of our kernels in TensorFlow.js's own ops on its own kernels: the pieces of the stock model, each alone. */
import * as tf from '@tensorflow/tfjs';
import type { Layout } from '../../engine/kernels/matMul/plan.ts';
import { asMatrix } from '../../engine/rank.ts';
import {
  bothWays,
  config,
  decoded,
  operandsOf,
  randomTensor,
  tokens,
  type KernelWay,
  type KernelWorks,
} from '../kernels/kernelWork.ts';
import {
  benchWeights,
  generation,
  optimizerSettings,
  randomRows,
  trainBatch,
} from '../workload.ts';
import { startStockWebGpu } from './stock.ts';
import {
  attend,
  causalMask,
  createStockModel,
  rmsNorm,
  swiGlu,
  type StockModel,
} from './stockModel.ts';
import { createStockUpdate, crossEntropy } from './stockTraining.ts';

/** Starts the stock engine; in a process or page where PatchGrad's kernels are not installed. */
export async function startStockKernels(): Promise<KernelWorks> {
  await startStockWebGpu();
  return createStockKernels();
}

/** On the backend that is set. */
export function createStockKernels(): KernelWorks {
  const model = createStockModel(config, benchWeights(config));
  return {
    'matMul NT': () => multiply('NT'),
    'matMul NN': () => multiply('NN'),
    'matMul TN': () => multiply('TN'),
    ...elementwise(),
    rotaryAttention: () => {
      const { hidden_size: d } = config;
      const mask = causalMask(trainBatch.width, trainBatch.width);
      return bothWays(
        [randomTensor(tokens, 3 * d)],
        randomTensor(tokens, d),
        (qkv) => attend(model, qkv, trainBatch.rows, mask, null).mixed,
      );
    },
    embed: () => {
      const dy = randomTensor(tokens, config.hidden_size);
      const ids = batchIds();
      return bothWays([model.find('embedding')], dy, (table) => tf.gather(table, ids));
    },
    adamW: () => update(model),
    decodeAttention: () => decodeStep(model),
    sampleToken: () => {
      const logits = asMatrix(randomTensor(generation.rows, config.vocab_size));
      return [{ plan: null, run: () => tf.multinomial(logits, 1, 1).dispose() }];
    },
  };
}

const batchIds = () =>
  tf.tensor1d(randomRows(trainBatch.rows, trainBatch.width, config.vocab_size).flat(), 'int32');

function multiply(layout: Layout): KernelWay[] {
  const operands = operandsOf(layout);
  const run = () => {
    for (const [a, b] of operands) {
      tf.matMul(a, b, layout === 'TN', layout === 'NT').dispose();
    }
  };
  return [{ plan: null, run }];
}

/** Kernels whose inputs are only numbers. */
function elementwise(): Pick<KernelWorks, 'rmsNorm' | 'addRmsNorm' | 'swiGlu' | 'tokenLogprob'> {
  const { hidden_size: d, intermediate_size: f, vocab_size: v, rms_norm_eps: epsilon } = config;
  return {
    rmsNorm: () =>
      bothWays([randomTensor(tokens, d), randomTensor(d)], randomTensor(tokens, d), (x, weight) =>
        rmsNorm(x, weight, epsilon),
      ),
    addRmsNorm: () => {
      const inputs = [randomTensor(tokens, d), randomTensor(tokens, d), randomTensor(d)];
      return bothWays(inputs, randomTensor(tokens, d), (x, residual, weight) => {
        const total = tf.add(x, residual);
        // Both outputs have a gradient, as in the model.
        return tf.add(total, rmsNorm(total, weight, epsilon));
      });
    },
    swiGlu: () => bothWays([randomTensor(tokens, 2 * f)], randomTensor(tokens, f), swiGlu),
    tokenLogprob: () => {
      const targets = batchIds();
      return bothWays([randomTensor(tokens, v)], randomTensor(tokens), (logits) =>
        crossEntropy(tf.oneHot(targets, v), logits, tf.Reduction.NONE),
      );
    },
  };
}

function update({ variables }: StockModel): KernelWay[] {
  const step = createStockUpdate(variables, optimizerSettings);
  const gradients = Object.fromEntries(
    variables.map((weight) => [weight.name, randomTensor(...weight.shape)]),
  );
  return [{ plan: null, run: () => tf.tidy(() => step(gradients)) }];
}

function decodeStep(model: StockModel): KernelWay[] {
  const { hidden_size: d, num_attention_heads: heads } = config;
  const { rows } = generation;
  const cached = () =>
    randomTensor(rows, heads, decoded.seen, d / heads).as4D(rows, heads, decoded.seen, d / heads);
  const past = { keys: cached(), values: cached() };
  const qkv = randomTensor(rows, 3 * d);
  const run = () =>
    tf.tidy(() => {
      attend(model, qkv, rows, null, past);
    });
  return [{ plan: null, run }];
}
