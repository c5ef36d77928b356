/** The stock engine: TensorFlow.js's own WebGPU backend with its own kernels, flags and submit batching. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ModelConfig } from '../../model/modelConfig.ts';
import type { BenchEngine } from '../benchEngine.ts';
import {
  benchWeights,
  generation,
  optimizerSettings,
  randomRows,
  trainBatch,
} from '../workload.ts';
import { generateStock } from './stockGeneration.ts';
import { createStockModel } from './stockModel.ts';
import { createStockStep } from './stockTraining.ts';

/**
 * Registers the backend with the limits and the feature that tfjs itself asks for. tfjs's own factory is
 * not used, so that the same device serves in Node and in Chromium: it hands the device a nested list of features.
 */
export async function startStockWebGpu(): Promise<void> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('WebGPU has no adapter here, so nothing can be measured.');
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredFeatures: adapter.features.has('timestamp-query') ? ['timestamp-query'] : [],
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info));
  await tf.setBackend('webgpu');
}

export async function startStock(config: ModelConfig): Promise<BenchEngine> {
  await startStockWebGpu();
  const model = createStockModel(config, benchWeights(config));
  const step = createStockStep(model, optimizerSettings);
  const toTensor = (rows: number[][]) => tf.tensor2d(rows, undefined, 'int32');
  const ids = toTensor(randomRows(trainBatch.rows, trainBatch.width, config.vocab_size));
  const prompts = toTensor(randomRows(generation.rows, generation.promptLength, config.vocab_size));
  return {
    trainStep: async () => {
      const loss = step(ids);
      const [value] = await loss.data();
      loss.dispose();
      return value;
    },
    generate: () => generateStock(model, prompts, generation.steps),
    multiply: null,
  };
}
