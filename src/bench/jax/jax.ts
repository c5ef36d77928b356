/** jax-js on WebGPU. It trains here and does not generate: a cache that grows would be traced anew at each length. */
import { defaultDevice, init } from '@jax-js/jax';
import type { ModelConfig } from '../../model/modelConfig.ts';
import type { BenchEngine } from '../benchEngine.ts';
import { benchWeights, optimizerSettings, randomRows, trainBatch } from '../workload.ts';
import { createJaxStep } from './jaxTraining.ts';

export async function startJax(config: ModelConfig): Promise<BenchEngine> {
  const devices = await init('webgpu');
  if (!devices.includes('webgpu')) throw new Error('jax-js found no WebGPU device here.');
  defaultDevice('webgpu');
  const rows = randomRows(trainBatch.rows, trainBatch.width, config.vocab_size);
  return {
    trainStep: createJaxStep(config, benchWeights(config), rows, optimizerSettings),
    generate: null,
    multiply: null,
  };
}
