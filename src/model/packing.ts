/**
 * Puts rows of different lengths behind each other, so that no kernel works on padding. Sizes are
 * rounded up to buckets: few distinct shapes keep tfjs's buffer pool and the memory flat.
 */
import * as tf from '@tensorflow/tfjs';
import type { TokenPlaces } from '../engine/kernels/attention/rotaryAttention.ts';
import {
  makeEmbeddingIndex,
  type EmbeddingIndex,
  type RowSelection,
} from '../engine/kernels/rows/rows.ts';

const bucket = 512;

/** A packed batch: N token slots, the rows' tokens first and one-token filler rows after them. */
export interface PackedRows {
  readonly embedding: EmbeddingIndex;
  readonly places: TokenPlaces;
  /** First slot of each row. */
  readonly starts: readonly number[];
  /** N. */
  readonly size: number;
}

/** Rounds a token count up to the next bucket. */
export const bucketSize = (count: number) => Math.ceil(count / bucket) * bucket;

/**
 * @param rows token ids of each row, none empty
 * @returns tensors that the caller disposes with disposePacked
 */
export function packRows(rows: readonly (readonly number[])[], vocabulary: number): PackedRows {
  const starts: number[] = [];
  let used = 0;
  for (const row of rows) {
    starts.push(used);
    used += row.length;
  }
  const size = bucketSize(used);
  const ids = new Int32Array(size);
  const positions = new Int32Array(size);
  const rowStart = Int32Array.from({ length: size }, (_, n) => n);
  const rowEnd = Int32Array.from({ length: size }, (_, n) => n + 1);
  rows.forEach((row, r) => {
    const end = starts[r] + row.length;
    for (let n = starts[r]; n < end; n++) {
      ids[n] = row[n - starts[r]];
      positions[n] = n - starts[r];
      rowStart[n] = starts[r];
      rowEnd[n] = end;
    }
  });
  return {
    embedding: makeEmbeddingIndex(ids, vocabulary),
    places: {
      positions: tf.tensor1d(positions, 'int32'),
      rowStart: tf.tensor1d(rowStart, 'int32'),
      rowEnd: tf.tensor1d(rowEnd, 'int32'),
    },
    starts,
    size,
  };
}

export function disposePacked({ embedding, places }: PackedRows): void {
  tf.dispose([
    embedding.ids,
    embedding.order,
    embedding.offsets,
    places.positions,
    places.rowStart,
    places.rowEnd,
  ]);
}

/**
 * Selects, for each row r and t < T, the slot that predicts token `from[r] + t` of the row; slots past
 * the row's end are −1.
 * @returns selection of [B·T] slots
 */
export function selectPredictors(
  packed: PackedRows,
  rows: readonly (readonly number[])[],
  from: readonly number[],
  width: number,
): RowSelection {
  const index = new Int32Array(rows.length * width).fill(-1);
  const inverse = new Int32Array(packed.size).fill(-1);
  rows.forEach((row, r) => {
    for (let t = 0; t < width && from[r] + t < row.length; t++) {
      const slot = packed.starts[r] + from[r] + t - 1;
      index[r * width + t] = slot;
      inverse[slot] = r * width + t;
    }
  });
  return { index: tf.tensor1d(index, 'int32'), inverse: tf.tensor1d(inverse, 'int32') };
}
