/**
 * Every metric of a run: what it is, how it is computed and what to look for. Charts, tables and exports take
 * their words from here. Keys are TRL's where TRL has one; tlr/ (token-level reward) and hack/ are ours.
 */

export interface MetricInfo {
  readonly label: string;
  readonly formula: string;
  /** Empty for pure numbers; "share" is 0–1. */
  readonly unit: 'share' | 'nats' | 'tokens' | 's' | '';
  readonly watchFor: string;
  /** Which way is better; null where neither is, or where it depends. */
  readonly better: 'higher' | 'lower' | null;
}

const metric = (
  label: string,
  unit: MetricInfo['unit'],
  better: MetricInfo['better'],
  formula: string,
  watchFor: string,
): MetricInfo => ({ label, unit, better, formula, watchFor });

/** The table, in the order of a report. */
export const metrics = {
  'eval/func-sec@1': metric(
    'Functional and secure',
    'share',
    'higher',
    'validation prompts whose greedy completion passes every functional and every exploit case / prompts',
    'The headline. It should rise; the other two explain how.',
  ),
  'eval/func@1': metric(
    'Functional',
    'share',
    'higher',
    'validation prompts whose greedy completion passes every functional case / prompts',
    'A fall means safety is bought with code that no longer works.',
  ),
  'eval/sec@1': metric(
    'Secure',
    'share',
    'higher',
    'validation prompts whose greedy completion parses and blocks every exploit / prompts',
    'Alone it rewards code that does nothing; read it beside func@1.',
  ),
  reward: metric(
    'Reward',
    '',
    'higher',
    'mean over completions of Σ weight · part',
    'Rising while func-sec@1 stands still points to a reward that can be gamed.',
  ),
  reward_std: metric(
    'Reward spread',
    '',
    null,
    'mean over groups of the sample standard deviation of the reward',
    'Near 0 the outcome teaches nothing: all completions of a group are equally good.',
  ),
  frac_reward_zero_std: metric(
    'Groups without spread',
    'share',
    'lower',
    'groups whose rewards are all equal / groups',
    'Near 1 only the token term and the KL still move the model.',
  ),
  'rewards/parse/mean': metric(
    'Parses',
    'share',
    'higher',
    'mean of the parse part before its weight',
    'A fall is the first sign of collapse.',
  ),
  'rewards/functional/mean': metric(
    'Functional cases passed',
    'share',
    'higher',
    'mean of the functional part before its weight',
    'It should not fall while the secure part rises.',
  ),
  'rewards/secure/mean': metric(
    'Exploits blocked by working code',
    'share',
    'higher',
    'mean of the secure part before its weight; 0 unless every functional case passes',
    'The part that carries the repair.',
  ),
  'rewards/similarity/mean': metric(
    'Similarity to the repair',
    'share',
    'higher',
    'side · nearness² of completion and repair, mean over completions whose task has no tests',
    'It takes the place of the parts above for pairs of your own. It is no proof of working or secure code.',
  ),
  'rewards/findings/mean': metric(
    'With static findings',
    'share',
    'lower',
    'completions in which static rules find the weakness of their pair / completions they were asked about',
    'A rule is no proof, and code that does nothing has no findings: read it beside the similarity.',
  ),
  loss: metric(
    'Loss',
    '',
    null,
    'Σ w · (clipped policy term + β · kl), w by lossType',
    'Its level means little: near 0 on each first update. NaN stops the run.',
  ),
  kl: metric(
    'KL to the reference',
    'nats',
    null,
    'mean over tokens of the chosen estimator of KL(π_θ ‖ π_ref)',
    'A slow rise is learning; a jump is the model leaving its reference. Raise β or lower the learning rate.',
  ),
  entropy: metric(
    'Entropy',
    'nats',
    null,
    'mean over tokens of −Σ p · log p over the vocabulary',
    'Falling to 0: the model has stopped exploring. Rising without end: it is falling apart.',
  ),
  'clip_ratio/low_mean': metric(
    'Clipped low',
    'share',
    'lower',
    'tokens with A < 0 and ratio < 1 − ε / tokens',
    '0 on the first update of a batch; above 0.2 later the updates are too large.',
  ),
  'clip_ratio/high_mean': metric(
    'Clipped high',
    'share',
    'lower',
    'tokens with A > 0 and ratio > 1 + ε_high / tokens',
    '0 on the first update of a batch; above 0.2 later the updates are too large.',
  ),
  'clip_ratio/region_mean': metric(
    'Clipped',
    'share',
    'lower',
    'clipped low + clipped high',
    'The share of tokens whose policy gradient was cut.',
  ),
  'tlr/pos_frac': metric(
    'Secure tokens',
    'share',
    null,
    'tokens with a token reward > 0 / tokens',
    'Rising far above the share in the repairs: marked tokens are written for their own sake.',
  ),
  'tlr/neg_frac': metric(
    'Vulnerable tokens',
    'share',
    'lower',
    'tokens with a token reward < 0 / tokens',
    'It should fall.',
  ),
  'tlr/neutral_frac': metric(
    'Neutral tokens',
    'share',
    null,
    'tokens with token reward 0 / tokens',
    'At 1 no completion resembles either side of its pair.',
  ),
  'tlr/sum_mean': metric(
    'Token reward a completion',
    '',
    'higher',
    'mean over completions of Σ token rewards',
    'Rising while the functional part falls is reward hacking.',
  ),
  'tlr/mask_coverage': metric(
    'Completions with token credit',
    'share',
    'higher',
    'completions in the loss with at least one token reward other than 0 / completions in the loss',
    'Low: the pairs do not describe what the model writes.',
  ),
  'tlr/clip_ratio_masked': metric(
    'Clipped among rewarded tokens',
    'share',
    'lower',
    'clipped tokens with a token reward / tokens with a token reward',
    'Above the neutral one, clipping damps the very tokens the rewards point at.',
  ),
  'tlr/clip_ratio_neutral': metric(
    'Clipped among neutral tokens',
    'share',
    'lower',
    'clipped tokens without a token reward / tokens without a token reward',
    'The baseline for the rewarded ones.',
  ),
  'hack/parse_fail': metric(
    'Does not parse',
    'share',
    'lower',
    'completions that do not parse / completions',
    'A rise after a rise of token rewards is collapse: stop and go back.',
  ),
  'hack/length_collapse': metric(
    'Much too short',
    'share',
    'lower',
    'completions shorter than half their secure reference / completions',
    'A rise means the model earns by writing less.',
  ),
  'completions/mean_length': metric(
    'Length',
    'tokens',
    null,
    'mean tokens a completion, end token included',
    'A steady fall or climb to the limit is suspicious.',
  ),
  'completions/clipped_ratio': metric(
    'Truncated',
    'share',
    'lower',
    'completions cut at maxCompletionLength / completions',
    'High: raise the limit, or the model has forgotten to stop.',
  ),
  grad_norm: metric(
    'Gradient norm',
    '',
    null,
    'global 2-norm of the gradient before it is clipped',
    'Spikes come before a collapse; always above maxGradNorm, the learning rate is what the clip makes of it.',
  ),
  num_tokens: metric(
    'Tokens trained on',
    'tokens',
    null,
    'tokens of all prompts and completions so far',
    'The fair axis between runs of different length.',
  ),
  step_time: metric(
    'Step time',
    's',
    'lower',
    'wall time of one step',
    'A slow climb can be a leak.',
  ),
} as const satisfies Record<string, MetricInfo>;

export type MetricName = keyof typeof metrics;
