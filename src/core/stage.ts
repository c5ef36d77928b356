/** The stages of a run: SFT on the repairs, RL on the outcome, RL with the token term (SRCode). */
import { z } from 'zod';

export const stageSchema = z.enum(['sft', 'outcome', 'token']);
export type Stage = z.infer<typeof stageSchema>;

/** How people call them. */
export const stageTitles: Record<Stage, string> = {
  sft: 'SFT',
  outcome: 'Outcome RL',
  token: 'Token-level RL',
};

export const stageStartSchema = z.object({
  stage: stageSchema,
  /** Its first step. */
  from: z.number().int().positive(),
});
export type StageStart = z.infer<typeof stageStartSchema>;

/** Which stage a step belongs to; null before the first. */
export const stageOf = (stages: readonly StageStart[], step: number): Stage | null =>
  stages.findLast(({ from }) => from <= step)?.stage ?? null;
