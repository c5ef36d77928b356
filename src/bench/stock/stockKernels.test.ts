/** The stock side of each kernel runs, forward and gradient, on the backend that needs no GPU. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { kernelNames } from '../kernels/kernelRow.ts';
import type { KernelWorks } from '../kernels/kernelWork.ts';
import { createStockKernels } from './stockKernels.ts';

let works: KernelWorks;

beforeAll(async () => {
  await tf.setBackend('cpu');
  works = createStockKernels();
});

// Without a GPU these take seconds to minutes; sameWork.test.ts has them in a small model.
const slow: readonly string[] = ['matMul NT', 'matMul NN', 'matMul TN', 'rotaryAttention', 'embed'];
const quick = kernelNames.filter((name) => !slow.includes(name));

describe('the stock kernels', () => {
  it.each(quick)('%s leaves no tensor behind', (name) => {
    const [way] = works[name]();
    const before = tf.memory().numTensors;
    way.run();
    expect(tf.memory().numTensors).toBe(before);
  });
});
