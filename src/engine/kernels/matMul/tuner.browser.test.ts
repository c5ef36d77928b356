/** The tuner starts from the adapter's traits, measures once a shape class, and remembers. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { describe, expect, it } from 'vitest';
import { startWebGpu } from '../../backend.ts';
import { productOf, type Product } from './product.ts';
import { createTuner, shapeClass } from './tuner.ts';

const product: Product = { layout: 'NT', batch: 1, m: 40, k: 16, n: 32 };
const large: Product = { layout: 'NN', batch: 1, m: 4096, k: 64, n: 1024 };

describe('productOf', () => {
  it('takes aligned matrices and leaves the rest to tfjs', () => {
    expect(productOf([64, 96], [96, 288], false, false)?.layout).toBe('NN');
    expect(productOf([64, 96], [288, 96], false, true)?.layout).toBe('NT');
    expect(productOf([64, 96], [64, 288], true, false)?.layout).toBe('TN');
    expect(productOf([2, 8, 8], [2, 8, 8], false, false)?.batch).toBe(2);
    expect(productOf([5, 7], [7, 3], false, false)).toBeNull();
    expect(productOf([8, 8], [8, 8], true, true)).toBeNull();
    expect(productOf([2, 8, 8], [1, 8, 8], false, false)).toBeNull();
  });
});

describe('createTuner', () => {
  it('starts from what is known of the adapter', () => {
    const plan = (isSoftware: boolean, subgroupLanes: number, of: Product) =>
      createTuner({ isSoftware, subgroupLanes }).planOf(of)?.name;
    expect(plan(true, 4, product)).toBe('subgroup-blocked');
    expect(plan(true, 0, product)).toBe('register-blocked');
    expect(plan(false, 32, product)).toBe('tiled-32');
    expect(plan(false, 0, large)).toBe('tiled-64');
  });

  it('puts lengths of a batch into few classes', () => {
    expect(shapeClass({ ...product, m: 33 })).toBe(shapeClass({ ...product, m: 64 }));
    expect(shapeClass({ ...product, m: 32 })).not.toBe(shapeClass({ ...product, m: 33 }));
    expect(shapeClass({ ...large, m: 5000 })).toBe(shapeClass({ ...large, m: 9000 }));
  });

  it('measures, remembers, and takes a stored memory back', async () => {
    await startWebGpu();
    const backend = tf.backend();
    if (!(backend instanceof WebGPUBackend)) throw new Error('expected WebGPU');
    const traits = { isSoftware: true, subgroupLanes: 4 };
    const tuner = createTuner(traits);
    const before = tf.memory().numTensors;
    await tuner.measure(backend, product);
    expect(tf.memory().numTensors).toBe(before);
    const memory = tuner.memory();
    expect(Object.keys(memory)).toEqual([shapeClass(product)]);
    expect(['register-blocked', 'subgroup-blocked', 'tfjs']).toContain(memory[shapeClass(product)]);

    const other = createTuner(traits);
    other.remember({ [shapeClass(product)]: 'tfjs', [shapeClass(large)]: 'no such plan' });
    expect(other.planOf(product)).toBeNull();
    expect(other.planOf(large)?.name).toBe('subgroup-blocked');
  });
});
