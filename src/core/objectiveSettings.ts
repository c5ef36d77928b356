/** The settings of advantages, loss and optimizer: the last three groups of the table in settings.ts. */
import type { Setting } from './setting.ts';

const ours = 'PatchGrad; the paper is silent';

// One line for kind and range keeps a setting readable at a glance.
// prettier-ignore
export const objectiveSettings = {
  advantageEstimator: {
    kind: 'choice', default: 'grpo', choices: ['grpo', 'rloo', 'reinforce++', 'gae'], group: 'advantage',
    label: 'Estimator',
    meaning: 'How rewards become advantages. gae adds a critic, which learns what to expect before each token.',
    source: 'verl adv_estimator; SRCode: PPO with GAE',
  },
  scaleRewards: {
    kind: 'choice', default: 'group', choices: ['group', 'batch', 'none'], group: 'advantage',
    label: 'Scale rewards',
    meaning: 'grpo only: standard deviation that divides the outcome advantage (none: Dr. GRPO).',
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
    meaning: 'All but gae: discount of later token rewards; 0 keeps credit on the token that earned it.',
    source: ours,
  },
  gamma: {
    kind: 'number', default: 1, min: 0, max: 1, group: 'advantage',
    label: 'GAE discount γ',
    meaning: 'gae only: discount of later rewards. With λ = 1, too, a late penalty is charged to every earlier token.',
    source: 'TRL gamma',
  },
  lam: {
    kind: 'number', default: 0.95, min: 0, max: 1, group: 'advantage',
    label: 'GAE λ',
    meaning: 'gae only: 0 trusts the critic after one token, 1 waits for every later reward.',
    source: 'TRL lam',
  },
  whitenAdvantages: {
    kind: 'flag', default: false, group: 'advantage',
    label: 'Whiten advantages',
    meaning: 'Divides the advantages by their standard deviation over the tokens of the batch.',
    source: 'TRL PPO and verl gae, there always',
  },
  shiftMean: {
    kind: 'flag', default: false, group: 'advantage',
    label: 'Whitening shifts the mean',
    meaning: 'Takes the mean off first. Then tokens without any credit leave 0; without it zeros stay zero.',
    source: 'TRL masked_whiten shift_mean, there on',
  },
  maskTruncatedCompletions: {
    kind: 'flag', default: true, group: 'loss',
    label: 'Mask truncated',
    meaning: 'Leaves completions cut at the length limit out of the loss.',
    source: 'TRL mask_truncated_completions',
  },
  importanceSamplingLevel: {
    kind: 'choice', default: 'token', choices: ['token', 'sequence'], group: 'loss',
    label: 'Ratio of',
    meaning: 'Each token by its own ratio, or all of a completion by that of their mean log-ratio (GSPO-token).',
    source: 'TRL importance_sampling_level',
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
    meaning: 'Weight of the KL to the frozen reference; the adaptive controller starts here.',
    source: 'TRL beta',
  },
  klEstimator: {
    kind: 'choice', default: 'k3', choices: ['k1', 'k2', 'k3'], group: 'loss',
    label: 'KL estimator',
    meaning: 'Per-token estimate of the KL divergence in the loss. In the reward it is k1.',
    source: 'Schulman; verl kl_penalty',
  },
  klPlacement: {
    kind: 'choice', default: 'loss', choices: ['loss', 'reward'], group: 'loss',
    label: 'KL goes into',
    meaning: 'loss: β·kl is added to each token. reward: each token earns −β·k1 when it is sampled.',
    source: 'verl use_kl_loss, use_kl_in_reward',
  },
  klController: {
    kind: 'choice', default: 'fixed', choices: ['fixed', 'adaptive'], group: 'loss',
    label: 'KL controller',
    meaning: 'adaptive: β grows while the KL is above its target and falls while it is below.',
    source: 'verl kl_ctrl.type; Ziegler et al. 2019',
  },
  targetKl: {
    kind: 'number', default: 0.1, min: 0.0001, max: 100, group: 'loss',
    label: 'KL target',
    meaning: 'Adaptive only: mean KL a token, in nats, that β is steered to.',
    source: 'verl kl_ctrl.target_kl',
  },
  klHorizon: {
    kind: 'integer', default: 1000, min: 1, max: 10_000_000, group: 'loss',
    label: 'KL horizon',
    meaning: 'Adaptive only: β changes by at most 20 % in so many completions.',
    source: 'verl kl_ctrl.horizon, there 10000; runs are shorter here',
  },
  entropyCoef: {
    kind: 'number', default: 0, min: 0, max: 1, group: 'loss',
    label: 'Entropy bonus',
    meaning: 'Weight of the entropy that is taken off the loss of each token; keeps the policy exploring.',
    source: 'verl entropy_coeff',
  },
  topEntropyQuantile: {
    kind: 'number', default: 1, min: 0, max: 1, group: 'loss',
    label: 'Entropy filter',
    meaning: 'Only this share of the tokens, those of highest entropy when sampled, has a policy term; 1: all.',
    source: 'TRL top_entropy_quantile',
  },
  lossType: {
    kind: 'choice', default: 'token-mean', group: 'loss', choices: ['token-mean', 'seq-mean-token-mean', 'seq-mean-token-sum', 'dr-grpo'],
    label: 'Aggregation',
    meaning: 'How per-token losses [B,T] become one number.',
    source: 'verl loss_agg_mode; TRL loss_type',
  },
  vfCoef: {
    kind: 'number', default: 0.1, min: 0, max: 10, group: 'loss',
    label: 'Value loss weight',
    meaning: 'gae only: weight of the value loss. Matters most where its gradient reaches the model.',
    source: 'TRL vf_coef',
  },
  cliprangeValue: {
    kind: 'number', default: 0.2, min: 0.01, max: 100, group: 'loss',
    label: 'Value clip',
    meaning: 'gae only: how far one batch may move a value.',
    source: 'TRL cliprange_value',
  },
  criticTrunkGradient: {
    kind: 'flag', default: false, group: 'loss',
    label: 'Critic trains the model',
    meaning: 'gae only: the value loss also moves the layers that policy and critic share.',
    source: 'TRL and verl give the critic a model of its own, so there it never moves the policy',
  },
  numIterations: {
    kind: 'integer', default: 1, min: 1, max: 16, group: 'optimizer',
    label: 'Passes over a batch',
    meaning: 'How often each batch of rollouts is trained on; from the second on the ratio leaves 1.',
    source: 'TRL num_iterations, in PPO num_ppo_epochs',
  },
  numMiniBatches: {
    kind: 'integer', default: 1, min: 1, max: 64, group: 'optimizer',
    label: 'Updates a pass',
    meaning: 'Parts, drawn anew for each pass, into which a batch is cut; each gives one optimizer update.',
    source: 'TRL num_mini_batches',
  },
  targetModules: {
    kind: 'choice', default: 'upper-mlp', choices: ['upper-mlp', 'all'], group: 'optimizer',
    label: 'Trained weights',
    meaning: 'What RL changes: the MLPs of the upper half of the layers, so that attention copies names as before, or all. SFT: all.',
    source: 'PEFT target_modules and layers_to_transform; which ' + ours,
  },
  learningRate: {
    kind: 'number', default: 5e-4, min: 0, max: 0.1, group: 'optimizer',
    label: 'Learning rate',
    meaning: 'AdamW step size at the first step.',
    source: ours,
  },
  criticLearningRate: {
    kind: 'number', default: 1e-2, min: 0, max: 1, group: 'optimizer',
    label: 'Critic learning rate',
    meaning: 'gae only: AdamW step size of the value head, which starts at 0 and has few weights; no schedule.',
    source: 'verl critic.optim.lr; size ' + ours,
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
