/** Decoding with a KV cache: fill from a prompt, attend, sample. On WebGPU nothing is read back. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { callKernel, defineKernel, hasKernels, numberOf, type Attributes } from '../../kernel.ts';
import { runKernel } from '../../program.ts';
import type { HeadLayout, RopeTable } from '../rope/rope.ts';
import type { Choice, DecodeRows, DecodeStep, LayerStep } from './decodeRows.ts';
import * as host from './host.ts';
import * as wgsl from './wgsl.ts';
import { rowThreads, sampleSource } from './wgslSample.ts';

/**
 * Keys and values of one layer for every row, from a packed forward of its prompt.
 * @param qkv [N,W], rotated
 * @param promptStart [B], first packed token of each row's prompt
 * @returns cache [B,capacity,2·kvHeads,headDim]
 */
export function fillCache(
  qkv: Tensor2D,
  promptStart: readonly number[],
  decodeRows: DecodeRows,
  layout: HeadLayout,
): Tensor {
  if (!hasKernels()) return host.fillCache(qkv, promptStart, decodeRows, layout);
  const { promptLength, capacity, rows, longest } = decodeRows;
  return tf.tidy(() =>
    callKernel(
      'FillCache',
      { qkv, promptStart: tf.tensor1d([...promptStart], 'int32'), promptLength },
      { ...layout, rows, longest, capacity },
    ),
  );
}

/**
 * Puts this step's keys and values behind those in the cache, in place, and attends over it.
 * @returns [M,heads·headDim]
 */
export function decodeAttention(
  layer: LayerStep,
  decodeRows: DecodeRows,
  at: DecodeStep,
  table: RopeTable,
  layout: HeadLayout,
): Tensor2D {
  if (!hasKernels()) return host.decodeAttention(layer, decodeRows, at, table, layout);
  const { cache, qkv, bias } = layer;
  const { promptLength, capacity } = decodeRows;
  return callKernel<Tensor2D>(
    'DecodeAttention',
    { cache, qkv, promptLength, index: at.index, ...table, ...(bias && { bias }) },
    { ...layout, capacity, step: at.step },
  );
}

/** Sampled tokens of some steps, [B,width,3]: token, log-probability and entropy, nats. */
export const makeSamples = (rows: number, width: number): Tensor3D => tf.zeros([rows, width, 3]);

/**
 * Chooses a token for each of the M rows and writes it, in place, at column step mod width of samples.
 * @param logits [M,V]
 * @param draws [B,steps] uniform in [0,1)
 */
export function sampleToken(
  samples: Tensor3D,
  logits: Tensor2D,
  draws: Tensor2D,
  at: DecodeStep,
  choice: Choice,
): void {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) {
    host.sampleToken(samples, logits, draws, at, choice);
    return;
  }
  const [count, vocabulary] = logits.shape;
  const { temperature, topK, topP } = choice;
  const isGreedy = temperature === 0;
  const variant = {
    isGreedy,
    hasTopK: !isGreedy && topK > 0 && topK < vocabulary,
    hasTopP: !isGreedy && topP < 1,
  };
  const width = samples.shape[1];
  runKernel(backend, sampleSource(vocabulary, variant), {
    inputs: [logits, draws, at.index],
    threads: count * rowThreads(vocabulary),
    outputShape: samples.shape,
    ints: [at.step, draws.shape[1], at.step % width, width],
    floats: [isGreedy ? 1 : 1 / temperature, topK, topP],
    inPlace: samples,
  });
}

/** [M,D]: embedding rows of the tokens at column step mod width of samples. */
export function embedSampled(embedding: Tensor2D, samples: Tensor3D, at: DecodeStep): Tensor2D {
  if (!hasKernels()) return host.embedSampled(embedding, samples, at);
  return callKernel<Tensor2D>(
    'EmbedSampled',
    { embedding, samples, index: at.index },
    { column: at.step % samples.shape[1] },
  );
}

const layoutOf = (attributes: Attributes): HeadLayout => ({
  heads: numberOf(attributes, 'heads'),
  kvHeads: numberOf(attributes, 'kvHeads'),
  headDim: numberOf(attributes, 'headDim'),
});

defineKernel({
  name: 'FillCache',
  forward: (backend, { qkv, promptStart, promptLength }, attributes) => {
    const layout = layoutOf(attributes);
    const [rows, longest, capacity] = ['rows', 'longest', 'capacity'].map((k) =>
      numberOf(attributes, k),
    );
    return runKernel(backend, wgsl.fillCacheSource(layout), {
      inputs: [qkv, promptStart, promptLength],
      threads: (rows * longest * 2 * layout.kvHeads * layout.headDim) / 4,
      outputShape: [rows, capacity, 2 * layout.kvHeads, layout.headDim],
      ints: [rows, longest, capacity],
    });
  },
});

defineKernel({
  name: 'DecodeAttention',
  forward: (backend, inputs, attributes) => {
    const { cache, qkv, promptLength, index, cos, sin } = inputs;
    const layout = layoutOf(attributes);
    const [step, capacity] = ['step', 'capacity'].map((k) => numberOf(attributes, k));
    const isBiased = 'bias' in inputs;
    const count = index.shape[0];
    return runKernel(backend, wgsl.decodeAttentionSource(layout, isBiased), {
      inputs: [qkv, index, promptLength, cos, sin, ...(isBiased ? [inputs.bias] : [])],
      threads: count * layout.heads,
      outputShape: [count, layout.heads * layout.headDim],
      moreOutputs: [cache],
      ints: [count, step, capacity],
    });
  },
});

defineKernel({
  name: 'EmbedSampled',
  forward: (backend, { embedding, samples, index }, attributes) => {
    const count = index.shape[0];
    const width = embedding.shape[1];
    return runKernel(backend, wgsl.embedSampledSource(width), {
      inputs: [embedding, samples, index],
      threads: (count * width) / 4,
      outputShape: [count, width],
      ints: [count, numberOf(attributes, 'column'), samples.shape[1]],
    });
  },
});
