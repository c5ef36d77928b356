/** PatchGrad's kernels, each alone. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { traitsOf } from '../../engine/adapterTraits.ts';
import { startWebGpu } from '../../engine/backend.ts';
import { rotaryAttention } from '../../engine/kernels/attention/rotaryAttention.ts';
import { decodeAttention, makeSamples, sampleToken } from '../../engine/kernels/decode/decode.ts';
import { productOf, runPlan } from '../../engine/kernels/matMul/product.ts';
import type { Layout, MatMulPlan } from '../../engine/kernels/matMul/plan.ts';
import { registerBlocked } from '../../engine/kernels/matMul/registerBlocked.ts';
import { subgroupBlocked } from '../../engine/kernels/matMul/subgroupBlocked.ts';
import { tiled32, tiled64 } from '../../engine/kernels/matMul/tiled.ts';
import { addRmsNorm, rmsNorm } from '../../engine/kernels/rmsNorm/rmsNorm.ts';
import { takeRows } from '../../engine/kernels/rows/rows.ts';
import { swiGlu } from '../../engine/kernels/swiGlu/swiGlu.ts';
import { tokenLogprob } from '../../engine/kernels/tokenLogprob/tokenLogprob.ts';
import { asMatrix, asVector } from '../../engine/rank.ts';
import { packRows } from '../../model/packing.ts';
import { createTransformer, type Transformer } from '../../model/transformer.ts';
import { createOptimizer } from '../../training/optimizer.ts';
import {
  benchWeights,
  generation,
  optimizerSettings,
  randomDraws,
  randomRows,
  trainBatch,
} from '../workload.ts';
import {
  bothWays,
  config,
  decoded,
  operandsOf,
  randomTensor,
  tokens,
  type KernelWay,
  type KernelWorks,
} from './kernelWork.ts';

/** Starts PatchGrad's engine; in a process or page where the stock engine is not measured. */
export async function startOurKernels(): Promise<KernelWorks> {
  await startWebGpu();
  const model = createTransformer(config, benchWeights(config), true);
  return {
    'matMul NT': () => multiply('NT'),
    'matMul NN': () => multiply('NN'),
    'matMul TN': () => multiply('TN'),
    ...elementwise(),
    rotaryAttention: () => attend(model),
    embed: () => {
      const { embedding } = packBatch();
      const dy = randomTensor(tokens, config.hidden_size);
      return bothWays([model.embedding], dy, (table) => takeRows(asMatrix(table), embedding));
    },
    adamW: () => update(model),
    decodeAttention: () => decodeStep(model),
    sampleToken: sample,
  };
}

const packBatch = () =>
  packRows(randomRows(trainBatch.rows, trainBatch.width, config.vocab_size), config.vocab_size);

/** Every plan that runs on this device. */
function multiply(layout: Layout): KernelWay[] {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('The plans need WebGPU.');
  const hasSubgroups = traitsOf(backend.device).subgroupLanes === 4;
  const plans = [registerBlocked, ...(hasSubgroups ? [subgroupBlocked] : []), tiled32, tiled64];
  const products = operandsOf(layout).map(([a, b]) => {
    const product = productOf(a.shape, b.shape, layout === 'TN', layout === 'NT');
    if (!product) throw new Error(`No plan takes [${a.shape.join()}] and [${b.shape.join()}].`);
    return { product, a, b };
  });
  const run = (plan: MatMulPlan) => {
    for (const { product, a, b } of products) {
      const output = runPlan(backend, plan, product, [a, b], [product.m, product.n]);
      backend.disposeData(output.dataId);
    }
  };
  return plans.map((plan) => ({ plan: plan.name, run: () => run(plan) }));
}

/** Kernels whose inputs are only numbers. */
function elementwise(): Pick<KernelWorks, 'rmsNorm' | 'addRmsNorm' | 'swiGlu' | 'tokenLogprob'> {
  const { hidden_size: d, intermediate_size: f, vocab_size: v, rms_norm_eps: epsilon } = config;
  return {
    rmsNorm: () =>
      bothWays([randomTensor(tokens, d), randomTensor(d)], randomTensor(tokens, d), (x, weight) =>
        rmsNorm(asMatrix(x), asVector(weight), epsilon),
      ),
    addRmsNorm: () => {
      const inputs = [randomTensor(tokens, d), randomTensor(tokens, d), randomTensor(d)];
      return bothWays(inputs, randomTensor(tokens, d), (x, residual, weight) => {
        const added = addRmsNorm(asMatrix(x), asMatrix(residual), asVector(weight), epsilon);
        // Both outputs have a gradient, as in the model.
        return tf.add(added.total, added.normed);
      });
    },
    swiGlu: () =>
      bothWays([randomTensor(tokens, 2 * f)], randomTensor(tokens, f), (gateUp) =>
        swiGlu(asMatrix(gateUp)),
      ),
    tokenLogprob: () => {
      const targets = packBatch().embedding.ids;
      return bothWays([randomTensor(tokens, v)], randomTensor(tokens), (logits) =>
        tokenLogprob(asMatrix(logits), targets, 1),
      );
    },
  };
}

function attend({ table, layout }: Transformer): readonly KernelWay[] {
  const { places } = packBatch();
  const width = (layout.heads + 2 * layout.kvHeads) * layout.headDim;
  const dy = randomTensor(tokens, config.hidden_size);
  return bothWays(
    [randomTensor(tokens, width)],
    dy,
    (qkv) => rotaryAttention(asMatrix(qkv), places, table, layout, null).mixed,
  );
}

function update({ variables }: Transformer): KernelWay[] {
  const optimizer = createOptimizer(variables, optimizerSettings.beta2);
  const gradients = Object.fromEntries(
    variables.map((weight) => [weight.name, randomTensor(...weight.shape)]),
  );
  const run = () => optimizer.update(gradients, optimizerSettings).dispose();
  return [{ plan: null, run }];
}

function decodeStep({ table, layout }: Transformer): KernelWay[] {
  const { rows, steps, promptLength } = generation;
  const { heads, kvHeads, headDim } = layout;
  const capacity = promptLength + steps;
  const layer = {
    cache: randomTensor(rows, capacity, 2 * kvHeads, headDim),
    qkv: asMatrix(randomTensor(rows, (heads + 2 * kvHeads) * headDim)),
    bias: null,
  };
  const lengths = tf.fill<tf.Rank.R1>([rows], promptLength, 'int32');
  const decodeRows = { promptLength: lengths, capacity, rows, longest: promptLength };
  const at = { index: tf.range(0, rows, 1, 'int32'), step: decoded.step };
  const run = () => decodeAttention(layer, decodeRows, at, table, layout).dispose();
  return [{ plan: null, run }];
}

function sample(): KernelWay[] {
  const { rows, steps } = generation;
  const logits = asMatrix(randomTensor(rows, config.vocab_size));
  const draws = tf.tensor2d(randomDraws(rows, steps));
  const samples = makeSamples(rows, 1);
  const at = { index: tf.range(0, rows, 1, 'int32'), step: decoded.step };
  const choice = { temperature: 1, topK: 0, topP: 1 };
  return [{ plan: null, run: () => sampleToken(samples, logits, draws, at, choice) }];
}
