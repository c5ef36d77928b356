/** The scalars of one step and of one evaluation, from its arrays; see the table in metrics.ts. */
import type { CriticMetricName } from './criticMetrics.ts';
import type { MetricName } from './metrics.ts';
import type { PolicyLoss } from './objective.ts';
import { isFuncSec, isFunctional, isSecure, isTested, type Outcome } from './outcome.ts';
import { rewardPartNames, type RewardPart, type RewardPartName } from './outcomeReward.ts';
import { mapTokens, maskedMean, type PerToken } from './perToken.ts';
import { mean, std } from './statistics.ts';

/** What one step produced. [B] is one entry a completion, [B,T] one a completion token. */
export interface StepArrays {
  readonly outcomes: readonly Outcome[];
  readonly rewards: readonly number[];
  readonly rewardParts: readonly (readonly RewardPart[])[];
  /** Which prompt each completion belongs to [B]. */
  readonly groups: readonly number[];
  /** Tokens of each completion, end token included, masked or not [B]. */
  readonly lengths: readonly number[];
  /** Tokens of the secure side of each completion's pair [B]. */
  readonly referenceLengths: readonly number[];
  /** Completions that write a part of the repair more often than it does [B]. */
  readonly repeatsMarked: readonly boolean[];
  readonly isTruncated: readonly boolean[];
  readonly completionMask: PerToken;
  readonly tokenRewards: PerToken;
  readonly entropy: PerToken;
  /** What the update saw; from policyLoss or from the same loss on the accelerator. */
  readonly policy: Pick<PolicyLoss, 'loss' | 'kl' | 'isClipped' | 'clipLow' | 'clipHigh'>;
}

/** Metrics only a clock, an optimizer or an evaluation knows. */
type ComputedElsewhere =
  CriticMetricName | 'objective/kl_coef' | 'sft/loss' | 'grad_norm' | 'num_tokens' | 'step_time';
export type EvaluationMetricName = Extract<MetricName, `eval/${string}`>;
/** Of these a step has the ones of its tasks: those with tests have other parts than those without. */
type PartMetricName = `rewards/${RewardPartName}/mean`;
export type StepMetricName = Exclude<
  MetricName,
  ComputedElsewhere | EvaluationMetricName | PartMetricName
>;
export type StepMetrics = Record<StepMetricName, number> & Partial<Record<PartMetricName, number>>;

/** All metrics of a step that its arrays determine; shares of nothing are 0. */
export function stepMetrics(step: StepArrays): StepMetrics {
  const { completionMask, policy } = step;
  const tested = step.outcomes.filter(isTested);
  return {
    loss: policy.loss,
    kl: maskedMean(policy.kl, completionMask),
    entropy: maskedMean(step.entropy, completionMask),
    'clip_ratio/low_mean': policy.clipLow,
    'clip_ratio/high_mean': policy.clipHigh,
    'clip_ratio/region_mean': policy.clipLow + policy.clipHigh,
    ...rewardMetrics(step),
    ...tokenRewardMetrics(step),
    'hack/parse_fail': share(tested.map((outcome) => !outcome.parses)),
    'hack/length_collapse': share(step.lengths.map((n, b) => n < step.referenceLengths[b] / 2)),
    'hack/repeated_marked': share(step.repeatsMarked),
    'completions/mean_length': mean(step.lengths),
    'completions/clipped_ratio': share(step.isTruncated),
  };
}

/** Scores of one completion per validation prompt; only those with tests count. */
export function evaluationMetrics(all: readonly Outcome[]): Record<EvaluationMetricName, number> {
  const outcomes = all.filter(isTested);
  return {
    'eval/func-sec@1': share(outcomes.map(isFuncSec)),
    'eval/func@1': share(outcomes.map(isFunctional)),
    'eval/sec@1': share(outcomes.map(isSecure)),
  };
}

function rewardMetrics({ rewards, rewardParts, groups }: StepArrays) {
  const spreads = [...new Set(groups)].map((g) => std(rewards.filter((_, b) => groups[b] === g)));
  return {
    reward: mean(rewards),
    reward_std: mean(spreads),
    frac_reward_zero_std: share(spreads.map((spread) => spread === 0)),
    ...partMetrics(rewardParts.flat()),
  };
}

/** The mean of each part over the completions that have it. */
function partMetrics(parts: readonly RewardPart[]): Partial<Record<PartMetricName, number>> {
  const means: Partial<Record<PartMetricName, number>> = {};
  for (const name of rewardPartNames) {
    const values = parts.filter((part) => part.name === name).map(({ value }) => value);
    if (values.length > 0) means[`rewards/${name}/mean`] = mean(values);
  }
  return means;
}

function tokenRewardMetrics({ completionMask, tokenRewards, policy }: StepArrays) {
  const shareWhere = (is: (reward: number) => boolean) =>
    maskedMean(
      mapTokens(tokenRewards, (r) => (is(r) ? 1 : 0)),
      completionMask,
    );
  const within = (is: (reward: number) => boolean) =>
    mapTokens(completionMask, (m, b, t) => (m !== 0 && is(tokenRewards[b][t]) ? 1 : 0));
  const rewarded = within((r) => r !== 0);
  const inLoss = completionMask.flatMap((row, b) => (row.some((m) => m !== 0) ? [b] : []));
  const sums = inLoss.map((b) =>
    tokenRewards[b].reduce((sum, r, t) => (completionMask[b][t] === 0 ? sum : sum + r), 0),
  );
  return {
    'tlr/pos_frac': shareWhere((r) => r > 0),
    'tlr/neg_frac': shareWhere((r) => r < 0),
    'tlr/neutral_frac': shareWhere((r) => r === 0),
    'tlr/sum_mean': mean(sums),
    'tlr/mask_coverage': share(inLoss.map((b) => rewarded[b].includes(1))),
    'tlr/clip_ratio_masked': maskedMean(policy.isClipped, rewarded),
    'tlr/clip_ratio_neutral': maskedMean(
      policy.isClipped,
      within((r) => r === 0),
    ),
  };
}

const share = (flags: readonly boolean[]) =>
  flags.length === 0 ? 0 : flags.filter(Boolean).length / flags.length;
