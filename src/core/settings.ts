/**
 * Every setting of a run, in one table: default, range, meaning and source. Forms, the URL and the
 * command line are made from it. Names are TRL's GRPOConfig names in camelCase where TRL has one.
 */

import { alarmSettings } from './alarmSettings.ts';
import { objectiveSettings } from './objectiveSettings.ts';
import type { Setting } from './setting.ts';
import { stageSettings } from './stageSettings.ts';

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
  ...stageSettings,
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
  pairsPerFamily: {
    kind: 'integer', default: 0, min: 0, max: 1000, group: 'run',
    label: 'Repair pairs a family',
    meaning: 'Corpus only: so many repair pairs of each family, drawn from the seed, are all that training sees; 0 is without limit.',
    source: ours,
  },
  scarcePrompts: {
    kind: 'choice', default: 'unlimited', choices: ['unlimited', 'limited'], group: 'run',
    label: 'Prompts when pairs are few',
    meaning: 'Needs a number of pairs a family. limited: prompts are those of the pairs. unlimited: by turns one of these and a fresh one, which has no reference.',
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
  missingEndPenalty: {
    kind: 'number', default: 0, min: 0, max: 10, group: 'reward',
    label: 'Missing end penalty',
    meaning: 'Taken off the outcome reward of a completion without the end token; 0: nothing. Where truncated completions are masked, it only moves the mean of their group.',
    source: 'TRL missing_eos_penalty, there None',
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
    meaning: 'Penalty of one completion, spread evenly over its vulnerable tokens; with balanced, of one hunk.',
    source: 'SRCode: uniform spread; size ' + ours,
  },
  tokenRewardScheme: {
    kind: 'choice', default: 'paper', choices: ['paper', 'balanced'], group: 'reward',
    label: 'Token reward scheme',
    meaning: 'paper: α a secure token, R⁻ spread. balanced: each hunk is worth the same whatever its length.',
    source: 'SRCode; balanced is ' + ours,
  },
  diffLevel: {
    kind: 'choice', default: 'lexeme', choices: ['lexeme', 'token', 'line', 'char', 'mix'], group: 'mask',
    label: 'Diff level',
    meaning: 'Units of the minimal edit script that makes the security mask. mix: added characters of the repair, whole lines of the vulnerable side.',
    source: 'line, char and mix: SVEN; token: SafeCoder; lexeme: ' + ours,
  },
  bridgeGaps: {
    kind: 'flag', default: false, group: 'mask',
    label: 'Bridge gaps',
    meaning: 'Also marks a single unmarked token between two marked ones.',
    source: 'SafeCoder',
  },
  insertionAnchors: {
    kind: 'flag', default: true, group: 'mask',
    label: 'Insertion anchors',
    meaning: 'Where the repair only inserts, charges the token with which a completion passes the place without the insertion. Off: a missing check costs nothing.',
    source: ours,
  },
  pairSource: {
    kind: 'choice', default: 'reference', choices: ['reference', 'group', 'both'], group: 'mask',
    label: 'Compared with',
    meaning: 'reference: the repair pair of the prompt. group: the nearest completion of the same group that the tests judge otherwise. both: the pair, and the group where the pair marks no token of a completion or training may not see it.',
    source: 'group and both: ' + ours,
  },
  shuffleMask: {
    kind: 'flag', default: false, group: 'mask',
    label: 'Shuffle the mask',
    meaning: 'Negative control: the marks of each side are permuted among its tokens by a draw from the seed, so as many tokens are marked and their place is random.',
    source: ours,
  },
  ...objectiveSettings,
  ...alarmSettings,
} as const satisfies Record<string, Setting>;
