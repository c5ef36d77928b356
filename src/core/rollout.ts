/** One rollout with everything that explains its advantages; all arrays are per completion token, [T]. */
import { z } from 'zod';
import { outcomeSchema } from './outcome.ts';
import { repairPairSchema } from './pair.ts';

export const provenanceSchema = z.object({
  side: z.enum(['secure', 'vulnerable', 'neutral']),
  /**
   * matched: aligned to a marked reference token. anchor: passes the place of a missing insertion.
   * outvoted: had evidence, but its hunk was settled for the other side. tie: its hunk was not settled.
   * unmarked: no evidence. outside: not part of the loss (after the end, or truncated).
   */
  rule: z.enum(['matched', 'anchor', 'outvoted', 'tie', 'unmarked', 'outside']),
  /**
   * Where the evidence came from: the repair pair of the prompt, or another completion of the same group
   * (groupContrast.ts). Null without evidence.
   */
  source: z.enum(['reference', 'group']).nullable(),
  /** For source group: which completion of the group this one was compared with. Else null. */
  contrastIndex: z.number().int().nullable(),
  /** Index of the hunk in the pair's diff, or null without evidence. */
  hunk: z.number().int().nullable(),
  operation: z.enum(['insert', 'delete', 'replace']).nullable(),
  /** The reference token that gave the evidence. */
  reference: z
    .object({
      side: z.enum(['secure', 'vulnerable']),
      index: z.number().int(),
      /** Where the token begins in the text of its side, UTF-16 code units. */
      start: z.number().int(),
      text: z.string(),
      /** Share of the completion token's characters that matched marked characters, 0–1. */
      overlap: z.number(),
    })
    .nullable(),
});
/** Why a token has its token reward. */
export type Provenance = z.infer<typeof provenanceSchema>;

const perToken = z.array(z.number());

export const rolloutSchema = z.object({
  step: z.number().int(),
  /** Which prompt of the step, and which completion of its group. */
  group: z.number().int(),
  index: z.number().int(),
  prompt: z.string(),
  family: z.string(),
  pair: repairPairSchema,
  /** What its tokens were compared with: the pair, a completion of its group, or nothing (null). */
  comparedWith: z.enum(['reference', 'group']).nullable(),
  /**
   * The completion of the same group that this one was compared with instead of the pair, where group
   * contrast was used: the secure side if this one fails, the vulnerable side if it passes. Else null.
   */
  contrast: z.object({ index: z.number().int(), text: z.string() }).nullable(),
  completion: z.string(),
  /** Text of each token; concatenated they give the completion, the end token included as its name. */
  tokens: z.array(z.string()),
  isTruncated: z.boolean(),
  /** 1 where the token is in the loss. */
  completionMask: perToken,
  outcome: outcomeSchema,
  /** Instance-level outcome reward, with its weighted parts. */
  reward: z.number(),
  rewardParts: z.array(z.object({ name: z.string(), value: z.number(), weight: z.number() })),
  groupRewards: z.array(z.number()),
  /** The outcome's part: one number on every token, but under GAE what outcome reward and values give each. */
  outcomeAdvantages: perToken,
  tokenRewards: perToken,
  /** The token rewards' part: λ_tok · discounted token reward to go; under GAE with its γ and λ. */
  tokenAdvantages: perToken,
  /** −β·k1 in the reward of each token; 0 unless klPlacement is reward. */
  klRewards: perToken,
  /** Their part, discounted as the token rewards are. */
  klAdvantages: perToken,
  /** Mean that whitening took off every token of the batch; 0 without shiftMean. */
  advantageShift: z.number(),
  /** 1 where the entropy filter lets the policy term through. */
  entropyMask: perToken,
  /**
   * The exact values that entered the loss: completionMask · entropyMask ·
   * (outcomeAdvantages + tokenAdvantages + klAdvantages − advantageShift). All parts are whitened, if any is.
   */
  advantages: perToken,
  /** What the critic expected before each token, when it was sampled; null without a critic. */
  values: perToken.nullable(),
  provenance: z.array(provenanceSchema),
  /** log π_old of the sampled token, from generation. */
  oldLogprobs: perToken,
  /** log π_ref of the sampled token. */
  refLogprobs: perToken,
  /** log π_θ at the update. */
  logprobs: perToken,
  /** KL of the update's policy to the reference, by the run's klEstimator, nats. */
  kl: perToken,
  /** exp(logprobs − oldLogprobs); at sequence level that of the mean log-ratio, the same on every token. */
  ratio: perToken,
  /** 1 where clipping cut the gradient of the token. */
  isClipped: perToken,
  entropy: perToken,
});
export type Rollout = z.infer<typeof rolloutSchema>;
