/**
 * Puts rows of different lengths behind each other, so that no kernel works on padding, and computes what
 * rows begin with once: the completions of a group share their prompt. Sizes are rounded up to buckets:
 * few distinct shapes keep tfjs's buffer pool and the memory flat.
 */
import * as tf from '@tensorflow/tfjs';
import type { TokenPlaces } from '../engine/kernels/attention/rotaryAttention.ts';
import { disposeRowIndex, makeRowIndex, type RowIndex } from '../engine/kernels/rows/rows.ts';

const bucket = 512;

/** Rows that begin alike. */
export interface RowGroup {
  /** Tokens that each row begins with; may be empty. */
  readonly prefix: readonly number[];
  /** Each row's own tokens after the prefix. Prefix and row are not both empty. */
  readonly rows: readonly (readonly number[])[];
}

/** A packed batch: N token slots, the rows' tokens first and one-token filler rows after them. */
export interface PackedRows {
  readonly embedding: RowIndex;
  readonly places: TokenPlaces;
  /** First slot of each row's own tokens, over all groups. */
  readonly starts: readonly number[];
  /** The slot before it in the row: the last one of the prefix, or −1 where that is empty. */
  readonly before: readonly number[];
  /** N. */
  readonly size: number;
}

/** Rounds a token count up to the next bucket. */
export const bucketSize = (count: number) => Math.ceil(count / bucket) * bucket;

/** Packs rows that share nothing. @param rows token ids of each row, none empty */
export const packRows = (rows: readonly (readonly number[])[], vocabulary: number): PackedRows =>
  packGroups(
    rows.map((row) => ({ prefix: [], rows: [row] })),
    vocabulary,
  );

/** @returns tensors that the caller disposes with disposePacked */
export function packGroups(groups: readonly RowGroup[], vocabulary: number): PackedRows {
  const used = groups.reduce(
    (sum, { prefix, rows }) => sum + prefix.length + rows.reduce((n, row) => n + row.length, 0),
    0,
  );
  const size = bucketSize(used);
  const ids = new Int32Array(size);
  const positions = new Int32Array(size);
  const ends = Int32Array.from({ length: size }, (_, n) => n + 1);
  // A filler slot sees itself alone.
  const spans = Int32Array.from({ length: 4 * size }, (_, i) => (i % 4 === 3 ? 0 : i >> 2));
  const starts: number[] = [];
  const before: number[] = [];
  let next = 0;
  for (const { prefix, rows } of groups) {
    const start = next;
    const prefixEnd = start + prefix.length;
    const groupEnd = rows.reduce((n, row) => n + row.length, prefixEnd);
    const place = (own: readonly number[], sharedEnd: number, end: number) => {
      const first = next;
      for (const id of own) {
        const position = sharedEnd - start + (next - first);
        ids[next] = id;
        positions[next] = position;
        ends[next] = end;
        spans.set([start, sharedEnd, first, position], 4 * next);
        next++;
      }
    };
    place(prefix, start, groupEnd);
    for (const row of rows) {
      starts.push(next);
      before.push(prefix.length > 0 ? prefixEnd - 1 : -1);
      place(row, prefixEnd, next + row.length);
    }
  }
  return {
    embedding: makeRowIndex(ids, vocabulary),
    places: {
      positions: tf.tensor1d(positions, 'int32'),
      spans: tf.tensor2d(spans, [size, 4], 'int32'),
      ends: tf.tensor1d(ends, 'int32'),
    },
    starts,
    before,
    size,
  };
}

export function disposePacked({ embedding, places }: PackedRows): void {
  disposeRowIndex(embedding);
  tf.dispose([places.positions, places.spans, places.ends]);
}

/**
 * For each row r and t < T, the slot that predicts its own token `from[r] + t`; slots past `lengths[r]`
 * own tokens are −1. Rows of a group share the slot that predicts their first token.
 * @param from first predicted token of each row; 0 only after a prefix
 * @param lengths own tokens to predict up to; one more than were packed, where the last is not an input
 * @returns index of [B·T] slots
 */
export function predictorSlots(
  packed: PackedRows,
  from: readonly number[],
  lengths: readonly number[],
  width: number,
): RowIndex {
  const slots = new Int32Array(lengths.length * width).fill(-1);
  lengths.forEach((length, r) => {
    for (let t = 0; t < width && from[r] + t < length; t++) {
      const own = from[r] + t - 1;
      slots[r * width + t] = own < 0 ? packed.before[r] : packed.starts[r] + own;
    }
  });
  return makeRowIndex(slots, packed.size);
}
