/**
 * AdamW (Loshchilov and Hutter 2019) with global-norm clipping, in place on the GPU: the norm is never
 * read back before the update. Elsewhere the same update is composed from tfjs ops.
 */
import * as tf from '@tensorflow/tfjs';
import type { Scalar, Tensor, Tensor1D, Variable } from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { hasKernels } from '../../kernel.ts';
import { runKernel } from '../../program.ts';
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
 * the norm is not finite, and then updateWeight changes nothing.
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

/** Updates the weight and its moments. */
export function updateWeight(
  { weight, moments, isDecayed }: OptimizedWeight,
  gradient: Tensor,
  clip: Tensor1D,
  hyper: AdamWHyper,
): void {
  const decay = isDecayed ? hyper.weightDecay : 0;
  if (hasKernels()) gpuUpdate(weight, moments, gradient, clip, { ...hyper, weightDecay: decay });
  else composedUpdate(weight, moments, gradient, clip, { ...hyper, weightDecay: decay });
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

function gpuClipScale(gradients: readonly Tensor[], maxGradNorm: number): Tensor1D {
  const backend = webGpuBackend();
  const counts = gradients.map((g) => Math.ceil(g.size / wgsl.normChunk));
  const total = counts.reduce((a, b) => a + b, 0);
  const partial = backend.makeTensorInfo([total], 'float32');
  let offset = 0;
  gradients.forEach((gradient, i) => {
    runKernel(backend, wgsl.squareSumSource, {
      inputs: [gradient],
      threads: counts[i],
      outputShape: [total],
      ints: [gradient.size, offset],
      inPlace: partial,
    });
    offset += counts[i];
  });
  const clip = runKernel(backend, wgsl.clipScaleSource, {
    inputs: [partial],
    threads: 1,
    outputShape: [2],
    ints: [total],
    floats: [maxGradNorm],
  });
  backend.disposeData(partial.dataId);
  return tf.engine().makeTensorFromTensorInfo(clip).as1D();
}

function gpuUpdate(w: Variable, moments: Variable, g: Tensor, clip: Tensor1D, h: AdamWHyper) {
  const backend = webGpuBackend();
  runKernel(backend, wgsl.momentsSource, {
    inputs: [g, clip],
    threads: w.size,
    outputShape: moments.shape,
    ints: [w.size],
    floats: [h.beta1, h.beta2],
    inPlace: moments,
  });
  runKernel(backend, wgsl.weightSource, {
    inputs: [moments, clip],
    threads: w.size,
    outputShape: w.shape,
    ints: [w.size],
    floats: [
      h.learningRate / (1 - h.beta1 ** h.t),
      1 / (1 - h.beta2 ** h.t),
      h.epsilon,
      1 - h.learningRate * h.weightDecay,
    ],
    inPlace: w,
  });
}
