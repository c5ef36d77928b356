/** Decoding with a KV cache: fill from a prompt, append, attend, sample. On WebGPU nothing is read back. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { callKernel, defineKernel, hasKernels, numberOf, type Attributes } from '../../kernel.ts';
import { runKernel } from '../../program.ts';
import type { HeadLayout, RopeTable } from '../rope/rope.ts';
import type { DecodeRows, SampleOptions } from './decodeRows.ts';
import * as host from './host.ts';
import * as wgsl from './wgsl.ts';

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
 * Writes this step's keys and values behind those in the cache, in place.
 * @param qkv [B,W], not rotated
 */
export function appendCache(
  cache: Tensor,
  qkv: Tensor2D,
  decodeRows: DecodeRows,
  step: number,
  table: RopeTable,
  layout: HeadLayout,
): void {
  const { promptLength, capacity, rows } = decodeRows;
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) {
    host.appendCache(cache, qkv, decodeRows, step, table, layout);
    return;
  }
  runKernel(backend, wgsl.appendCacheSource(layout), {
    inputs: [qkv, promptLength, table.cos, table.sin],
    threads: (rows * 2 * layout.kvHeads * layout.headDim) / 8,
    outputShape: cache.shape,
    ints: [rows, step, capacity],
    inPlace: cache,
  });
}

/** [B,heads·headDim]: attention of this step's token over the cache. */
export function decodeAttention(
  cache: Tensor,
  qkv: Tensor2D,
  decodeRows: DecodeRows,
  step: number,
  table: RopeTable,
  layout: HeadLayout,
): Tensor2D {
  if (!hasKernels()) return host.decodeAttention(cache, qkv, decodeRows, step, table, layout);
  const { promptLength, capacity, rows } = decodeRows;
  return callKernel<Tensor2D>(
    'DecodeAttention',
    { cache, qkv, promptLength, ...table },
    { ...layout, rows, capacity, step },
  );
}

/**
 * @param logits [B,V]
 * @param draws [B,steps] uniform in [0,1)
 * @returns [B,3]: token id, log-probability and entropy of the distribution, nats
 */
export function sampleToken(logits: Tensor2D, draws: Tensor2D, options: SampleOptions): Tensor2D {
  if (!hasKernels()) return host.sampleToken(logits, draws, options);
  const isGreedy = options.temperature === 0;
  return callKernel<Tensor2D>(
    'SampleToken',
    { logits, draws },
    {
      step: options.step,
      greedy: isGreedy ? 1 : 0,
      inverse: isGreedy ? 1 : 1 / options.temperature,
    },
  );
}

/** [B,D]: embedding rows of the tokens in a [B,3] sample. */
export function embedSampled(embedding: Tensor2D, sampled: Tensor2D): Tensor2D {
  if (hasKernels()) return callKernel<Tensor2D>('EmbedSampled', { embedding, sampled });
  return tf.tidy(() => {
    const ids = tf.cast(tf.slice(sampled, [0, 0], [sampled.shape[0], 1]), 'int32');
    return tf.gather(embedding, tf.reshape(ids, [sampled.shape[0]]));
  });
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
  forward: (backend, { cache, qkv, promptLength, cos, sin }, attributes) => {
    const layout = layoutOf(attributes);
    const [rows, step, capacity] = ['rows', 'step', 'capacity'].map((k) => numberOf(attributes, k));
    return runKernel(backend, wgsl.decodeAttentionSource(layout), {
      inputs: [qkv, cache, promptLength, cos, sin],
      threads: rows * layout.heads,
      outputShape: [rows, layout.heads * layout.headDim],
      ints: [rows, step, capacity],
    });
  },
});

defineKernel({
  name: 'SampleToken',
  forward: (backend, { logits, draws }, attributes) => {
    const [rows, vocabulary] = logits.shape;
    return runKernel(backend, wgsl.sampleSource(vocabulary), {
      inputs: [logits, draws],
      threads: rows,
      outputShape: [rows, 3],
      ints: [rows, numberOf(attributes, 'step'), draws.shape[1], numberOf(attributes, 'greedy')],
      floats: [numberOf(attributes, 'inverse')],
    });
  },
});

defineKernel({
  name: 'EmbedSampled',
  forward: (backend, { embedding, sampled }) => {
    const rows = sampled.shape[0];
    const width = embedding.shape[1];
    return runKernel(backend, wgsl.embedSampledSource(width), {
      inputs: [embedding, sampled],
      threads: (rows * width) / 4,
      outputShape: [rows, width],
      ints: [rows],
    });
  },
});
