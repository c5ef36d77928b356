/**
 * Completions for other tools, one JSON line each. The first columns are those of TRL's completions table: step (a
 * text there, too), prompt, completion, one column a reward function, advantage. What TRL has not comes after them.
 */
import type { Rollout } from '../core/rollout.ts';

/** TRL's columns; the arrays behind them hold one entry a completion token [T]. */
function completionRow(rollout: Rollout): Record<string, unknown> {
  const { step, prompt, completion, rewardParts, advantages, completionMask } = rollout;
  const inLoss = advantages.filter((_, t) => completionMask[t] !== 0);
  return {
    step: String(step),
    prompt,
    completion,
    ...Object.fromEntries(rewardParts.map(({ name, value }) => [name, value])),
    // TRL has one advantage a completion: here the mean of the tokens in the loss.
    advantage: inLoss.length === 0 ? 0 : inLoss.reduce((a, b) => a + b, 0) / inLoss.length,
    reward: rollout.reward,
    group: rollout.group,
    index: rollout.index,
    family: rollout.family,
    cwe: rollout.pair.cwe,
    is_truncated: rollout.isTruncated,
    tokens: rollout.tokens,
    completion_mask: completionMask,
    token_rewards: rollout.tokenRewards,
    outcome_advantages: rollout.outcomeAdvantages,
    token_advantages: rollout.tokenAdvantages,
    advantages,
    old_per_token_logps: rollout.oldLogprobs,
    ref_per_token_logps: rollout.refLogprobs,
    per_token_logps: rollout.logprobs,
    ratio: rollout.ratio,
    is_clipped: rollout.isClipped,
    entropy: rollout.entropy,
  };
}

export const completionsJsonl = (rollouts: readonly Rollout[]): string =>
  rollouts.map((rollout) => `${JSON.stringify(completionRow(rollout))}\n`).join('');
