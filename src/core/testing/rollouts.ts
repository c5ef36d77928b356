/** A step of small rollouts with advantages from the real computation. */
import { computeAdvantages } from '../advantages.ts';
import type { Rollout } from '../rollout.ts';
import type { RunConfig } from '../runConfig.ts';

/** Two groups of three completions with three tokens each; the last completion is outside the loss. */
export function stepOf(config: RunConfig, values: number[][] | null = null): Rollout[] {
  const groups = [0, 0, 0, 1, 1, 1];
  const parts = [
    [0.1, 1, 1],
    [0.1, 0.5, 0],
    [0, 0, 0],
    [0.1, 1, 0],
    [0.1, 1, 0],
    [0.1, 0, 0],
  ];
  const rewards = parts.map(([parse, functional, secure]) => 0 + parse + functional + secure);
  const tokenRewards = [
    [0, 0.2, 0.2],
    [-0.5, 0, -0.5],
    [0, 0, 0],
    [0, 0.2, 0],
    [0, 0, -1],
    [0, 0, 0],
  ];
  const completionMask = groups.map((_, b) => (b === 5 ? [0, 0, 0] : [1, 1, 1]));
  const oldLogprobs = groups.map((_, b) => [-0.3 - b / 7, -1.1, -0.2]);
  const refLogprobs = groups.map((_, b) => [-0.4, -1.1 - b / 9, -0.25]);
  const entropy = groups.map((_, b) => [0.1 * b, 0.7, 0.4]);
  const input = {
    rewards,
    groups,
    completionMask,
    tokenRewards,
    oldLogprobs,
    refLogprobs,
    entropy,
  };
  const credited = computeAdvantages({ ...input, values }, config);
  return groups.map((group, b) => ({
    step: 1,
    group,
    index: b % 3,
    prompt: '',
    family: 'f',
    pair: {
      id: 'p',
      prompt: '',
      vulnerable: 'a',
      secure: 'b',
      cwe: 'CWE-1',
      language: 'javascript',
    },
    comparedWith: 'reference',
    contrast: null,
    completion: 'abc',
    tokens: ['a', 'b', 'c'],
    isTruncated: b === 5,
    completionMask: completionMask[b],
    outcome: { parses: true, cases: [], stopped: 'none', elapsedMs: 0 },
    reward: rewards[b],
    rewardParts: ['parse', 'functional', 'secure'].map((name, i) => ({
      name,
      value: i === 0 ? parts[b][0] / 0.1 : parts[b][i],
      weight: i === 0 ? 0.1 : 1,
    })),
    groupRewards: rewards.filter((_, i) => groups[i] === group),
    outcomeAdvantages: credited.outcomeAdvantages[b],
    tokenRewards: tokenRewards[b],
    tokenAdvantages: credited.tokenAdvantages[b],
    klRewards: credited.klRewards[b],
    klAdvantages: credited.klAdvantages[b],
    advantageShift: credited.advantageShift,
    entropyMask: credited.entropyMask[b],
    advantages: credited.advantages[b],
    values: values?.[b] ?? null,
    provenance: [],
    oldLogprobs: oldLogprobs[b],
    refLogprobs: refLogprobs[b],
    logprobs: oldLogprobs[b],
    kl: [0, 0, 0],
    ratio: [1, 1, 1],
    isClipped: [0, 0, 0],
    entropy: entropy[b],
  }));
}
