/** After preparing, a step compiles nothing more, and preparing changes nothing. */
import * as tf from '@tensorflow/tfjs';
import { expect, it, vi } from 'vitest';
import { startWebGpu } from '../engine/backend.ts';
import { loadModuleInBrowser } from '../oracle/loadBrowser.ts';
import { createOracle } from '../oracle/oracle.ts';
import { prepareKernels } from './prepareKernels.ts';
import { createTinyTrainer, tinyCheckpoint } from './testing/tinyTrainer.ts';
import { trainStep } from './trainStep.ts';

it('compiles ahead all that a step needs', async () => {
  const engine = await startWebGpu();
  const oracle = createOracle({ loadModule: loadModuleInBrowser, now: () => performance.now() });
  const tensors = tf.memory().numTensors;
  const seen: [number, number][] = [];
  await prepareKernels(await tinyCheckpoint(), oracle, (done, total) => {
    seen.push([done, total]);
  });
  expect(tf.memory().numTensors).toBe(tensors);
  const [, total] = seen[0];
  expect(total).toBeGreaterThan(20);
  expect(seen.map(([done]) => done)).toEqual(Array.from({ length: total + 1 }, (_, i) => i));

  const compiled = vi.spyOn(GPUDevice.prototype, 'createComputePipeline');
  const trainer = await createTinyTrainer({});
  await trainer.oracle.load();
  const quiet = { onPhase: () => undefined, onRollouts: () => Promise.resolve() };
  const { metrics } = await trainStep(trainer, 1, quiet);
  expect(Number.isFinite(metrics.loss)).toBe(true);
  expect(compiled.mock.calls.map(([{ label }]) => label)).toEqual([]);
  compiled.mockRestore();
  await engine.settle();
  expect(engine.failure()).toBeNull();
});
