/** Which completions of a batch go into which update of a pass. */
import type { RunConfig } from './runConfig.ts';
import { createRandom, deriveSeed } from './seeds.ts';

/**
 * The rows 0 … count − 1 in numMiniBatches parts as equal as can be (fewer where there are fewer rows), drawn
 * from the run's seed anew for each step and pass. Rows within a part keep their order, so that completions of
 * one prompt stay beside each other and share its computation; a single part is the batch as it is.
 * @param pass 0 for the first pass over the batch
 */
export function miniBatches(
  count: number,
  { seed, numMiniBatches }: Pick<RunConfig, 'seed' | 'numMiniBatches'>,
  step: number,
  pass: number,
): number[][] {
  const rows = Array.from({ length: count }, (_, row) => row);
  const parts = Math.min(numMiniBatches, count);
  const order = createRandom(deriveSeed(seed, 'minibatches', step, pass)).shuffle(rows);
  return Array.from({ length: parts }, (_, i) =>
    order
      .slice(Math.floor((i * count) / parts), Math.floor(((i + 1) * count) / parts))
      .sort((a, b) => a - b),
  );
}
