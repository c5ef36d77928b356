/** Causes a real failure on purpose, for tests and for teaching what one looks like; see workerName.ts. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Engine } from '../engine/backend.ts';
import { runKernel } from '../engine/program.ts';
import type { Transformer } from '../model/transformer.ts';
import type { Fault } from './workerName.ts';

/** Breaks what the fault names: the device, the weights, a dispatch or the worker itself. */
export function causeFault(
  kind: Fault['kind'],
  engine: Engine,
  policy: Transformer,
  end: () => void,
): void {
  switch (kind) {
    case 'validation':
      dispatchBrokenShader();
      return;
    case 'lost':
      engine.destroy();
      return;
    case 'nan':
      for (const variable of policy.variables) {
        tf.tidy(() => variable.assign(tf.fill(variable.shape, NaN)));
      }
      return;
    case 'dead':
      end();
  }
}

function dispatchBrokenShader(): void {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('This drill needs WebGPU.');
  const output = runKernel(
    backend,
    {
      name: 'BrokenOnPurpose',
      key: '',
      inputs: [],
      outputComponents: 1,
      code: () => 'fn main(index: i32) { result[index] = not_a_function(); }',
    },
    { inputs: [], threads: 1, outputShape: [1] },
  );
  backend.disposeData(output.dataId);
}
