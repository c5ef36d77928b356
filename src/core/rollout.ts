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
  /** Index of the hunk in the pair's diff, or null without evidence. */
  hunk: z.number().int().nullable(),
  operation: z.enum(['insert', 'delete', 'replace']).nullable(),
  /** The reference token that gave the evidence. */
  reference: z
    .object({
      side: z.enum(['secure', 'vulnerable']),
      index: z.number().int(),
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
  /** Group-normalised outcome, one number for the whole completion. */
  outcomeAdvantage: z.number(),
  tokenRewards: perToken,
  /** λ_tok · discounted token reward to go. */
  tokenAdvantages: perToken,
  /** The exact values that entered the loss: (outcomeAdvantage + tokenAdvantages) · completionMask. */
  advantages: perToken,
  provenance: z.array(provenanceSchema),
  /** log π_old of the sampled token, from generation. */
  oldLogprobs: perToken,
  /** log π_ref of the sampled token. */
  refLogprobs: perToken,
  /** log π_θ at the update. */
  logprobs: perToken,
  /** exp(logprobs − oldLogprobs). */
  ratio: perToken,
  /** 1 where clipping cut the gradient of the token. */
  isClipped: perToken,
  entropy: perToken,
});
export type Rollout = z.infer<typeof rolloutSchema>;
