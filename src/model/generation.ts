/** Samples completions with a KV cache; tokens stay on the GPU and are read back in blocks. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import { FailureError, type Failure } from '../core/failure.ts';
import * as decode from '../engine/kernels/decode/decode.ts';
import type { DecodeRows } from '../engine/kernels/decode/decodeRows.ts';
import { makeRowIndex, takeRows } from '../engine/kernels/rows/rows.ts';
import { disposePacked, packRows } from './packing.ts';
import { hiddenStates, outputLogits, runLayers, type Transformer } from './transformer.ts';

/** What generation says of weights that give no probabilities. */
export const brokenOutput: Failure = {
  code: 'not-finite',
  message: 'The model gave probabilities that are not numbers, so its weights are broken.',
  hint: 'Start again from the shipped model, with a smaller learning rate or gradient clip.',
  step: null,
};

/** Steps between two read-backs, each of which may end the loop. */
const block = 12;

/** Rows are computed in multiples of this, a power of two. */
const rowBucket = 8;

export interface GenerationOptions {
  /** Completions of each prompt, in a row: B = prompts · completionsPerPrompt. */
  readonly completionsPerPrompt: number;
  readonly maxCompletionLength: number;
  /** 0 is greedy. */
  readonly temperature: number;
  /** Samples among the k most likely tokens only; 0 or absent: among all. */
  readonly topK?: number;
  /** Samples among the most likely tokens that hold this share of the mass only; 1 or absent: among all. */
  readonly topP?: number;
  /** Uniform in [0,1) for row b and step t. */
  readonly draw: (row: number, step: number) => number;
  /** Called after each block with the steps done and what is written; may throw to abort. */
  readonly onProgress?: (done: number, total: number, written: readonly Completion[]) => void;
}

/** How a token is drawn. */
export type Choice = Pick<GenerationOptions, 'temperature' | 'topK' | 'topP'>;

/** One completion: the end token included when it was sampled. */
export interface Completion {
  readonly ids: number[];
  /**
   * log π of each id under the sampling temperature (temperature 1 when greedy), nats. Of the whole
   * distribution, whatever topK and topP leave out: the loss divides by it what the training forward
   * gives, which knows no truncation, and a ratio of 1 must mean an unchanged policy. TRL and verl take
   * the old log-probabilities from a training forward for the same reason.
   */
  readonly logprobs: number[];
  /** Entropy of that whole distribution at each id, nats. */
  readonly entropy: number[];
  /** Reached maxCompletionLength without an end token. */
  readonly isTruncated: boolean;
}

/**
 * @param prompts token ids, none empty; lengths may differ
 * @returns [B] completions, grouped by prompt
 */
export async function generate(
  model: Transformer,
  prompts: readonly (readonly number[])[],
  options: GenerationOptions,
): Promise<Completion[]> {
  const session = beginSession(model, prompts, options);
  try {
    return await decodeLoop(model, session, options);
  } finally {
    endSession(session);
  }
}

/**
 * Dispatches what each step of generate() does, and reads nothing back: for compiling ahead.
 * @param prompt token ids, not empty
 */
export function rehearseGeneration(
  model: Transformer,
  prompt: readonly number[],
  choice: Choice,
): void {
  const options = { completionsPerPrompt: 1, maxCompletionLength: 2, draw: () => 0, ...choice };
  const session = beginSession(model, [prompt], options);
  const index = tf.range(0, 1, 1, 'int32');
  for (const step of [0, 1]) sampleStep(model, session, index, step, options);
  index.dispose();
  endSession(session);
}

interface Session {
  readonly state: DecodeState;
  readonly rows: DecodeRows;
  /** [B,steps] */
  readonly draws: Tensor2D;
}

function beginSession(
  model: Transformer,
  prompts: readonly (readonly number[])[],
  { completionsPerPrompt, maxCompletionLength: steps, draw }: GenerationOptions,
): Session {
  const count = prompts.length * completionsPerPrompt;
  const longest = Math.max(...prompts.map((p) => p.length));
  // Few distinct capacities keep the buffer pool small; see packing.ts.
  const capacity = Math.ceil((longest + steps) / 32) * 32;
  if (longest + steps > model.config.max_position_embeddings) {
    throw new RangeError(
      `A prompt of ${longest} tokens and ${steps} more exceed the model's ${model.config.max_position_embeddings} positions; shorten one of them.`,
    );
  }
  const promptOfRow = Array.from({ length: count }, (_, b) => Math.floor(b / completionsPerPrompt));
  const rows: DecodeRows = {
    promptLength: tf.tensor1d(
      promptOfRow.map((p) => prompts[p].length),
      'int32',
    ),
    capacity,
    rows: count,
    longest,
  };
  const draws = tf.tensor2d(
    Float32Array.from({ length: count * steps }, (_, i) => draw(Math.floor(i / steps), i % steps)),
    [count, steps],
  );
  return { state: prefill(model, prompts, promptOfRow, rows), rows, draws };
}

