/** Puts a run's models and optimizer on the device, after asking whether they fit. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { createKlController } from '../core/klController.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { requireSteps } from '../core/stagePlan.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { createTransformer } from '../model/transformer.ts';
import type { Oracle } from '../oracle/oracle.ts';
import { createCritic } from './critic.ts';
import { planMemory, type MemoryLimits } from './memoryPlan.ts';
import { createOptimizer } from './optimizer.ts';
import type { RunCheckpoint } from './runCheckpoint.ts';
import { corpusTasks, type TaskSource } from './taskSource.ts';
import type { Trainer } from './trainStep.ts';

export interface OwnedTrainer extends Trainer {
  readonly dispose: () => void;
}

/**
 * @param model what the run starts from; also its KL reference, unless SFT comes before RL
 * @param from the checkpoint to go on from, if any
 * @param tasks what it trains on
 * @throws FailureError 'config-invalid' when the run cannot fit or has no step; nothing has been allocated then
 */
export function createTrainer(
  model: Checkpoint,
  config: RunConfig,
  oracle: Oracle,
  from?: RunCheckpoint,
  tasks: TaskSource = corpusTasks(config),
): OwnedTrainer {
  requireSteps(config);
  const { tokenizer } = model;
  const memory = planMemory(
    model.config,
    config,
    tasks.longestPrompt(tokenizer.encode),
    deviceLimits(),
  );
  const policy = createTransformer(model.config, from?.weights ?? model.weights, true);
  const reference = createTransformer(model.config, from?.reference ?? model.weights, false);
  // The decay of the second moment that TRL uses.
  const optimizer = createOptimizer(policy.variables, 0.999, from?.optimizer);
  const critic =
    config.advantageEstimator === 'gae'
      ? createCritic(model.config.hidden_size, from?.critic ?? undefined)
      : null;
  const klController = createKlController(config, from?.klCoef);
  const learned = { policy, reference, optimizer, critic, klController };
  const dispose = () => [policy, reference, optimizer, critic].forEach((owner) => owner?.dispose());
  return { ...learned, config, tokenizer, oracle, tasks, memory, dispose };
}

/**
 * What a run may take on the current backend. No browser tells how much memory a GPU has: 4 GB is what
 * current ones have at the least. WebAssembly addresses 4 GB. Half of it is planned with, because
 * tfjs keeps the buffers of every batch shape that it has met.
 */
function deviceLimits(): MemoryLimits {
  const total = 2e9;
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) return { largestTensor: total, total };
  const { maxBufferSize, maxStorageBufferBindingSize } = backend.device.limits;
  return { largestTensor: Math.min(maxBufferSize, maxStorageBufferBindingSize), total };
}
