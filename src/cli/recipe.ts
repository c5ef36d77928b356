/** How a model was pre-trained, one stage a call of the script; recipe.json beside its weights. */
import { z } from 'zod';

export const recipeSchema = z.object({
  seed: z.number().int(),
  stages: z
    .array(
      z.object({
        command: z.string(),
        texts: z.number().int(),
        /** Share of the texts that show the weakness. */
        vulnerableShare: z.number(),
        /** Mean cross-entropy of the last steps, nats a token of the completion. */
        finalLoss: z.number(),
        seconds: z.number(),
      }),
    )
    .min(1),
});
export type Recipe = z.infer<typeof recipeSchema>;
