/** Log-probabilities of sampled completions under a model, [B,T], and the batch tensors they need. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { disposeRowIndex, takeRows, type RowIndex } from '../engine/kernels/rows/rows.ts';
import { tokenLogprob } from '../engine/kernels/tokenLogprob/tokenLogprob.ts';
import {
  disposePacked,
  packGroups,
  predictorSlots,
  type PackedRows,
  type RowGroup,
} from '../model/packing.ts';
import { hiddenStates, outputLogits, type Transformer } from '../model/transformer.ts';
import type { SampledCompletion } from './sampling.ts';

/** Packed prompts and completions of some rows; T is the longest completion, rounded up. */
export interface ScoringBatch {
  readonly rows: readonly SampledCompletion[];
  readonly packed: PackedRows;
  /** The slot that predicts each token, [B·T]. */
  readonly predictors: RowIndex;
  /** [B·T] int32 */
  readonly targets: Tensor1D;
  /** T. */
  readonly width: number;
}

/**
 * Splits rows, in order, into micro-batches of at most `slots` tokens, a prompt counted once, and at most
 * `slots` predictions with their padding, or of one longer row.
 */
export function splitRows(
  rows: readonly SampledCompletion[],
  slots: number,
): SampledCompletion[][] {
  const parts: SampledCompletion[][] = [];
  let used = Infinity;
  let width = 0;
  for (const row of rows) {
    const part = parts.at(-1) ?? [];
    const isShared = part.at(-1)?.group === row.group;
    const size = row.text.ids.length + (isShared ? 0 : row.promptIds.length);
    const widened = Math.max(width, predictionWidth([row]));
    if (used + size > slots || (part.length + 1) * widened > slots) {
      parts.push([row]);
      used = row.promptIds.length + row.text.ids.length;
      width = predictionWidth([row]);
    } else {
      part.push(row);
      used += size;
      width = widened;
    }
  }
  return parts;
}

/** T of a batch: the longest completion, rounded up. */
const predictionWidth = (rows: readonly SampledCompletion[]) =>
  Math.ceil(Math.max(...rows.map((row) => row.text.ids.length)) / 8) * 8;

/** Completions behind their prompt, once a group. The last token predicts nothing and is left out. */
function groupRows(rows: readonly SampledCompletion[]): RowGroup[] {
  const groups: { of: number; prefix: readonly number[]; rows: (readonly number[])[] }[] = [];
  for (const { group, promptIds, text } of rows) {
    if (groups.at(-1)?.of !== group) groups.push({ of: group, prefix: promptIds, rows: [] });
    groups[groups.length - 1].rows.push(text.ids.slice(0, -1));
  }
  return groups;
}

export function makeScoringBatch(
  rows: readonly SampledCompletion[],
  vocabulary: number,
): ScoringBatch {
  const width = predictionWidth(rows);
  const packed = packGroups(groupRows(rows), vocabulary);
  const lengths = rows.map((row) => row.text.ids.length);
  const first = rows.map(() => 0);
  const targets = new Int32Array(rows.length * width);
  rows.forEach((row, b) => targets.set(row.text.ids, b * width));
  return {
    rows,
    packed,
    predictors: predictorSlots(packed, first, lengths, width),
    targets: tf.tensor1d(targets, 'int32'),
    width,
  };
}

export function disposeScoringBatch({ packed, predictors, targets }: ScoringBatch): void {
  disposePacked(packed);
  disposeRowIndex(predictors);
  targets.dispose();
}

/** The hidden state that predicts each token [B·T,D]; zeros past a row's end. */
export const predictorStates = (
  model: Transformer,
  { packed, predictors }: Pick<ScoringBatch, 'packed' | 'predictors'>,
): Tensor2D => takeRows(hiddenStates(model, packed), predictors);

/** log π(token) at the sampling temperature, [B,T]; slots past a row's end hold a finite number. */
export function scoreTokens(
  model: Transformer,
  batch: ScoringBatch,
  temperature: number,
): Tensor2D {
  const logits = outputLogits(model, predictorStates(model, batch));
  const logprobs = tokenLogprob(logits, batch.targets, temperature);
  return logprobs.reshape([batch.rows.length, batch.width]);
}

/** Cuts a padded [B,T] array to the rows' own lengths. */
export function cutRows(values: ArrayLike<number>, { rows, width }: ScoringBatch): number[][] {
  return rows.map((row, b) =>
    Array.from({ length: row.text.ids.length }, (_, t) => values[b * width + t]),
  );
}

/** Pads rows [B,T_b] to a [B,T] tensor with zeros. */
export function padRows(values: readonly (readonly number[])[], width: number): Tensor2D {
  const padded = new Float32Array(values.length * width);
  values.forEach((row, b) => padded.set(row, b * width));
  return tf.tensor2d(padded, [values.length, width]);
}

/**
 * Log-probabilities of all rows under a frozen model [B,T].
 * @param slots token slots of a micro-batch
 */
export async function scoreFrozen(
  model: Transformer,
  rows: readonly SampledCompletion[],
  temperature: number,
  slots: number,
): Promise<number[][]> {
  const scored: number[][] = [];
  for (const part of splitRows(rows, slots)) {
    const batch = makeScoringBatch(part, model.config.vocab_size);
    const logprobs = tf.tidy(() => scoreTokens(model, batch, temperature));
    scored.push(...cutRows(await logprobs.data(), batch));
    logprobs.dispose();
    disposeScoringBatch(batch);
  }
  return scored;
}
