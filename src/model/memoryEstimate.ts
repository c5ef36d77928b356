/**
 * Device bytes of a training run, from shapes alone: what it will take is known before the device is lost.
 * One line per kind of tensor; calibrated against the allocator in training/memoryPlan.browser.test.ts.
 */
import { headLayout, type ModelConfig } from './modelConfig.ts';
import { bucketSize } from './packing.ts';
import { weightSpecs } from './weights.ts';

/** How much a run puts on the device at once. */
export interface Workload {
  /** Prompts of a step; the completions of one share its slots. */
  readonly prompts: number;
  /** Completions of a step. */
  readonly rows: number;
  /** Repairs of an SFT step, each with a prompt of its own; 0 without SFT. */
  readonly sftRows: number;
  /** Completions that decode at once: those of a step or of an evaluation. */
  readonly decodedRows: number;
  /** Tokens of the longest prompt. */
  readonly promptLength: number;
  readonly completionLength: number;
  /** Most token slots of a micro-batch. */
  readonly slots: number;
  /** Whether the entropy of each prediction is in the loss. */
  readonly hasEntropy: boolean;
}

export interface MemoryEstimate {
  /** Policy, reference, both moments and gradients. */
  readonly state: number;
  /** What the forward pass of one micro-batch keeps for the backward pass. */
  readonly activations: number;
  /** Logits of one micro-batch and their gradient. */
  readonly logits: number;
  /** KV caches and the logits of one decoding step. */
  readonly generation: number;
  /** All of the above. */
  readonly total: number;
  /** The largest single tensor, and what it is. */
  readonly largest: { readonly bytes: number; readonly name: string };
}

const float = 4;

export function estimateMemory(config: ModelConfig, load: Workload): MemoryEstimate {
  const { hidden_size: d, intermediate_size: f, num_hidden_layers: layers } = config;
  const { heads, kvHeads, headDim } = headLayout(config);
  const v = config.vocab_size;
  const w = (heads + 2 * kvHeads) * headDim;
  const sizes = weightSpecs(config).map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  const parameters = sizes.reduce((a, b) => a + b, 0);
  const ofRl = load.prompts * load.promptLength + load.rows * load.completionLength;
  const ofSft = load.sftRows * (load.promptLength + load.completionLength);
  const tokens = Math.max(ofRl, ofSft);
  const slots = bucketSize(Math.min(load.slots, tokens)); // N
  const predictions = Math.min(
    load.slots,
    Math.max(load.rows, load.sftRows) * load.completionLength,
  ); // M
  const capacity = Math.ceil((load.promptLength + load.completionLength) / 32) * 32;
  const cache = load.decodedRows * capacity * 2 * kvHeads * headDim * float;
  const logits = predictions * v * float;

  const state = parameters * float * stateCopies;
  // Layer: norm D, qkv W, rotated W, mixed D, out D, sum D, norm D, gate and up 2F, gated F, down D, sum D.
  const layerSlot = 7 * d + 2 * w + 3 * f;
  const activations = slots * (layers * layerSlot + 2 * d + backwardSlot(d, w, f)) * float;
  const generation = layers * cache + 2 * load.decodedRows * v * float;
  const parts = {
    state,
    activations,
    logits: (load.hasEntropy ? entropyLogitsCopies : logitsCopies) * logits,
    generation,
  };
  const tensors = [
    { name: 'the logits of a micro-batch', bytes: logits },
    { name: 'the activations of a layer', bytes: slots * Math.max(2 * f, w) * float },
    { name: 'the key-value cache of a layer', bytes: cache },
    { name: 'the optimizer state of a weight', bytes: 2 * Math.max(...sizes) * float },
  ];
  return {
    ...parts,
    total: Object.values(parts).reduce((a, b) => a + b, 0),
    largest: tensors.reduce((a, b) => (b.bytes > a.bytes ? b : a)),
  };
}

/** Policy, reference, two moments, and the gradients of this and of the earlier micro-batches. */
const stateCopies = 6;
/** Themselves and their gradient. */
const logitsCopies = 2;
/** With entropy their gradient is a sum of two, and both are alive beside it. */
const entropyLogitsCopies = 4;
/** Gradients alive at once while one layer is walked back. */
const backwardSlot = (d: number, w: number, f: number) => 4 * d + 2 * w + 3 * f;
