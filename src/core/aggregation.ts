/** How per-token losses [B,T] become one number: each way is a fixed weight per token. */
import { countTokens, type PerToken } from './perToken.ts';
import type { RunConfig } from './runConfig.ts';

export type AggregationSettings = Pick<RunConfig, 'lossType' | 'maxCompletionLength'>;

/**
 * Weights w [B,T], 0 outside the mask, with loss = Σ w·loss_t. Taken from the whole batch, they make the
 * losses of its micro-batches add up to the loss of the batch. N is the number of tokens in the mask, n_b of
 * completion b, B′ the completions with any:
 * token-mean 1/N · seq-mean-token-mean 1/(B′·n_b) · seq-mean-token-sum 1/B′ ·
 * dr-grpo 1/(B·maxCompletionLength), the same for every batch.
 * verl agg_loss; dr-grpo as in TRL, which is verl's seq-mean-token-sum-norm divided by B.
 */
export function aggregationWeights(
  completionMask: PerToken,
  { lossType, maxCompletionLength }: AggregationSettings,
): number[][] {
  const tokens = countTokens(completionMask);
  const lengths = completionMask.map((row) => countTokens([row]));
  const completions = lengths.filter((n) => n > 0).length;
  const weightOf = (b: number): number => {
    switch (lossType) {
      case 'token-mean':
        return 1 / tokens;
      case 'seq-mean-token-mean':
        return 1 / (completions * lengths[b]);
      case 'seq-mean-token-sum':
        return 1 / completions;
      case 'dr-grpo':
        return 1 / (completionMask.length * maxCompletionLength);
    }
  };
  return completionMask.map((row, b) => row.map((m) => (m === 0 ? 0 : weightOf(b))));
}
