/** Checks an op case by case: its values against float64, its gradients against finite differences. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { describeOn, everyBackend, type TestBackend } from './backends.ts';
import { expectNear, finiteDifferences, makeArray, type FloatArray } from './numbers.ts';

export interface OpCase {
  readonly title: string;
  /** Every one of them gets a gradient. */
  readonly inputs: readonly FloatArray[];
  readonly run: (inputs: readonly Tensor[]) => readonly Tensor[];
  /** The definition in float64; one array per output of `run`. */
  readonly reference: (inputs: readonly Float64Array[]) => readonly Float64Array[];
  /** How many outputs, from the first, are differentiable; all unless said. */
  readonly differentiable?: number;
}

export interface OpTolerances {
  /** Relative, as expectNear takes it. */
  readonly value: number;
  /** Null for an op that is a gradient itself and has none. */
  readonly gradient: number | null;
}

/** A test of values and one of gradients, per case and backend. */
export function describeOp(
  title: string,
  cases: readonly OpCase[],
  tolerances: OpTolerances,
  backends: readonly TestBackend[] = everyBackend,
): void {
  // The same for every backend, and dear.
  const differences = new Map(cases.map((op) => [op, onceOf(() => differentiate(op))]));
  describeOn(backends, title, () => {
    it.each(cases)('gives the values of its definition: $title', async (op) => {
      await checkValues(op, tolerances.value);
    });
    const { gradient } = tolerances;
    if (gradient === null) return;
    it.each(cases)('gives the slopes of its definition: $title', async (op) => {
      await checkGradients(op, differences.get(op)?.() ?? [], gradient);
    });
  });
}

function onceOf<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

const inDoubles = ({ inputs }: OpCase) => inputs.map(({ values }) => Float64Array.from(values));

const toTensors = ({ inputs }: OpCase) =>
  inputs.map(({ values, shape }) => tf.tensor(values, [...shape]));

/** Fixed weights of the outputs in the loss whose gradient is compared. */
const projectionOf = (size: number, output: number) => makeArray([size], 7 + output).values;

function differentiate(op: OpCase): Float64Array[] {
  const inputs = inDoubles(op);
  const outputs = op.reference(inputs).slice(0, op.differentiable);
  const projections = outputs.map(({ length }, o) => projectionOf(length, o));
  const loss = (moved: readonly Float64Array[]) => {
    const values = op.reference(moved);
    let total = 0;
    projections.forEach((projection, o) => {
      for (let i = 0; i < projection.length; i++) total += projection[i] * values[o][i];
    });
    return total;
  };
  return finiteDifferences(loss, inputs);
}

async function checkValues(op: OpCase, tolerance: number): Promise<void> {
  const outputs = tf.tidy(() => [...op.run(toTensors(op))]);
  const expected = op.reference(inDoubles(op));
  expect(outputs.length).toBe(expected.length);
  for (const [o, output] of outputs.entries()) {
    expectNear(await output.data(), expected[o], tolerance, `output ${o}`);
  }
  tf.dispose(outputs);
}

async function checkGradients(
  op: OpCase,
  expected: readonly Float64Array[],
  tolerance: number,
): Promise<void> {
  const loss = (...inputs: Tensor[]) => {
    const outputs = op.run(inputs).slice(0, op.differentiable);
    const terms = outputs.map((output, o) =>
      tf.sum<tf.Scalar>(
        tf.mul(tf.reshape(output, [-1]), tf.tensor1d(projectionOf(output.size, o))),
      ),
    );
    return tf.addN(terms);
  };
  const before = tf.memory().numTensors;
  const gradients = tf.tidy(() => tf.grads(loss)(toTensors(op)));
  for (const [i, gradient] of gradients.entries()) {
    expectNear(await gradient.data(), expected[i], tolerance, `gradient ${i}`);
  }
  tf.dispose(gradients);
  expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
}