function endSession({ state, rows, draws }: Session): void {
  tf.dispose([rows.promptLength, draws, ...state.caches, state.logits, state.samples]);
}

interface DecodeState {
  /** One cache a layer. */
  readonly caches: readonly Tensor[];
  /** [B,V], for the first token. */
  readonly logits: Tensor2D;
  /** [B,block,3], written over block by block. */
  readonly samples: Tensor3D;
}

function prefill(
  model: Transformer,
  prompts: readonly (readonly number[])[],
  promptOfRow: readonly number[],
  rows: DecodeRows,
): DecodeState {
  const packed = packRows(prompts, model.config.vocab_size);
  const caches: Tensor[] = [];
  const logits = tf.tidy(() => {
    const starts = promptOfRow.map((p) => packed.starts[p]);
    const hidden = hiddenStates(model, packed, (_, qkv) => {
      caches.push(tf.keep(decode.fillCache(qkv, starts, rows, model.layout)));
    });
    const last = promptOfRow.map((p) => packed.starts[p] + prompts[p].length - 1);
    return outputLogits(model, takeRows(hidden, makeRowIndex(Int32Array.from(last), packed.size)));
  });
  disposePacked(packed);
  return { caches, logits, samples: decode.makeSamples(rows.rows, block) };
}

async function decodeLoop(
  model: Transformer,
  session: Session,
  options: GenerationOptions,
): Promise<Completion[]> {
  const { maxCompletionLength: steps } = options;
  const { state, rows } = session;
  const completions = Array.from({ length: rows.rows }, emptyCompletion);
  let index = tf.range(0, rows.rows, 1, 'int32');
  try {
    for (let start = 0; start < steps; start += block) {
      const end = Math.min(start + block, steps);
      for (let step = start; step < end; step++) sampleStep(model, session, index, step, options);
      const values = await state.samples.data();
      collect(completions, values, end - start, model.config.eos_token_id);
      options.onProgress?.(end, steps, completions);
      const computed = rowsToCompute(completions);
      if (computed.length === 0) break;
      if (computed.length < index.size) {
        index.dispose();
        index = tf.tensor1d(computed, 'int32');
      }
    }
  } finally {
    index.dispose();
  }
  return completions;
}

/** Samples token `step` of the rows in `index` [M]. */
function sampleStep(
  model: Transformer,
  { state, rows, draws }: Session,
  index: Tensor1D,
  step: number,
  { temperature, topK = 0, topP = 1 }: Choice,
): void {
  tf.tidy(() => {
    const logits = step === 0 ? state.logits : advance(model, state, rows, index, step);
    const choice = { temperature, topK, topP };
    decode.sampleToken(state.samples, logits, draws, { index, step }, choice);
  });
}

/**
 * The open rows, filled up with ended ones to a multiple of `rowBucket`: few shapes, so that few buffers
 * and pipelines serve. What an ended row gets is not read. Empty when all have ended.
 */
function rowsToCompute(completions: readonly Completion[]): number[] {
  const rows = completions.map((_, b) => b);
  const open = rows.filter((b) => completions[b].isTruncated);
  const ended = rows.filter((b) => !completions[b].isTruncated);
  return [...open, ...ended.slice(0, -open.length & (rowBucket - 1))];
}

/** Runs the tokens sampled at the step before through the model: longer caches, and logits [M,V]. */
function advance(
  model: Transformer,
  { caches, samples }: DecodeState,
  rows: DecodeRows,
  index: Tensor1D,
  step: number,
): Tensor2D {
  const { layers, layout, table } = model;
  const before = { index, step: step - 1 };
  const x = decode.embedSampled(model.embedding, samples, before);
  const hidden = runLayers(model, x, (i, qkv) => {
    const layer = { cache: caches[i], qkv, bias: layers[i].qkvBias };
    return decode.decodeAttention(layer, rows, before, table, layout);
  });
  return outputLogits(model, hidden);
}

type OpenCompletion = Omit<Completion, 'isTruncated'> & { isTruncated: boolean };

const emptyCompletion = (): OpenCompletion => ({
  ids: [],
  logprobs: [],
  entropy: [],
  isTruncated: true,
});

/** @throws FailureError 'not-finite' when a log-probability is NaN: the weights are broken. */
function collect(
  completions: OpenCompletion[],
  values: ArrayLike<number>,
  count: number,
  endToken: number,
): void {
  completions.forEach((completion, b) => {
    for (let i = 0; i < count && completion.isTruncated; i++) {
      const at = (b * block + i) * 3;
      if (!Number.isFinite(values[at + 1])) throw new FailureError(brokenOutput);
      completion.ids.push(values[at]);
      completion.logprobs.push(values[at + 1]);
      completion.entropy.push(values[at + 2]);
      if (values[at] === endToken) completion.isTruncated = false;
    }
  });
}
