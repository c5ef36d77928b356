/** A checkpoint as it goes between workers and page. */
import { z } from 'zod';

/** Files of a checkpoint by name; their bytes are transferred from the worker to the page. */
export const checkpointFilesSchema = z.object({
  files: z.array(z.object({ name: z.string(), bytes: z.instanceof(Uint8Array<ArrayBufferLike>) })),
});
export type CheckpointFiles = z.infer<typeof checkpointFilesSchema>;
