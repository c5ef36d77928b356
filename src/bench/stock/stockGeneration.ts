/** Sampling from the stock model at temperature 1, with a cache that grows by concatenation. */
import * as tf from '@tensorflow/tfjs';
import type { Tensor2D } from '@tensorflow/tfjs';
import { stockForward, type LayerCache, type StockModel } from './stockModel.ts';

/**
 * @param prompts [B,P] int32
 * @returns [B,steps] token ids, read back once at the end
 */
export async function generateStock(
  model: StockModel,
  prompts: Tensor2D,
  steps: number,
): Promise<number[][]> {
  const sampled: Tensor2D[] = [];
  let caches: LayerCache[] | null = null;
  let ids = prompts;
  for (let step = 0; step < steps; step++) {
    const next = tf.tidy(() => advance(model, ids, caches, step));
    if (caches) disposeCaches(caches);
    caches = next.caches;
    ids = next.ids;
    sampled.push(ids);
  }
  if (caches) disposeCaches(caches);
  const all = tf.concat(sampled, 1);
  const values = await all.array();
  tf.dispose([all, ...sampled]);
  return values;
}

function advance(
  model: StockModel,
  ids: Tensor2D,
  past: readonly LayerCache[] | null,
  step: number,
): { ids: Tensor2D; caches: LayerCache[] } {
  const [rows, width] = ids.shape;
  const { logits, caches } = stockForward(model, ids, past);
  const vocabulary = model.config.vocab_size;
  const last = logits.reshape([rows, width, vocabulary]).slice([0, width - 1, 0], [-1, 1, -1]);
  const drawn = tf.multinomial(last.as2D(rows, vocabulary), 1, step + 1);
  return { ids: drawn.as2D(rows, 1), caches };
}

const disposeCaches = (caches: readonly LayerCache[]) =>
  caches.forEach(({ keys, values }) => tf.dispose([keys, values]));
