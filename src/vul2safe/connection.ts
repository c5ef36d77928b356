/** Where the model is, and what the connection doctor says of it. Plain data; a key is no part of any of it. */
import { z } from 'zod';

/** Where the model is. Its key is passed beside it and kept in memory only. */
export const providerConfigSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('openai'),
    /** Base address with its version: "http://127.0.0.1:11434/v1". */
    endpoint: z.url(),
    model: z.string().min(1),
    isStreaming: z.boolean(),
  }),
  z.object({ kind: z.literal('prompt-api') }),
  /** The answers of the worked example (example.ts), which know its items only. */
  z.object({ kind: z.literal('example') }),
]);
export type ProviderConfig = z.infer<typeof providerConfigSchema>;

/** What the connection doctor found out. */
export const diagnosisSchema = z.object({
  checks: z.array(
    z.object({
      name: z.enum(['address', 'reach', 'key', 'model', 'answer', 'json']),
      state: z.enum(['ok', 'failed', 'skipped']),
      message: z.string(),
    }),
  ),
  /** The first thing that must be mended; null when the endpoint can be used. */
  problem: z
    .object({
      code: z.enum([
        'address-invalid',
        'mixed-content',
        'unreachable',
        'local-network-access',
        'cors',
        'no-api',
        'key-refused',
        'model-unknown',
        'no-answer',
        'no-json',
        'prompt-api-missing',
      ]),
      message: z.string(),
      /** What to do. */
      hint: z.string(),
      /** The command that mends it, per server. */
      commands: z.array(z.object({ server: z.string(), command: z.string() })),
    })
    .nullable(),
  /** Models that the endpoint offers; empty when it does not say. */
  models: z.array(z.string()),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;
