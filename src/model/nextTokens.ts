/** What a model would write next, at each place of a completion: one forward over the whole text, as in training. */
import * as tf from '@tensorflow/tfjs';
import { FailureError } from '../core/failure.ts';
import { makeRowIndex, takeRows } from '../engine/kernels/rows/rows.ts';
import { brokenOutput } from './generation.ts';
import { disposePacked, packRows } from './packing.ts';
import { describePlace, type Place } from './tokenPlaces.ts';
import { hiddenStates, outputLogits, type Transformer } from './transformer.ts';

/** Places whose logits are on the device at once. */
const placesAtOnce = 64;

/**
 * @param prompt token ids, not empty
 * @param ids [T] of a completion, the end token included where it has one
 * @param count how many tokens of each place
 * @returns [T], and one place more where the completion has not ended
 * @throws FailureError 'not-finite' when the weights are broken
 */
export async function nextTokens(
  model: Transformer,
  prompt: readonly number[],
  ids: readonly number[],
  count: number,
): Promise<Place[]> {
  const { vocab_size: vocabulary, eos_token_id: endToken } = model.config;
  const total = ids.at(-1) === endToken ? ids.length : ids.length + 1;
  const packed = packRows([[...prompt, ...ids]], vocabulary);
  const hidden = tf.tidy(() => hiddenStates(model, packed));
  disposePacked(packed);
  const places: Place[] = [];
  try {
    for (let from = 0; from < total; from += placesAtOnce) {
      const length = Math.min(placesAtOnce, total - from);
      // The slot before a token predicts it.
      const slots = Int32Array.from({ length }, (_, i) => prompt.length - 1 + from + i);
      const logits = tf.tidy(() =>
        outputLogits(model, takeRows(hidden, makeRowIndex(slots, packed.size))),
      );
      const values = await logits.data<'float32'>().finally(() => logits.dispose());
      slots.forEach((_, i) => {
        const row = values.subarray(i * vocabulary, (i + 1) * vocabulary);
        const place = describePlace(row, ids[from + i] ?? null, count);
        if (place === null) throw new FailureError(brokenOutput);
        places.push(place);
      });
    }
  } finally {
    hidden.dispose();
  }
  return places;
}
