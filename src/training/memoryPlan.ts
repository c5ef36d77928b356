/** Decides, before anything is put on the device, how a run is split so that it fits, or refuses it. */
import { FailureError } from '../core/failure.ts';
import type { RunConfig } from '../core/runConfig.ts';
import { estimateMemory, type MemoryEstimate, type Workload } from '../model/memoryEstimate.ts';
import type { ModelConfig } from '../model/modelConfig.ts';
import { evaluationRows } from './evaluate.ts';

/** What a device can hold. */
export interface MemoryLimits {
  /** Largest tensor that a kernel can see, in bytes. */
  readonly largestTensor: number;
  /** All tensors together, in bytes. */
  readonly total: number;
}

export interface MemoryPlan {
  /** Most token slots that go through the model at once in scoring and in the update. */
  readonly slots: number;
  /** Micro-batches of a step when every completion is as long as it may be. */
  readonly microBatches: number;
  /** Estimate of the device memory that the run takes, in bytes. */
  readonly bytes: number;
}

/** More do not make a step faster; fewer only save memory. */
export const mostSlots = 8192;

/**
 * The fewest micro-batches that fit.
 * @param promptLength tokens of the longest prompt
 * @throws FailureError 'config-invalid' when not even single rows fit, saying what would
 */
export function planMemory(
  model: ModelConfig,
  config: RunConfig,
  promptLength: number,
  limits: MemoryLimits,
): MemoryPlan {
  const plan = findPlan(model, config, promptLength, limits);
  if (plan) return plan;
  const estimate = estimateMemory(model, workload(config, promptLength, 1));
  throw new FailureError({
    code: 'config-invalid',
    message: refusal(estimate, limits),
    hint: whatWouldFit(model, config, promptLength, limits),
    step: null,
  });
}

function findPlan(
  model: ModelConfig,
  config: RunConfig,
  promptLength: number,
  limits: MemoryLimits,
): MemoryPlan | null {
  const row = promptLength + config.maxCompletionLength;
  for (let slots = mostSlots; ; slots = Math.max(row, Math.floor(slots / 2))) {
    const estimate = estimateMemory(model, workload(config, promptLength, slots));
    if (estimate.total <= limits.total && estimate.largest.bytes <= limits.largestTensor) {
      const microBatches = countMicroBatches(config, promptLength, slots);
      return { slots, microBatches, bytes: estimate.total };
    }
    if (slots <= row) return null;
  }
}

/** As splitRows cuts a step whose completions are all as long as they may be. */
function countMicroBatches(
  { promptsPerStep, numGenerations, maxCompletionLength }: RunConfig,
  promptLength: number,
  slots: number,
): number {
  let parts = 0;
  let used = Infinity;
  for (let row = 0; row < promptsPerStep * numGenerations; row++) {
    const isShared = row % numGenerations > 0;
    const size = maxCompletionLength + (isShared ? 0 : promptLength);
    if (used + size > slots) {
      parts += 1;
      used = promptLength + maxCompletionLength;
    } else used += size;
  }
  return parts;
}

function workload(config: RunConfig, promptLength: number, slots: number): Workload {
  const rows = config.promptsPerStep * config.numGenerations;
  const row = promptLength + config.maxCompletionLength;
  return {
    prompts: config.promptsPerStep,
    rows,
    sftRows: config.sftSteps > 0 ? config.sftBatch : 0,
    decodedRows: Math.max(rows, Math.min(config.evalPrompts, evaluationRows)),
    promptLength,
    completionLength: config.maxCompletionLength,
    // splitRows gives a row that is longer a micro-batch of its own.
    slots: Math.max(slots, row),
    hasEntropy: config.entropyCoef > 0,
  };
}

function refusal({ total, largest }: MemoryEstimate, limits: MemoryLimits): string {
  return largest.bytes > limits.largestTensor
    ? `These settings need a tensor of ${megabytes(largest.bytes)} for ${largest.name}, and this device holds ${megabytes(limits.largestTensor)} in one.`
    : `These settings need about ${megabytes(total)} of memory, and a run may take ${megabytes(limits.total)} here.`;
}

/** The largest smaller value of one setting that fits, the mildest change first. */
function whatWouldFit(
  model: ModelConfig,
  config: RunConfig,
  promptLength: number,
  limits: MemoryLimits,
): string {
  const largest = (name: keyof typeof smallest): string[] => {
    for (let value = config[name] - 1; value >= smallest[name]; value--) {
      const changed = { ...config, [name]: value };
      if (findPlan(model, changed, promptLength, limits)) return [words[name](value)];
    }
    return [];
  };
  const options = [
    ...largest('promptsPerStep'),
    ...largest('numGenerations'),
    ...largest('maxCompletionLength'),
  ];
  return options.length > 0
    ? `It would fit with ${options.join(', or with ')}.`
    : 'No smaller batch fits either: use a smaller model or another device.';
}

const smallest = { promptsPerStep: 1, numGenerations: 2, maxCompletionLength: 8 } as const;
const words = {
  promptsPerStep: (n: number) => `${n} ${n === 1 ? 'prompt' : 'prompts'} a step`,
  numGenerations: (n: number) => `${n} completions a prompt`,
  maxCompletionLength: (n: number) => `completions of at most ${n} tokens`,
};

/** Bytes in words, in units of 10⁶. */
export const megabytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1e6))} MB`;
