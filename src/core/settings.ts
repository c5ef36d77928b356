/**
 * Every setting of a run, in one table: default, range, meaning and source. Forms, the URL and the
 * command line are made from it. Names are TRL's GRPOConfig names in camelCase where TRL has one.
 */

import type { Setting } from './setting.ts';

const ours = 'PatchGrad; the paper is silent';

/** The table. Order is the order of the form. */
// One line for kind and range keeps a setting readable at a glance.
// prettier-ignore
export const settings = {
  seed: {
    kind: 'integer', default: 1, min: 0, max: 2 ** 31 - 1, group: 'run',
    label: 'Seed',
    meaning: 'Every random draw of the run derives from it.',
    source: 'TRL',
  },
  maxSteps: {
    kind: 'integer', default: 35, min: 1, max: 100_000, group: 'run',
    label: 'Steps',
    meaning: 'Optimizer steps after which the run stops.',
    source: 'TRL max_steps',
  },
  evalSteps: {
    kind: 'integer', default: 5, min: 1, max: 1000, group: 'run',
    label: 'Evaluate every',
    meaning: 'Steps between two evaluations on the validation prompts.',
    source: 'TRL eval_steps',
  },
  saveSteps: {
    kind: 'integer', default: 5, min: 1, max: 1000, group: 'run',
    label: 'Checkpoint every',
    meaning: 'Steps between two checkpoints, from which a run goes on when the graphics device is lost.',
    source: 'TRL save_steps',
  },
  evalPrompts: {
    kind: 'integer', default: 70, min: 8, max: 512, group: 'run',
    label: 'Validation prompts',
    meaning: 'Held-out prompts scored at each evaluation, one greedy completion each.',
    source: ours,
  },
  promptsPerStep: {
    kind: 'integer', default: 8, min: 1, max: 256, group: 'rollout',
    label: 'Prompts a step',
    meaning: 'Distinct prompts sampled for one step.',
    source: 'TRL generation_batch_size / num_generations',
  },
  numGenerations: {
    kind: 'integer', default: 8, min: 2, max: 64, group: 'rollout',
    label: 'Completions a prompt',
    meaning: 'Size of the group whose mean is the baseline.',
    source: 'TRL num_generations',
  },
  maxCompletionLength: {
    kind: 'integer', default: 96, min: 8, max: 512, group: 'rollout',
    label: 'Longest completion',
    meaning: 'Tokens after which a completion is cut.',
    source: 'TRL max_completion_length',
  },
  temperature: {
    kind: 'number', default: 1, min: 0.05, max: 2, group: 'rollout',
    label: 'Temperature',
    meaning: 'Divides the logits when sampling and in the loss.',
    source: 'TRL temperature',
  },
  topK: {
    kind: 'integer', default: 0, min: 0, max: 1_000_000, group: 'rollout',
    label: 'Top-k',
    meaning: 'Samples among the k most likely tokens only; 0 turns it off. The loss keeps the whole distribution, so cutting it makes the policy gradient slightly off-policy.',
    source: 'TRL top_k, off by default',
  },
  topP: {
    kind: 'number', default: 1, min: 0.01, max: 1, group: 'rollout',
    label: 'Top-p',
    meaning: 'Samples among the most likely tokens that hold this share of the probability, after top-k; 1 turns it off. Off-policy, as top-k.',
    source: 'TRL top_p',
  },
  functionalWeight: {
    kind: 'number', default: 1, min: 0, max: 10, group: 'reward',
    label: 'Functional weight',
    meaning: 'Weight of the share of functional cases passed.',
    source: ours,
  },
  secureWeight: {
    kind: 'number', default: 1, min: 0, max: 10, group: 'reward',
    label: 'Func-sec weight',
    meaning: 'Weight of the exploits blocked, counted only when all functional cases pass.',
    source: ours,
  },
  parseWeight: {
    kind: 'number', default: 0.1, min: 0, max: 10, group: 'reward',
    label: 'Parse weight',
    meaning: 'Weight of a completion that parses and defines the function.',
    source: ours,
  },
  similarityWeight: {
    kind: 'number', default: 1, min: 0, max: 10, group: 'reward',
    label: 'Similarity weight',
    meaning: 'Pairs of your own only, which have no tests: weight of the similarity to the repair.',
    source: ours,
  },
  findingWeight: {
    kind: 'number', default: 0.5, min: 0, max: 10, group: 'reward',
    label: 'Finding weight',
    meaning: 'Pairs of your own only: taken off where static rules find the weakness of the pair in the completion.',
    source: ours,
  },
  alpha: {
    kind: 'number', default: 0.2, min: 0, max: 10, group: 'reward',
    label: 'Secure token reward α',
    meaning: 'Reward of each token aligned to what the repair added.',
    source: 'SRCode: α = 0.2',
  },
  vulnerablePenalty: {
    kind: 'number', default: 1, min: 0, max: 10, group: 'reward',
    label: 'Vulnerable total R⁻',
    meaning: 'Penalty of one completion, spread evenly over its vulnerable tokens.',
    source: 'SRCode: uniform spread; size ' + ours,
  },
  tokenRewardScheme: {
    kind: 'choice', default: 'paper', choices: ['paper', 'balanced'], group: 'reward',
    label: 'Token reward scheme',
    meaning: 'paper: α a secure token, R⁻ spread. balanced: each hunk is worth the same.',
    source: 'SRCode; balanced is ' + ours,
  },
  diffLevel: {
    kind: 'choice', default: 'lexeme', choices: ['lexeme', 'token', 'char'], group: 'mask',
    label: 'Diff level',
    meaning: 'Units of the minimal edit script that makes the security mask.',
    source: 'char: SVEN; lexeme and token: ' + ours,
  },
  bridgeGaps: {
    kind: 'flag', default: false, group: 'mask',
    label: 'Bridge gaps',
    meaning: 'Also marks a single unmarked token between two marked ones.',
    source: 'SafeCoder',
  },
  advantageEstimator: {
    kind: 'choice', default: 'grpo', choices: ['grpo', 'rloo', 'reinforce++'], group: 'advantage',
    label: 'Estimator',
    meaning: 'How the outcome reward becomes an advantage.',
    source: 'verl adv_estimator',
  },
  scaleRewards: {
    kind: 'choice', default: 'group', choices: ['group', 'batch', 'none'], group: 'advantage',
    label: 'Scale rewards',
    meaning: 'Standard deviation that divides the outcome advantage (none: Dr. GRPO).',
    source: 'TRL scale_rewards',
  },
  tokenAdvantageWeight: {
    kind: 'number', default: 1, min: 0, max: 10, group: 'advantage',
    label: 'Token term λ',
    meaning: 'Weight of the token rewards in the advantage; 0 trains on the outcome alone.',
    source: ours,
  },
  tokenGamma: {
    kind: 'number', default: 0, min: 0, max: 1, group: 'advantage',
    label: 'Token discount γ',
    meaning: 'Discount of later token rewards; 0 keeps credit on the token that earned it.',
    source: ours,
  },
  maskTruncatedCompletions: {
    kind: 'flag', default: true, group: 'loss',
    label: 'Mask truncated',
    meaning: 'Leaves completions cut at the length limit out of the loss.',
    source: 'TRL mask_truncated_completions',
  },
  epsilon: {
    kind: 'number', default: 0.2, min: 0.01, max: 1, group: 'loss',
    label: 'Clip ε low',
    meaning: 'The ratio is clipped below at 1 − ε.',
    source: 'TRL epsilon',
  },
  epsilonHigh: {
    kind: 'number', default: 0.28, min: 0.01, max: 5, group: 'loss',
    label: 'Clip ε high',
    meaning: 'The ratio is clipped above at 1 + ε.',
    source: 'TRL epsilon_high; DAPO: 0.28',
  },
  delta: {
    kind: 'number', default: 3, min: 1.01, max: 100, group: 'loss',
    label: 'Dual clip c',
    meaning: 'Upper bound of the ratio where the advantage is negative.',
    source: 'TRL delta; verl clip_ratio_c: 3',
  },
  beta: {
    kind: 'number', default: 0.02, min: 0, max: 10, group: 'loss',
    label: 'KL weight β',
    meaning: 'Weight of the KL term to the frozen reference in the loss.',
    source: 'TRL beta',
  },
  klEstimator: {
    kind: 'choice', default: 'k3', choices: ['k1', 'k2', 'k3'], group: 'loss',
    label: 'KL estimator',
    meaning: 'Per-token estimate of the KL divergence from log-probabilities.',
    source: 'Schulman; verl kl_penalty',
  },
  lossType: {
    kind: 'choice', default: 'token-mean', group: 'loss', choices: ['token-mean', 'seq-mean-token-mean', 'seq-mean-token-sum', 'dr-grpo'],
    label: 'Aggregation',
    meaning: 'How per-token losses [B,T] become one number.',
    source: 'verl loss_agg_mode; TRL loss_type',
  },
  numIterations: {
    kind: 'integer', default: 1, min: 1, max: 16, group: 'optimizer',
    label: 'Updates a batch',
    meaning: 'Optimizer updates on each batch of rollouts; from the second on the ratio leaves 1.',
    source: 'TRL num_iterations',
  },
  learningRate: {
    kind: 'number', default: 2.5e-4, min: 0, max: 0.1, group: 'optimizer',
    label: 'Learning rate',
    meaning: 'AdamW step size at the first step.',
    source: ours,
  },
  lrSchedulerType: {
    kind: 'choice', default: 'linear', choices: ['linear', 'constant'], group: 'optimizer',
    label: 'Schedule',
    meaning: 'linear: the learning rate falls to nearly zero over the run.',
    source: 'TRL lr_scheduler_type',
  },
  weightDecay: {
    kind: 'number', default: 0, min: 0, max: 1, group: 'optimizer',
    label: 'Weight decay',
    meaning: 'Decoupled decay of matrices; norms are not decayed.',
    source: 'TRL weight_decay',
  },
  maxGradNorm: {
    kind: 'number', default: 0.3, min: 0.01, max: 1000, group: 'optimizer',
    label: 'Gradient clip',
    meaning: 'Global norm to which the gradient is scaled down.',
    source: 'TRL max_grad_norm, there 1; smaller keeps more of what the base can do',
  },
} as const satisfies Record<string, Setting>;
