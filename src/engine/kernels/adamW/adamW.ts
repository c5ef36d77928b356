/**
 * AdamW (Loshchilov and Hutter 2019) with global-norm clipping, in place on the GPU: the norm is never
 * read back before the update. Elsewhere the same update is composed from tfjs ops.
 */
import * as tf from '@tensorflow/tfjs';
import type { Scalar, Tensor, Tensor1D, Variable } from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { hasKernels } from '../../kernel.ts';
import { runKernel, runKernelOutputs } from '../../program.ts';
import { asVector } from '../../rank.ts';
import * as wgsl from './wgsl.ts';

export interface AdamWHyper {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Updates done so far plus one, for the bias correction. */
  readonly t: number;
}

/** A weight with its two running moments, first then second, as one [2,size] variable. */
export interface OptimizedWeight {
  readonly weight: Variable;
  readonly moments: Variable;
  readonly isDecayed: boolean;
}

/**
 * [2]: global gradient norm before clipping, and the factor that scales it down to maxGradNorm: 0 when
 * the norm is not finite, and then updateWeights changes nothing.
 */
export function clipScale(gradients: readonly Tensor[], maxGradNorm: number): Tensor1D {
  if (hasKernels()) return gpuClipScale(gradients, maxGradNorm);
  return tf.tidy(() => {
    const squares = gradients.map((g) => tf.sum<Scalar>(tf.mul(g, g)));
    const [norm] = tf.sqrt(tf.addN(squares)).dataSync();
    const scale = Number.isFinite(norm) ? Math.min(1, maxGradNorm / (norm + 1e-6)) : 0;
    return tf.tensor1d([norm, scale]);
  });
}

/**
 * Updates every weight and its moments.
 * @param gradients one per weight
 * @param clip from clipScale
 */
export function updateWeights(
  weights: readonly OptimizedWeight[],
  gradients: readonly Tensor[],
  clip: Tensor1D,
  hyper: AdamWHyper,
): void {
  if (hasKernels()) {
    gpuUpdate(weights, gradients, clip, hyper);
    return;
  }
  weights.forEach(({ weight, moments, isDecayed }, i) => {
    const weightDecay = isDecayed ? hyper.weightDecay : 0;
    composedUpdate(weight, moments, gradients[i], clip, { ...hyper, weightDecay });
  });
}

function composedUpdate(w: Variable, moments: Variable, g: Tensor, clip: Tensor1D, h: AdamWHyper) {
  const [, scale] = clip.dataSync();
  if (scale === 0) return;
  tf.tidy(() => {
    const gradient = tf.mul(tf.reshape(g, [w.size]), scale);
    const [m0, v0] = tf.unstack(moments);
    const m = tf.add(tf.mul(m0, h.beta1), tf.mul(gradient, 1 - h.beta1));
    const v = tf.add(tf.mul(v0, h.beta2), tf.mul(tf.mul(gradient, gradient), 1 - h.beta2));
    moments.assign(tf.stack([m, v]));
    const mHat = tf.div(m, 1 - h.beta1 ** h.t);
    const vHat = tf.div(v, 1 - h.beta2 ** h.t);
    const step = tf.mul(tf.div(mHat, tf.add(tf.sqrt(vHat), h.epsilon)), h.learningRate);
    const decayed = tf.mul(w, 1 - h.learningRate * h.weightDecay);
    w.assign(tf.sub(decayed, tf.reshape(step, w.shape)));
  });
}

function webGpuBackend(): WebGPUBackend {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('AdamW kernel: no WebGPU backend.');
  return backend;
}

/** As many at once as one dispatch may bind buffers for. */
function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

const bindings = (backend: WebGPUBackend) => backend.device.limits.maxStorageBuffersPerShaderStage;

function gpuClipScale(gradients: readonly Tensor[], maxGradNorm: number): Tensor1D {
  const backend = webGpuBackend();
  const chunksOf = (of: readonly Tensor[]) =>
    of.reduce((sum, { size }) => sum + Math.ceil(size / wgsl.normChunk), 0);
  const total = chunksOf(gradients);
  const partial = backend.makeTensorInfo([total], 'float32');
  let offset = 0;
  for (const group of inGroups(gradients, bindings(backend) - 1)) {
    runKernel(backend, wgsl.squareSumSource(group.length), {
      inputs: group,
      threads: chunksOf(group),
      outputShape: [total],
      ints: [offset, ...group.map(({ size }) => size)],
      inPlace: partial,
    });
    offset += chunksOf(group);
  }
  const clip = runKernel(backend, wgsl.clipScaleSource, {
    inputs: [partial],
    threads: 1,
    outputShape: [2],
    ints: [total],
    floats: [maxGradNorm],
  });
  backend.disposeData(partial.dataId);
  return asVector(tf.engine().makeTensorFromTensorInfo(clip));
}

function gpuUpdate(
  weights: readonly OptimizedWeight[],
  gradients: readonly Tensor[],
  clip: Tensor1D,
  h: AdamWHyper,
): void {
  const backend = webGpuBackend();
  const items = weights.map((weight, i) => ({ ...weight, gradient: gradients[i] }));
  const atOnce = Math.floor((bindings(backend) - 1) / wgsl.buffersPerWeight);
  for (const group of inGroups(items, atOnce)) {
    const [first, ...others] = group;
    const sizes = group.map(({ weight }) => weight.size);
    runKernelOutputs(backend, wgsl.updateSource(group.length), {
      inputs: [...group.map(({ gradient }) => gradient), clip],
      threads: sizes.reduce((a, b) => a + b, 0),
      outputShape: first.weight.shape,
      inPlace: first.weight,
      moreOutputs: [first.moments, ...others.flatMap((o) => [o.weight, o.moments])],
      ints: sizes,
      floats: [
        h.beta1,
        h.beta2,
        h.learningRate / (1 - h.beta1 ** h.t),
        1 / (1 - h.beta2 ** h.t),
        h.epsilon,
        ...group.map(({ isDecayed }) => 1 - h.learningRate * (isDecayed ? h.weightDecay : 0)),
      ],
    });
  }
}
