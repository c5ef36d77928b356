/**
 * The rollouts of a step, a few at a time: reading and checking 64 completions of 512 tokens at once would hold the
 * page up for several frames.
 */
import { z } from 'zod';
import { rolloutSchema, type Rollout } from '../core/rollout.ts';

export const rolloutSliceSchema = z.object({
  rollouts: z.array(rolloutSchema),
  /** How many the step has. */
  total: z.number().int().nonnegative(),
});
export type RolloutSlice = z.infer<typeof rolloutSliceSchema>;

/** Tokens in a slice: about a third of a frame's work on two slow cores. */
const sliceTokens = 2048;

/** The rollouts from `from` on whose tokens fit into a slice, and at least one if there is one. */
export function sliceRollouts(rollouts: readonly Rollout[], from: number): RolloutSlice {
  let end = from;
  let tokens = 0;
  while (
    end < rollouts.length &&
    (end === from || tokens + rollouts[end].tokens.length <= sliceTokens)
  ) {
    tokens += rollouts[end].tokens.length;
    end += 1;
  }
  return { rollouts: rollouts.slice(from, end), total: rollouts.length };
}
