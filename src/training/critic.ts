/** The critic: a linear head on the policy's last hidden state that expects the return before each token. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs';
import type { Transformer } from '../model/transformer.ts';
import { createOptimizer, type Optimizer, type OptimizerState } from './optimizer.ts';
import type { SampledCompletion } from './sampling.ts';
import {
  cutRows,
  disposeScoringBatch,
  makeScoringBatch,
  predictorStates,
  splitRows,
} from './scoring.ts';

/** What a checkpoint holds of a critic: weight [hidden], bias [1], and the state of their optimizer. */
export interface CriticState {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly optimizer: OptimizerState;
}

/** Owns its variables; dispose() frees them. */
export interface Critic {
  /** [1,hidden] */
  readonly weight: Variable;
  /** [1] */
  readonly bias: Variable;
  /** Of its own: clipping the critic's gradient does not scale the policy's. */
  readonly optimizer: Optimizer;
  /** Reads the state back from the device. Nothing may update it until this resolves. */
  readonly read: () => Promise<CriticState>;
  readonly dispose: () => void;
}

/**
 * @param from the state to go on from; without it weight and bias are 0, so that the first advantages are those
 * of rewards alone
 * @throws Error when that state is of another size
 */
export function createCritic(hiddenSize: number, from?: CriticState): Critic {
  const variable = (values: Float32Array, shape: number[]) =>
    tf.tidy(() => tf.variable(tf.tensor(values, shape)));
  const weight = variable(from?.weight ?? new Float32Array(hiddenSize), [1, hiddenSize]);
  const bias = variable(from?.bias ?? new Float32Array(1), [1]);
  const optimizer = createOptimizer([weight, bias], 0.999, from?.optimizer);
  return {
    weight,
    bias,
    optimizer,
    read: async () => {
      const [weightValues, biasValues, state] = await Promise.all([
        weight.data<'float32'>(),
        bias.data<'float32'>(),
        optimizer.read(),
      ]);
      return { weight: weightValues, bias: biasValues, optimizer: state };
    },
    dispose: () => {
      tf.dispose([weight, bias]);
      optimizer.dispose();
    },
  };
}

/** V = w·h + b of each hidden state [M,D] → [M]; differentiable in all three. */
export const valuesOf = ({ weight, bias }: Critic, hidden: Tensor2D): Tensor1D =>
  tf.add(tf.sum(tf.mul(hidden, weight), 1), bias);

/**
 * What the critic expects before each token of the rows [B,T].
 * @param slots token slots of a micro-batch
 */
export async function scoreValues(
  policy: Transformer,
  critic: Critic,
  rows: readonly SampledCompletion[],
  slots: number,
): Promise<number[][]> {
  const scored: number[][] = [];
  for (const part of splitRows(rows, slots)) {
    const batch = makeScoringBatch(part, policy.config.vocab_size);
    const values = tf.tidy(() => valuesOf(critic, predictorStates(policy, batch)));
    scored.push(...cutRows(await values.data(), batch));
    values.dispose();
    disposeScoringBatch(batch);
  }
  return scored;
}
