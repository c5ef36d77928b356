/** Samples completions with a KV cache; tokens stay on the GPU and are read back in blocks. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { FailureError, type Failure } from '../core/failure.ts';
import * as decode from '../engine/kernels/decode/decode.ts';
import type { DecodeRows } from '../engine/kernels/decode/decodeRows.ts';
import { rmsNorm } from '../engine/kernels/rmsNorm/rmsNorm.ts';
import { selectRows } from '../engine/kernels/rows/rows.ts';
import { disposePacked, packRows } from './packing.ts';
import { hiddenStates, outputLogits, runLayer, type Transformer } from './transformer.ts';

const brokenOutput: Failure = {
  code: 'not-finite',
  message: 'The model gave probabilities that are not numbers, so its weights are broken.',
  hint: 'Start again from the shipped model, with a smaller learning rate or gradient clip.',
  step: null,
};

/** Steps between two read-backs, each of which may end the loop. */
const block = 12;

export interface GenerationOptions {
  /** Completions of each prompt, in a row: B = prompts · completionsPerPrompt. */
  readonly completionsPerPrompt: number;
  readonly maxCompletionLength: number;
  /** 0 is greedy. */
  readonly temperature: number;
  /** Uniform in [0,1) for row b and step t. */
  readonly draw: (row: number, step: number) => number;
  /** Called after each block with the steps done; may throw to abort. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** One completion: the end token included when it was sampled. */
export interface Completion {
  readonly ids: number[];
  /** log π of each id under the sampling temperature (temperature 1 when greedy), nats. */
  readonly logprobs: number[];
  /** Entropy of the distribution that each id was drawn from, nats. */
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
  const { completionsPerPrompt, maxCompletionLength: steps } = options;
  const rows = prompts.length * completionsPerPrompt;
  const longest = Math.max(...prompts.map((p) => p.length));
  // Few distinct capacities keep the buffer pool small; see packing.ts.
  const capacity = Math.ceil((longest + steps) / 32) * 32;
  if (longest + steps > model.config.max_position_embeddings) {
    throw new RangeError(
      `A prompt of ${longest} tokens and ${steps} more exceed the model's ${model.config.max_position_embeddings} positions; shorten one of them.`,
    );
  }
  const promptOfRow = Array.from({ length: rows }, (_, b) => Math.floor(b / completionsPerPrompt));
  const decodeRows: DecodeRows = {
    promptLength: tf.tensor1d(
      promptOfRow.map((p) => prompts[p].length),
      'int32',
    ),
    capacity,
    rows,
    longest,
  };
  const draws = tf.tensor2d(
    Float32Array.from({ length: rows * steps }, (_, i) =>
      options.draw(Math.floor(i / steps), i % steps),
    ),
    [rows, steps],
  );
  const state = prefill(model, prompts, promptOfRow, decodeRows);
  try {
    return await decodeLoop(model, state, decodeRows, draws, options);
  } finally {
    tf.dispose([decodeRows.promptLength, draws, ...state.caches, state.logits]);
  }
}

interface DecodeState {
  /** One cache a layer. */
  readonly caches: readonly Tensor[];
  /** [B,V], for the next token. */
  logits: Tensor2D;
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
    const index = tf.tensor1d(last, 'int32');
    return outputLogits(model, selectRows(hidden, { index, inverse: index }));
  });
  disposePacked(packed);
  return { caches, logits };
}

async function decodeLoop(
  model: Transformer,
  state: DecodeState,
  rows: DecodeRows,
  draws: Tensor2D,
  options: GenerationOptions,
): Promise<Completion[]> {
  const { maxCompletionLength: steps, temperature } = options;
  const completions = Array.from({ length: rows.rows }, emptyCompletion);
  for (let start = 0; start < steps; start += block) {
    const count = Math.min(block, steps - start);
    const sampled = Array.from({ length: count }, (_, i) => {
      const step = start + i;
      const token = decode.sampleToken(state.logits, draws, { temperature, step });
      if (step + 1 < steps) advance(model, state, rows, token, step);
      return token;
    });
    const blockTensor = tf.concat(sampled, 1);
    const values = await blockTensor.data();
    tf.dispose([blockTensor, ...sampled]);
    collect(completions, values, count, model.config.eos_token_id);
    options.onProgress?.(start + count, steps);
    if (completions.every((completion) => !completion.isTruncated)) break;
  }
  return completions;
}

/** Runs the sampled tokens through the model: new caches and logits. */
function advance(
  model: Transformer,
  state: DecodeState,
  rows: DecodeRows,
  token: Tensor2D,
  step: number,
): void {
  const { config, layout, table } = model;
  const previous = state.logits;
  state.logits = tf.tidy(() => {
    let x = decode.embedSampled(model.embedding, token);
    model.layers.forEach((weights, layer) => {
      x = runLayer(x, weights, config, (qkv) => {
        decode.appendCache(state.caches[layer], qkv, rows, step, table, layout);
        return decode.decodeAttention(state.caches[layer], qkv, rows, step, table, layout);
      });
    });
    return outputLogits(model, rmsNorm(x, model.finalNorm, config.rms_norm_eps));
  });
  previous.dispose();
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
      const at = (b * count + i) * 3;
      if (!Number.isFinite(values[at + 1])) throw new FailureError(brokenOutput);
      completion.ids.push(values[at]);
      completion.logprobs.push(values[at + 1]);
      completion.entropy.push(values[at + 2]);
      if (values[at] === endToken) completion.isTruncated = false;
    }
  });
}
