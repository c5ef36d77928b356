/** What both engines compute when kernels are measured one by one, at the shapes of size 1M. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Layout } from '../../engine/kernels/matMul/plan.ts';
import { weightSpecs } from '../../model/weights.ts';
import { benchConfig, generation, trainBatch } from '../workload.ts';
import type { KernelName } from './kernelRow.ts';

export const config = benchConfig('1M');
const { num_hidden_layers: layers } = config;

/** Tokens of the batch, N. */
export const tokens = trainBatch.rows * trainBatch.width;

/** Tokens of each row that the measured decoding step finds in the cache: as in the middle of a generate. */
export const decoded = {
  step: generation.steps / 2,
  seen: generation.promptLength + generation.steps / 2,
};

/** One way to compute what a kernel does: `run` records the commands once and frees what it makes. */
export interface KernelWay {
  readonly plan: string | null;
  readonly run: () => void;
}

/** For each kernel, what makes its inputs and gives the ways. */
export type KernelWorks = Readonly<Record<KernelName, () => readonly KernelWay[]>>;

/** How often one training step, or one sampled token, calls each. All products of a layout are one call. */
export const callsOf: Readonly<Record<KernelName, number>> = {
  'matMul NT': 1,
  'matMul NN': 1,
  'matMul TN': 1,
  rmsNorm: 1,
  addRmsNorm: 2 * layers,
  rotaryAttention: layers,
  swiGlu: layers,
  embed: 1,
  tokenLogprob: 1,
  adamW: 1,
  decodeAttention: layers,
  sampleToken: 1,
};

/** Numbers in ±1. */
export const randomTensor = (...shape: number[]): Tensor => tf.randomUniform(shape, -1, 1);

/** Runs f and its gradient by every input, given the gradient of its output. */
export function bothWays(
  inputs: readonly Tensor[],
  dy: Tensor,
  f: (...inputs: Tensor[]) => Tensor,
): readonly KernelWay[] {
  const differentiate = tf.grads(f);
  const run = () =>
    tf.tidy(() => {
      differentiate([...inputs], dy);
    });
  return [{ plan: null, run }];
}

/**
 * Operands of every product of one layout in a training step: one for each weight matrix W [out,in], the
 * tied embedding once, as the output matrix. NT is x·Wᵀ, NN dy·W and TN dyᵀ·x.
 */
export function operandsOf(layout: Layout): [Tensor2D, Tensor2D][] {
  const matrices = weightSpecs(config).filter(({ shape }) => shape.length === 2);
  return matrices.map(({ shape: [out, width] }) => {
    const x: [number, number] = [tokens, width];
    const dy: [number, number] = [tokens, out];
    const weight: [number, number] = [out, width];
    const [a, b] = { NT: [x, weight], NN: [dy, weight], TN: [dy, x] }[layout];
    return [tf.randomUniform<tf.Rank.R2>(a, -1, 1), tf.randomUniform<tf.Rank.R2>(b, -1, 1)];
  });
}
